/** What a driver is given, and what it gives back. To add one: a file in drivers/, and its settings. */
import type { Read } from '../hid/reading.ts';
import type { ReaderStatus } from '../../health.ts';

export interface DriverParts {
  /** By a clock that never goes back. */
  nowMs: () => number;
  /** Calls back once after the delay, unless the returned function was called before. */
  after: (delayMs: number, run: () => void) => () => void;
  /** The module of that name; null where it is not installed or cannot be loaded here. */
  load: (library: string) => Promise<unknown>;
  /** A name for the file at that path that another file there would not have; null where there is none. */
  fileAt: (path: string) => string | null;
}

export interface DriverEvents {
  /** To be called before native code does something for it, so that it is blamed for a death of that. */
  touch(): void;
  read(read: Read): void;
  status(status: ReaderStatus): void;
}

export interface RunningDriver {
  stop(): Promise<void>;
}

/** How long after a device was lost, or could not be opened, it is tried again. */
export const RETRY_MS = 1_000;
