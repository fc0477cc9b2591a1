/** Whether a PIN opens the staff area; wrong ones keep it shut for a growing while. Keeps no PIN. */
import type { PinAnswer } from '../session/answers.ts';
import { afterWrongPin, lockedMs, NOT_LOCKED } from '../staff/lock.ts';
import { isPin } from '../staff/pin.ts';
import type { World } from '../world.ts';

export interface PinDoorOptions {
  world: Pick<World, 'monotonicMs'>;
  /** The hash of the PIN; null where there is none. */
  stored: string | null;
  /** Opens where no other PIN is set; null where it must not. */
  demoPin: string | null;
}

export function createPinDoor({
  world,
  stored,
  demoPin,
}: PinDoorOptions): (pin: string) => Promise<PinAnswer> {
  let lock = NOT_LOCKED;
  const secondsLocked = (): number => Math.ceil(lockedMs(lock, world.monotonicMs()) / 1000);

  return async (pin) => {
    const lockedSeconds = secondsLocked();
    if (lockedSeconds > 0) return { kind: 'locked', lockedSeconds };
    // Counted before it is looked at, so that nobody gains by asking many times at once.
    lock = afterWrongPin(lock, world.monotonicMs());
    const isRight = stored === null ? pin === demoPin : await isPin(pin, stored);
    if (!isRight) return { kind: 'wrong', lockedSeconds: secondsLocked() };
    lock = NOT_LOCKED;
    return { kind: 'right' };
  };
}
