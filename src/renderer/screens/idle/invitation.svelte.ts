/** Moves the invitation of the idle screen while it is shown. */
import { createTurns } from './invitation.ts';

const clock = {
  nowMs: () => performance.now(),
  after: (delayMs: number, run: () => void): (() => void) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export interface Invitation {
  /** Whether the card and the rings move now. */
  readonly isMoving: boolean;
}

/**
 * Call in a component's setup. `nearness` is null while nothing invites, or while nothing may move. Otherwise, each of
 * its values stands for a sign that somebody is near.
 */
export function startInvitation(nearness: () => string | null): Invitation {
  let isMoving = $state(false);
  const turns = createTurns({
    clock,
    onMove: (isMovingNow) => {
      isMoving = isMovingNow;
    },
  });
  const sign = $derived(nearness());
  $effect(() => {
    if (sign === null) turns.stop();
    else turns.come();
  });
  $effect(() => () => turns.stop());
  return {
    get isMoving() {
      return isMoving;
    },
  };
}
