import { describe, expect, it } from 'vitest';
import { createClock } from '../../../../builders/reader-clock.ts';
import {
  createTurns,
  TURN_MS,
  type Turns,
} from '../../../../../src/renderer/screens/idle/invitation.ts';

const MINUTE_MS = 60_000;

describe('the invitation of the idle screen', () => {
  it('moves at once when somebody comes, then rests, then moves again', () => {
    const { turns, pass, isMoving } = anInvitation();
    turns.come();
    expect(isMoving()).toBe(true);
    pass(TURN_MS);
    expect(isMoving()).toBe(false);
    pass(2_000);
    expect(isMoving()).toBe(true);
  });

  it('moves less than a tenth of the first ten minutes, and not at all after six', () => {
    const { turns, pass, starts } = anInvitation();
    turns.come();
    pass(10 * MINUTE_MS);
    expect(starts().length * TURN_MS).toBeLessThan((10 * MINUTE_MS) / 10);
    expect(Math.max(...starts())).toBeGreaterThan(4 * MINUTE_MS);
    expect(Math.max(...starts())).toBeLessThan(6 * MINUTE_MS);
  });

  it('rests longer and longer', () => {
    const { turns, pass, starts } = anInvitation();
    turns.come();
    pass(10 * MINUTE_MS);
    const rests = starts()
      .slice(1)
      .map((startMs, index) => startMs - (starts()[index] ?? 0));
    expect(rests).toEqual([...rests].sort((a, b) => a - b));
  });

  it('begins again when somebody comes after it has become still', () => {
    const { turns, pass, starts, isMoving } = anInvitation();
    turns.come();
    pass(10 * MINUTE_MS);
    const turnsOfFirst = starts().length;
    turns.come();
    expect(isMoving()).toBe(true);
    pass(10 * MINUTE_MS);
    expect(starts().length).toBe(2 * turnsOfFirst);
  });

  it('ends the turn that is under way before another begins', () => {
    const { turns, pass, starts } = anInvitation();
    turns.come();
    pass(1_000);
    turns.come();
    turns.come();
    pass(TURN_MS - 1_001);
    expect(starts()).toEqual([0]);
  });

  it('stays still after a stop, also in the middle of a turn', () => {
    const { turns, pass, starts, isMoving } = anInvitation();
    turns.come();
    pass(1_000);
    turns.stop();
    expect(isMoving()).toBe(false);
    pass(10 * MINUTE_MS);
    expect(starts()).toEqual([0]);
  });
});

/** Turns on a clock that is moved by hand. */
function anInvitation(): {
  turns: Turns;
  pass: (ms: number) => void;
  starts: () => readonly number[];
  isMoving: () => boolean;
} {
  const clock = createClock();
  const starts: number[] = [];
  let isMoving = false;
  const turns = createTurns({
    clock,
    onMove(isMovingNow) {
      isMoving = isMovingNow;
      if (isMovingNow) starts.push(clock.nowMs());
    },
  });
  return { turns, pass: clock.advance, starts: () => starts, isMoving: () => isMoving };
}
