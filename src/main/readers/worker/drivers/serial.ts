/** A scanner on a serial port, through the optional package `serialport`. Never writes to the port. */
import * as v from 'valibot';
import { createRestartableTimer } from '../../../../shared/restartable-timer.ts';
import {
  decodeLines,
  flushLines,
  LINE_START,
  type DecodedLines,
} from '../../decode/serial-line.ts';
import { GATE_OPEN, gateEvents, gateWaitMs } from '../../decode/line-gate.ts';
import type { SettingsOf } from '../../settings.ts';
import { createDataPause } from '../pause.ts';
import {
  RETRY_MS,
  type DriverEvents,
  type DriverParts,
  type RunningDriver,
  type StandaloneDriver,
} from './driver.ts';

const LIBRARY = 'serialport';

/** The part of the library that we use (serialport 13: SerialPort). */
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

type Settings = SettingsOf<'serial'>;

export function serial(settings: Settings): StandaloneDriver {
  return {
    kind: 'standalone',
    defaultName: settings.path,
    devices: (parts) => portAt(settings.path, parts),
    start: (parts, events) => start({ settings, parts, events }),
  };
}

/** A port of Windows is no file. */
function portAt(path: string, { fileAt }: Pick<DriverParts, 'fileAt'>): string[] | null {
  if (!path.startsWith('/')) return null;
  const file = fileAt(path);
  return file === null ? [] : [file];
}

interface Connection {
  settings: Settings;
  parts: DriverParts;
  events: DriverEvents;
}

function start(connection: Connection): RunningDriver {
  const { settings, parts, events } = connection;
  let stop = (): Promise<void> => Promise.resolve();
  let isStopped = false;
  const loaded = parts.load(LIBRARY).then((found) => {
    if (isStopped) return;
    const library = v.safeParse(librarySchema, found);
    if (!library.success) {
      events.status({ kind: 'unusable', why: { kind: 'libraryMissing', library: LIBRARY } });
      return;
    }
    const { path, baudRate } = settings;
    const port = new library.output.SerialPort({ path, baudRate, autoOpen: false });
    stop = keepOpen(port, connection);
  });
  return {
    async stop() {
      isStopped = true;
      await loaded;
      await stop();
    },
  };
}

/** Opens the port again whenever it is lost. Returns the function that ends this. */
function keepOpen(port: Port, { settings, parts, events }: Connection): () => Promise<void> {
  const { path, suffix, idleMs } = settings;
  const pause = createDataPause(parts);
  let lines = LINE_START;
  let gate = GATE_OPEN;
  let isStopped = false;
  const retry = createRestartableTimer(parts);
  const later = (run: () => void): void => {
    if (!isStopped) retry.restart(RETRY_MS, run);
  };
  function report(decoded: DecodedLines, atMs: number): void {
    lines = decoded.state;
    const gated = gateEvents(gate, decoded.events, atMs);
    ({ gate } = gated);
    for (const fault of gated.faults) events.read({ code: null, fault });
    for (const code of gated.codes) events.read({ code, fault: null });
  }
  function waitFor(lengthMs: number | null): void {
    if (lengthMs === null) return;
    pause.restart(lengthMs, (atMs) => {
      report(flushLines(lines, suffix), atMs);
      waitFor(gateWaitMs(gate, atMs));
    });
  }
  const openLater = (): void => later(() => port.open());
  /** After a hang-up, serialport 13 reads zero bytes again and again and reports nothing. So we watch the file. */
  function closeWhenGone(openedFile: string): void {
    if (parts.fileAt(path) === openedFile) later(() => closeWhenGone(openedFile));
    else port.close(() => undefined);
  }
  port.on('open', () => {
    [lines, gate] = [LINE_START, GATE_OPEN];
    events.status({ kind: 'ready' });
    const openedFile = parts.fileAt(path);
    if (openedFile !== null) closeWhenGone(openedFile);
  });
  port.on('data', (piece) => {
    const atMs = pause.nowMs();
    report(decodeLines(lines, piece, { atMs, idleMs }), atMs);
    waitFor(gateWaitMs(gate, atMs) ?? idleMs);
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

function statusOf(message: string): Parameters<DriverEvents['status']>[0] {
  if (/no such file|file not found/i.test(message)) return { kind: 'away' };
  return { kind: 'unusable', why: { kind: 'cannotOpen', message: message.slice(0, 200) } };
}
