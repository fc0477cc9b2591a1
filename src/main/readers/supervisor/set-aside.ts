/** Keeps which readers are set aside because they crashed the reader process, and gives them another try. */
import type { Log } from '../../log/log.ts';
import type { World } from '../../world/world.ts';
import { crashed, givenAnotherTry, NO_BLAME, ranLong, setAside, touched } from './crash-blame.ts';

/** A reader that was set aside and not unplugged gets one more try after this time. It costs at most one crash. */
export const ASIDE_MS = 3_600_000;

export interface SetAsideOptions {
  world: Pick<World, 'after'>;
  log: Log;
  nameOf: (key: string) => string;
  /** A reader gets another try after a long time. */
  onTry: () => void;
}

export interface SetAside {
  touched: (key: string) => void;
  crashed: () => void;
  ranLong: () => void;
  /** These readers were unplugged. */
  unplugged: (keys: readonly string[]) => void;
  /** The keys of the readers that must not be used. */
  list: () => string[];
  stop: () => void;
}

export function createSetAside({ world, log, nameOf, onTry }: SetAsideOptions): SetAside {
  let blame = NO_BLAME;
  const cancels = new Map<string, () => void>();

  function cancelTry(key: string): void {
    cancels.get(key)?.();
    cancels.delete(key);
  }

  function tryLater(key: string): void {
    cancelTry(key);
    const cancel = world.after(ASIDE_MS, () => {
      tryAgain(key, 'it was set aside for an hour, and is used again');
      onTry();
    });
    cancels.set(key, cancel);
  }

  function tryAgain(key: string, why: string): void {
    cancelTry(key);
    if (!setAside(blame).includes(key)) return;
    blame = givenAnotherTry(blame, key);
    log.warn(`reader ${nameOf(key)}: ${why}`);
  }

  return {
    touched: (key) => (blame = touched(blame, key)),
    crashed() {
      const { suspect } = blame;
      blame = crashed(blame);
      const isAside = suspect !== null && setAside(blame).includes(suspect);
      log.error(crashLine(suspect === null ? null : nameOf(suspect), isAside));
      if (isAside) tryLater(suspect);
    },
    ranLong: () => (blame = ranLong(blame)),
    unplugged(keys) {
      for (const key of keys) {
        tryAgain(key, 'it was unplugged, and is used when it is plugged in again');
      }
    },
    list: () => setAside(blame),
    stop() {
      for (const cancel of cancels.values()) cancel();
    },
  };
}

function crashLine(name: string | null, isSetAside: boolean): string {
  if (name === null) return 'the reader process crashed; no reader is suspected';
  const consequence = isSetAside ? `; ${name} is not used until it is plugged in again` : '';
  return `the reader process crashed, probably because of ${name}${consequence}`;
}
