/** Checks the PIN of the staff area. Wrong PINs lock it for longer each time, also across restarts. It stores no PIN. */
import type { PinAnswer } from '../session/answers.ts';
import { afterWrongPin, lockAtStart, lockedMs, NOT_LOCKED } from '../staff/lock.ts';
import { isPin } from '../staff/pin.ts';
import type { PinTries } from '../staff/pin-tries.ts';
import type { World } from '../world/world.ts';

export interface PinCheckOptions {
  world: Pick<World, 'monotonicMs'>;
  /** The hash of the PIN. Null if no PIN is set. */
  stored: string | null;
  /** A PIN that opens the staff area if no other PIN is set. Null if there is none. */
  demoPin: string | null;
  tries: PinTries;
}

/** How long to wait after a try if the count could not be saved. */
const UNCOUNTED_SECONDS = 15;

export function createPinCheck({
  world,
  stored,
  demoPin,
  tries,
}: PinCheckOptions): (pin: string) => Promise<PinAnswer> {
  let lock = lockAtStart(tries.read(), world.monotonicMs());
  const secondsLocked = (): number => Math.ceil(lockedMs(lock, world.monotonicMs()) / 1000);
  const keep = inSequence(tries.keep);

  return async (pin) => {
    const lockedSeconds = secondsLocked();
    if (lockedSeconds > 0) return { kind: 'locked', lockedSeconds };
    // Count the try before the check. Then parallel tries, or a restart during a check, gain no extra try.
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

/** Writes the counts one after the other, so that the newest count is written last. */
function inSequence(keep: PinTries['keep']): PinTries['keep'] {
  let before: Promise<unknown> = Promise.resolve();
  return (wrongCount) => {
    const kept = before.then(() => keep(wrongCount));
    before = kept;
    return kept;
  };
}
