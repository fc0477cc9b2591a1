/** The interface of a driver. Each driver is one file in this folder and one line in index.ts. */
import type { Decoded } from '../../decode/decoding.ts';
import type { ReaderStatus } from '../../health.ts';
import type { HidDevice } from '../../hid-device.ts';
import type { SystemFiles } from '../hid/event-nodes.ts';
import type { OpenHid } from '../hid/hid-bus.ts';

/** The result of decoding: a code, a fault, or neither yet. */
export type ReadResult = Pick<Decoded<unknown>, 'code' | 'fault'>;

/** Reads HID devices. The kiosk finds and opens them (hid/hid-readers.ts); the driver decodes their reports. */
export interface HidDriver {
  readonly kind: 'hid';
  /** Whether the driver can read such a device at all. The `match` of the settings applies as well. */
  canRead(device: HidDevice): boolean;
  createDecoder(device: HidDevice): ReportDecoder;
  /** Runs once the device is open, for example to switch its mode. */
  prepare?(device: HidDevice, opened: OpenHid): Promise<void>;
  /** For devices that also type into the screen. The kiosk then takes them from the desktop (EVIOCGRAB). */
  typesIntoScreen?: {
    /** The udev rule that lets the kiosk do this, and the file that it belongs in. */
    udevRule(device: HidDevice): string;
    udevFile: string;
  };
}

export interface ReportDecoder {
  /**
   * Decodes one report. `isEarly`: the report came so soon after opening that its code may have begun before. The
   * decoder then refuses the whole code.
   */
  decode(report: Uint8Array, when: { atMs: number; isEarly: boolean }): ReadResult;
  /** Whether one code takes several reports. */
  isMultiReport: boolean;
  /** Null if a pause neither ends nor cuts the codes of the device. */
  flush: {
    /** After each report, and after each `run`: call `run` if no report follows for so long. Null: do not. */
    waitMs: (after: { what: 'report' | 'pause'; atMs: number }) => number | null;
    run: (atMs: number) => ReadResult;
  } | null;
}

/** Finds and opens its device by itself. */
export interface StandaloneDriver {
  readonly kind: 'standalone';
  /** The name of the reader for staff, if the settings have none. */
  defaultName: string;
  /** The devices that are plugged in now, found without the library of the driver. Null if the system does not say. */
  devices(parts: Pick<DriverParts, 'fileAt' | 'files'>): readonly string[] | null;
  start(parts: DriverParts, events: DriverEvents): RunningDriver;
}

export interface DriverParts {
  /** Reads a clock that never goes back. */
  nowMs: () => number;
  /** Calls back once after the delay. The returned function cancels this. */
  after: (delayMs: number, run: () => void) => () => void;
  /** Loads an optional npm package. Null if it is not installed or does not load here. */
  load: (library: string) => Promise<unknown>;
  /** Identifies the file at that path: a new file at the same path gets another identity. Null if there is no file. */
  fileAt: (path: string) => string | null;
  files: SystemFiles;
}

export interface DriverEvents {
  /** Call before native code touches the device. If the process then crashes, this reader gets the blame. */
  touch(): void;
  read(result: ReadResult): void;
  status(status: ReaderStatus): void;
}

export interface RunningDriver {
  stop(): Promise<void>;
}

/** How long to wait before trying again to open a device that was lost or failed to open. */
export const RETRY_MS = 1_000;
