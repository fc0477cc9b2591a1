/** A scanner on a serial port, by the library `serialport`, which may be missing. Never writes to the port. */
import * as v from 'valibot';
import { decodeLines, LINE_START } from '../decode/serial-line.ts';
import { RETRY_MS, type DriverEvents, type DriverParts, type RunningDriver } from '../driver.ts';
import type { ReaderSettings } from '../settings.ts';

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

export function startSerial(
  settings: Extract<ReaderSettings, { driver: 'serial' }>,
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
    stop = keepOpen(port, { path: settings.path, parts, events });
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
  path: string;
  parts: DriverParts;
  events: DriverEvents;
}

/** Opens the port again whenever it was lost; returns how to end that. */
function keepOpen(port: Port, { path, parts, events }: Line): () => Promise<void> {
  let lines = LINE_START;
  let isStopped = false;
  let cancel = (): void => undefined;
  const later = (run: () => void): void => {
    cancel();
    if (!isStopped) cancel = parts.after(RETRY_MS, run);
  };
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
    const decoded = decodeLines(lines, piece, parts.nowMs());
    lines = decoded.state;
    for (const fault of decoded.faults) events.read({ code: null, fault });
    for (const code of decoded.codes) events.read({ code, fault: null });
  });
  port.on('close', () => {
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
    cancel();
    return new Promise((resolve) => {
      if (port.isOpen) port.close(() => resolve());
      else resolve();
    });
  };
}

function statusOf(message: string): Parameters<DriverEvents['status']>[0] {
  if (/no such file|file not found/i.test(message)) return { kind: 'away' };
  return { kind: 'unusable', why: { kind: 'cannotOpen', message: message.slice(0, 200) } };
}
