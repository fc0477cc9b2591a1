/**
 * When the invitation of the idle screen moves: in single turns with rests between them, and not at all when nobody has
 * come near for some minutes. Drawing a moving screen costs a large part of a processor without a graphics card, and a
 * kiosk is idle for most of the day.
 */
import { createRestartableTimer, type Clock } from '../../../shared/restartable-timer.ts';

/** How long the card takes to the reader and back. The styles get it as `--turn`. */
export const TURN_MS = 3_600;

/** The rests grow with the time since somebody was near. After the last one, the invitation stays still. */
const RESTS = [
  { untilMs: 5_000, restMs: 1_400 },
  { untilMs: 60_000, restMs: 16_400 },
  { untilMs: 300_000, restMs: 36_400 },
] as const;

/** The rest after a turn, in milliseconds. Null: no more turns until somebody comes near. */
export function restAfter(aloneMs: number): number | null {
  return RESTS.find(({ untilMs }) => aloneMs < untilMs)?.restMs ?? null;
}

export interface TurnsOptions {
  clock: Clock & { nowMs(): number };
  onMove: (isMoving: boolean) => void;
}

export interface Turns {
  /** Somebody is near: a turn begins, unless one is under way, and the rests are short again. */
  come(): void;
  /** Ends the turn that is under way, and all others. */
  stop(): void;
}

export function createTurns({ clock, onMove }: TurnsOptions): Turns {
  const next = createRestartableTimer(clock);
  let cameAtMs = clock.nowMs();
  let isMoving = false;

  function move(isMovingNow: boolean): void {
    isMoving = isMovingNow;
    onMove(isMovingNow);
  }

  function turn(): void {
    move(true);
    next.restart(TURN_MS, () => {
      move(false);
      const restMs = restAfter(clock.nowMs() - cameAtMs);
      if (restMs !== null) next.restart(restMs, turn);
    });
  }

  return {
    come() {
      cameAtMs = clock.nowMs();
      if (!isMoving) turn();
    },
    stop() {
      next.cancel();
      if (isMoving) move(false);
    },
  };
}
