/** Whether a PIN opens the staff area; wrong ones keep it shut for a growing while, and a restart does not end it. Keeps no PIN. */
import type { PinAnswer } from '../session/results.ts';
import { afterWrongPin, lockAtStart, lockedMs, NOT_LOCKED } from '../staff/lock.ts';
import { isPin } from '../staff/pin.ts';
import type { PinTries } from '../staff/pin-tries.ts';
import type { World } from '../world/world.ts';

export interface PinCheckOptions {
  world: Pick<World, 'monotonicMs'>;
  /** The hash of the PIN; null where there is none. */
  stored: string | null;
  /** Opens where no other PIN is set; null where it must not. */
  demoPin: string | null;
  tries: PinTries;
}

/** How long to wait until a try that could not be counted may be made again. */
const UNCOUNTED_SECONDS = 15;

export function createPinCheck({
  world,
  stored,
  demoPin,
  tries,
}: PinCheckOptions): (pin: string) => Promise<PinAnswer> {
  let lock = lockAtStart(tries.read(), world.monotonicMs());
  const secondsLocked = (): number => Math.ceil(lockedMs(lock, world.monotonicMs()) / 1000);
  const keep = inTurn(tries.keep);

  return async (pin) => {
    const lockedSeconds = secondsLocked();
    if (lockedSeconds > 0) return { kind: 'locked', lockedSeconds };
    // Counted before it is looked at, so that nobody gains by asking many times at once, nor by pulling the plug.
    lock = afterWrongPin(lock, world.monotonicMs());
    if (!(await keep(lock.wrongCount))) {
      return { kind: 'locked', lockedSeconds: Math.max(secondsLocked(), UNCOUNTED_SECONDS) };
    }
    const isRight = stored === null ? pin === demoPin : await isPin(pin, stored);
    if (!isRight) return { kind: 'wrong', lockedSeconds: secondsLocked() };
    lock = NOT_LOCKED;
    await keep(lock.wrongCount);
    return { kind: 'right' };
  };
}

/** What is kept last was asked for last. */
function inTurn(keep: PinTries['keep']): PinTries['keep'] {
  let before: Promise<unknown> = Promise.resolve();
  return (wrongCount) => {
    const kept = before.then(() => keep(wrongCount));
    before = kept;
    return kept;
  };
}
