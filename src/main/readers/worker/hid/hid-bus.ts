/** The interface to the HID devices of the system. node-hid-bus.ts is the real implementation. */
import type { HidDevice } from '../../hid-device.ts';

export interface HidBus {
  list(): Promise<HidDevice[]>;
  /** Never rejects. */
  open(path: string, on: HidEvents): Promise<OpenedHid>;
}

export interface HidEvents {
  report: (report: Uint8Array) => void;
  /** The device is gone or can no longer be read. This is called once, and is the last call. */
  ended: () => void;
}

export type OpenedHid =
  | { kind: 'open'; device: OpenHid }
  /** The user lacks the permission to open the device. On Linux, a udev rule is missing. */
  | { kind: 'noPermission' }
  | { kind: 'failed'; message: string };

export interface OpenHid {
  /** The first byte is the report id. Resolves to whether the device accepted it. */
  sendFeature(report: readonly number[]): Promise<boolean>;
  close(): Promise<void>;
}
