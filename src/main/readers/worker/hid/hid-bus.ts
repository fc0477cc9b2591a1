/** All that the readers ask of the system's HID devices; the real one is node-hid's. */
import type { HidDevice } from '../../hid-device.ts';

export interface HidBus {
  list(): Promise<HidDevice[]>;
  /** Never rejects. */
  open(path: string, on: HidEvents): Promise<OpenedHid>;
}

export interface HidEvents {
  report: (report: Uint8Array) => void;
  /** The device is gone or cannot be read any more; told once, and nothing after it. */
  ended: () => void;
}

export type OpenedHid =
  | { kind: 'open'; device: OpenHid }
  /** The user may not; on Linux a udev rule is missing. */
  | { kind: 'noPermission' }
  | { kind: 'failed'; message: string };

export interface OpenHid {
  /** The first byte is the report's id. Resolves to whether the device took it. */
  sendFeature(report: readonly number[]): Promise<boolean>;
  close(): Promise<void>;
}
