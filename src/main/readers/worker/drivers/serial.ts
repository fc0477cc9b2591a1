/** A scanner on a serial port, by the library `serialport`, which may be missing. Never writes to the port. */
import * as v from 'valibot';
import { createRestartableTimer } from '../../../../shared/restartable-timer.ts';
import {
  decodeLines,
  flushLines,
  LINE_START,
  type DecodedLines,
} from '../../decode/serial-line.ts';
import { RETRY_MS, type DriverEvents, type DriverParts, type RunningDriver } from './driver.ts';
import type { ReaderSettings } from '../../settings.ts';

const LIBRARY = 'serialport';

/** As much of the library as is used (serialport 13: SerialPort). */
interface Port {
  on(event: 'data', listener: (piece: Uint8Array) => void): unknown;
  on(event: 'close' | 'open', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  open(): void;
  close(done: () => void): void;
  readonly isOpen: boolean;
}
type PortClass = new (options: { path: string; baudRate: number; autoOpen: false }) => Port;

const librarySchema = v.object({
  SerialPort: v.custom<PortClass>((found) => typeof found === 'function'),
});

type Settings = Extract<ReaderSettings, { driver: 'serial' }>;

export function startSerial(
  settings: Settings,
  parts: DriverParts,
  events: DriverEvents,
): RunningDriver {
  let stop = (): Promise<void> => Promise.resolve();
  let isStopped = false;
  const loaded = parts.load(LIBRARY).then((found) => {
    if (isStopped) return;
    const library = v.safeParse(librarySchema, found);
    if (!library.success) {
      events.status({ kind: 'unusable', why: { kind: 'libraryMissing', library: LIBRARY } });
      return;
    }
    const port = new library.output.SerialPort({ ...portOf(settings), autoOpen: false });
    stop = keepOpen(port, { settings, parts, events });
  });
  return {
    async stop() {
      isStopped = true;
      await loaded;
      await stop();
    },
  };
}

function portOf({ path, baudRate }: { path: string; baudRate: number }): {
  path: string;
  baudRate: number;
} {
  return { path, baudRate };
}

interface Line {
  settings: Settings;
  parts: DriverParts;
  events: DriverEvents;
}

/** Opens the port again whenever it was lost; returns how to end that. */
function keepOpen(port: Port, { settings, parts, events }: Line): () => Promise<void> {
  const { path, suffix, idleMs } = settings;
  const pause = createPause(idleMs, parts);
  let lines = LINE_START;
  let isStopped = false;
  const retry = createRestartableTimer(parts);
  const later = (run: () => void): void => {
    if (!isStopped) retry.restart(RETRY_MS, run);
  };
  function hand(decoded: DecodedLines): void {
    lines = decoded.state;
    for (const fault of decoded.faults) events.read({ code: null, fault });
    for (const code of decoded.codes) events.read({ code, fault: null });
  }
  const openLater = (): void => later(() => port.open());
  /** The library reads for ever from a terminal that has hung up (serialport 13: no bytes, and again), so the file is looked at. */
  function closeWhenGone(opened: string): void {
    if (parts.fileAt(path) === opened) later(() => closeWhenGone(opened));
    else port.close(() => undefined);
  }
  port.on('open', () => {
    lines = LINE_START;
    events.status({ kind: 'ready' });
    const opened = parts.fileAt(path);
    if (opened !== null) closeWhenGone(opened);
  });
  port.on('data', (piece) => {
    hand(decodeLines(lines, piece, { atMs: parts.nowMs(), idleMs }));
    pause.await(() => hand(flushLines(lines, suffix)));
  });
  port.on('close', () => {
    pause.cancel();
    events.status({ kind: 'away' });
    openLater();
  });
  port.on('error', ({ message }) => {
    events.status(statusOf(message));
    openLater();
  });
  port.open();
  return () => {
    isStopped = true;
    retry.cancel();
    pause.cancel();
    return new Promise((resolve) => {
      if (port.isOpen) port.close(() => resolve());
      else resolve();
    });
  };
}

/** A pause is counted in so many parts, so that a process that is held up does not take that for one. */
const PARTS = 5;

interface Pause {
  /** Calls back when nothing has begun it anew for as long. */
  await: (run: () => void) => void;
  cancel: () => void;
}

function createPause(idleMs: number, clock: Pick<DriverParts, 'after'>): Pause {
  const timer = createRestartableTimer(clock);
  function wait(left: number, run: () => void): void {
    timer.restart(idleMs / PARTS, () => (left === 1 ? run() : wait(left - 1, run)));
  }
  return {
    await: (run) => wait(PARTS, run),
    cancel: () => timer.cancel(),
  };
}

function statusOf(message: string): Parameters<DriverEvents['status']>[0] {
  if (/no such file|file not found/i.test(message)) return { kind: 'away' };
  return { kind: 'unusable', why: { kind: 'cannotOpen', message: message.slice(0, 200) } };
}
