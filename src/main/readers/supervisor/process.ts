/** The reader process as the kiosk sees it; each shell starts it in its own way. */
import type { Order } from '../protocol.ts';

export interface ReaderProcess {
  /** Does nothing where the process has ended. */
  send: (order: Order) => void;
  /** At once, whatever it is doing. */
  kill: () => void;
  /** Undefined where it could not be started. */
  pid: number | undefined;
}

export interface ReaderProcessEvents {
  /** As it came; unparsed. */
  message: (message: unknown) => void;
  /** Told once, also where it could not be started at all. */
  exit: () => void;
}

export type SpawnReaders = (events: ReaderProcessEvents) => ReaderProcess;
