/** What the readers need from the system's HID devices. The real implementation is node-hid-bus.ts. */
import type { HidDevice } from '../../hid-device.ts';

export interface HidBus {
  list(): Promise<HidDevice[]>;
  /** Never rejects. */
  open(path: string, on: HidEvents): Promise<OpenedHid>;
}

export interface HidEvents {
  report: (report: Uint8Array) => void;
  /** The device is gone or can no longer be read. Called once, and nothing is called after it. */
  ended: () => void;
}

export type OpenedHid =
  | { kind: 'open'; device: OpenHid }
  /** The user may not open it. On Linux a udev rule is missing. */
  | { kind: 'noPermission' }
  | { kind: 'failed'; message: string };

export interface OpenHid {
  /** The first byte is the report id. Resolves to whether the device accepted it. */
  sendFeature(report: readonly number[]): Promise<boolean>;
  close(): Promise<void>;
}
