/**
 * Contactless cards at PC/SC readers, by the library `smartcard`, which may be missing, as may the daemon behind it.
 * Asks each card for its number and for nothing else.
 */
import * as v from 'valibot';
import { createRestartableTimer } from '../../../../shared/restartable-timer.ts';
import { decodeUidAnswer, GET_UID } from '../../decode/pcsc-uid.ts';
import { RETRY_MS, type DriverEvents, type DriverParts, type RunningDriver } from './driver.ts';
import type { Read } from '../hid/reading.ts';
import type { ReaderSettings } from '../../settings.ts';

const LIBRARY = 'smartcard';

/** As much of the library as is used (smartcard 3: Devices). */
interface Card {
  transmit(command: Buffer): Promise<Uint8Array>;
}
interface CardReader {
  name: string;
}
interface Devices {
  on(event: 'reader-attached', listener: (reader: CardReader & { state: number }) => void): unknown;
  on(event: 'reader-detached', listener: () => void): unknown;
  on(
    event: 'card-inserted',
    listener: (event: { reader: CardReader; card: Card }) => void,
  ): unknown;
  on(event: 'card-removed', listener: (event: { reader: CardReader }) => void): unknown;
  /** Of one card that cannot be connected to, and of the watching itself; which of them is not told. */
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

/** SCARD_STATE_PRESENT (PC/SC part 5, 3.2.1). A card that lay there before is not handed in: whoever left it may be gone. */
const STATE_PRESENT = 0x20;
/** So many without a card that comes or goes are of the watching, which the library tells once a second. */
const ERRORS_MAX = 3;
const INCOMPLETE: Read = { code: null, fault: 'incomplete' };

interface Watch {
  settings: Settings;
  parts: DriverParts;
  events: DriverEvents;
}

/** Begins anew whenever the daemon was lost; returns how to end that. */
function keepWatching(library: Library, { settings, parts, events }: Watch): () => void {
  let devices: Devices | null = null;
  const retry = createRestartableTimer(parts);

  function begin(): void {
    const watched = new library.Devices();
    const lying = new Set<string>();
    let errorCount = 0;
    devices = watched;
    const tell = (): void =>
      events.status({ kind: watched.listReaders().length > 0 ? 'ready' : 'away' });
    watched.on('reader-attached', ({ name, state }) => {
      if ((state & STATE_PRESENT) !== 0) lying.add(name);
      tell();
    });
    watched.on('reader-detached', tell);
    watched.on('card-inserted', ({ reader, card }) => {
      errorCount = 0;
      if (lying.has(reader.name)) events.read(INCOMPLETE);
      else ask(card);
    });
    watched.on('card-removed', ({ reader }) => {
      errorCount = 0;
      lying.delete(reader.name);
    });
    watched.on('error', ({ message }) => {
      errorCount += 1;
      // One card that could not be connected to, as it was pulled away or says nothing.
      const isOfCard = errorCount < ERRORS_MAX && watched.listReaders().length > 0;
      if (isOfCard) events.read(INCOMPLETE);
      else lost(watched, message);
    });
    tell();
    watched.start();
  }

  function ask(card: Card): void {
    events.touch();
    card.transmit(Buffer.from(GET_UID)).then(
      (answer) => events.read(decodeUidAnswer(answer, settings.format)),
      // The card was taken away before it could answer.
      () => events.read(INCOMPLETE),
    );
  }

  function lost(watched: Devices, message: string): void {
    if (devices !== watched) return;
    end();
    events.status({
      kind: 'unusable',
      why: { kind: 'cannotOpen', message: message.slice(0, 200) },
    });
    retry.restart(RETRY_MS, begin);
  }

  function end(): void {
    retry.cancel();
    devices?.removeAllListeners();
    // It may still tell of what it was doing.
    devices?.on('error', () => undefined);
    devices?.stop();
    devices = null;
  }

  begin();
  return end;
}
