/**
 * Contactless cards at PC/SC readers, by the library `smartcard`, which may be missing, as may the daemon behind it.
 * Asks each card for its number and for nothing else.
 */
import * as v from 'valibot';
import { decodeUidAnswer, GET_UID } from '../decode/pcsc-uid.ts';
import { RETRY_MS, type DriverEvents, type DriverParts, type RunningDriver } from '../driver.ts';
import type { ReaderSettings } from '../settings.ts';

const LIBRARY = 'smartcard';

/** As much of the library as is used (smartcard 3: Devices). */
interface Card {
  transmit(command: Buffer): Promise<Uint8Array>;
}
interface Devices {
  on(event: 'reader-attached' | 'reader-detached', listener: () => void): unknown;
  on(event: 'card-inserted', listener: (event: { card: Card }) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeAllListeners(): unknown;
  start(): void;
  stop(): void;
  listReaders(): readonly unknown[];
}

const librarySchema = v.object({
  Devices: v.custom<new () => Devices>((found) => typeof found === 'function'),
});
type Library = v.InferOutput<typeof librarySchema>;

type Settings = Extract<ReaderSettings, { driver: 'pcsc' }>;

export function startPcsc(
  settings: Settings,
  parts: DriverParts,
  events: DriverEvents,
): RunningDriver {
  let stop = (): void => undefined;
  let isStopped = false;
  const loaded = parts.load(LIBRARY).then((found) => {
    if (isStopped) return;
    const library = v.safeParse(librarySchema, found);
    if (library.success) stop = keepWatching(library.output, { settings, parts, events });
    else events.status({ kind: 'unusable', why: { kind: 'libraryMissing', library: LIBRARY } });
  });
  return {
    async stop() {
      isStopped = true;
      await loaded;
      stop();
    },
  };
}

interface Watch {
  settings: Settings;
  parts: DriverParts;
  events: DriverEvents;
}

/** Begins anew whenever the daemon was lost; returns how to end that. */
function keepWatching(library: Library, { settings, parts, events }: Watch): () => void {
  let devices: Devices | null = null;
  let cancel = (): void => undefined;

  function begin(): void {
    const watched = new library.Devices();
    devices = watched;
    const tell = (): void =>
      events.status({ kind: watched.listReaders().length > 0 ? 'ready' : 'away' });
    watched.on('reader-attached', tell);
    watched.on('reader-detached', tell);
    watched.on('card-inserted', ({ card }) => {
      events.touch();
      card.transmit(Buffer.from(GET_UID)).then(
        (answer) => events.read(decodeUidAnswer(answer, settings.format)),
        // The card was taken away before it could answer.
        () => events.read({ code: null, fault: 'incomplete' }),
      );
    });
    watched.on('error', ({ message }) => lost(watched, message));
    tell();
    watched.start();
  }

  function lost(watched: Devices, message: string): void {
    if (devices !== watched) return;
    end();
    events.status({
      kind: 'unusable',
      why: { kind: 'cannotOpen', message: message.slice(0, 200) },
    });
    cancel = parts.after(RETRY_MS, begin);
  }

  function end(): void {
    cancel();
    devices?.removeAllListeners();
    // It may still tell of what it was doing.
    devices?.on('error', () => undefined);
    devices?.stop();
    devices = null;
  }

  begin();
  return end;
}
