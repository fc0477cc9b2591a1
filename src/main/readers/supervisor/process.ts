/** The reader process, as the kiosk sees it. Each shell starts it in its own way. */
import type { Command } from '../protocol.ts';

export interface ReaderProcess {
  /** Does nothing if the process has ended. */
  send: (command: Command) => void;
  /** Ends the process at once. */
  kill: () => void;
  /** Undefined if the process did not start. */
  pid: number | undefined;
}

export interface ReaderProcessEvents {
  /** Not parsed yet. */
  message: (message: unknown) => void;
  /** Called once, even if the process never started. */
  exit: () => void;
}

export type SpawnReaders = (events: ReaderProcessEvents) => ReaderProcess;
