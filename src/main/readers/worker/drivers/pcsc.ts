/**
 * Contactless cards at PC/SC readers, through the optional package `smartcard` and the PC/SC daemon.
 * Asks each card for its UID and for nothing else.
 */
import * as v from 'valibot';
import { createRestartableTimer } from '../../../../shared/restartable-timer.ts';
import { decodeUidAnswer, GET_UID } from '../../decode/pcsc-uid.ts';
import type { SettingsOf } from '../../settings.ts';
import { smartcardDevices } from '../smartcard-devices.ts';
import {
  RETRY_MS,
  type DriverEvents,
  type DriverParts,
  type ReadResult,
  type RunningDriver,
  type StandaloneDriver,
} from './driver.ts';

const LIBRARY = 'smartcard';

/** The part of the library that we use (smartcard 3: Devices). */
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
  /** Either one card failed to connect, or the watching itself failed. The event does not say which. */
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

type Settings = SettingsOf<'pcsc'>;

export function pcsc(settings: Settings): StandaloneDriver {
  return {
    kind: 'standalone',
    defaultName: 'PC/SC',
    devices: ({ files }) => smartcardDevices(files),
    start: (parts, events) => start({ settings, parts, events }),
  };
}

interface Watch {
  settings: Settings;
  parts: DriverParts;
  events: DriverEvents;
}

function start(watch: Watch): RunningDriver {
  let stop = (): void => undefined;
  let isStopped = false;
  const loaded = watch.parts.load(LIBRARY).then((found) => {
    if (isStopped) return;
    const library = v.safeParse(librarySchema, found);
    if (library.success) stop = keepWatching(library.output, watch);
    else {
      watch.events.status({ kind: 'unusable', why: { kind: 'libraryMissing', library: LIBRARY } });
    }
  });
  return {
    async stop() {
      isStopped = true;
      await loaded;
      stop();
    },
  };
}

/** SCARD_STATE_PRESENT (PC/SC part 5, 3.2.1). Ignores a card that was on the reader before: its owner may be gone. */
const STATE_PRESENT = 0x20;
/** The library reports a failed watch once a second. This many errors without a card event mean that the watch failed. */
const ERRORS_MAX = 3;
const INCOMPLETE: ReadResult = { code: null, fault: 'incomplete' };

/** Starts again whenever the daemon is lost. Returns the function that ends it. */
function keepWatching(library: Library, { settings, parts, events }: Watch): () => void {
  let devices: Devices | null = null;
  const retry = createRestartableTimer(parts);

  function begin(): void {
    const watched = new library.Devices();
    /** Readers with a card that lay there when we started. */
    const occupied = new Set<string>();
    let errorCount = 0;
    devices = watched;
    const reportStatus = (): void =>
      events.status({ kind: watched.listReaders().length > 0 ? 'ready' : 'away' });
    watched.on('reader-attached', ({ name, state }) => {
      if ((state & STATE_PRESENT) !== 0) occupied.add(name);
      reportStatus();
    });
    watched.on('reader-detached', reportStatus);
    watched.on('card-inserted', ({ reader, card }) => {
      errorCount = 0;
      if (occupied.has(reader.name)) events.read(INCOMPLETE);
      else ask(card);
    });
    watched.on('card-removed', ({ reader }) => {
      errorCount = 0;
      occupied.delete(reader.name);
    });
    watched.on('error', ({ message }) => {
      errorCount += 1;
      // One card failed to connect: it was pulled away, or it does not answer.
      const isCardError = errorCount < ERRORS_MAX && watched.listReaders().length > 0;
      if (isCardError) events.read(INCOMPLETE);
      else lost(watched, message);
    });
    reportStatus();
    watched.start();
  }

  function ask(card: Card): void {
    events.touch();
    card.transmit(Buffer.from(GET_UID)).then(
      (answer) => events.read(decodeUidAnswer(answer, settings.format)),
      // The card was taken away before it answered.
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
    // Work that is under way may still emit an error, and an unhandled one would end the process.
    devices?.on('error', () => undefined);
    devices?.stop();
    devices = null;
  }

  begin();
  return end;
}
