import { describe, expect, it } from 'vitest';
import {
  createPressGuard,
  type GuardedButton,
} from '../../../../src/renderer/input/press-guard.ts';

const QUIET_MS = 1_000;

function aButton(over: Partial<GuardedButton> = {}): GuardedButton {
  return { element: {}, isActive: true, needsCalm: true, ...over };
}

const byPointer = (atMs: number) => ({ isByPointer: true, atMs });
const byKey = (atMs: number) => ({ isByPointer: false, atMs });

describe('a finger on the button that pays', () => {
  it('counts after a quiet time', () => {
    const guard = createPressGuard(QUIET_MS);
    const pay = aButton();
    guard.down(null, 0);
    guard.up(100);
    expect(guard.down(pay, 1_100)).toBe(true);
    expect(guard.up(1_180)).toBe(true);
    expect(guard.mayPress(pay, byPointer(1_180))).toBe(true);
  });

  it('does not count if it went down before the button was active', () => {
    const guard = createPressGuard(QUIET_MS);
    const pay = aButton();
    expect(guard.down({ ...pay, isActive: false }, 0)).toBe(false);
    expect(guard.up(5_000)).toBe(false);
    expect(guard.mayPress(pay, byPointer(5_000))).toBe(false);
  });

  it('does not count if it went down on something else, or on an earlier button', () => {
    const guard = createPressGuard(QUIET_MS);
    const pay = aButton();
    guard.down(null, 0);
    expect(guard.mayPress(pay, byPointer(5_000))).toBe(false);
    guard.down(aButton(), 10_000);
    expect(guard.mayPress(pay, byPointer(10_050))).toBe(false);
  });

  it.each([100, 500, 900])(
    'does not count %i ms after a press beside it, by the clock of the page alone',
    (sinceMs) => {
      const guard = createPressGuard(QUIET_MS);
      const pay = aButton();
      guard.down(null, 0);
      guard.up(50);
      expect(guard.down(pay, 50 + sinceMs)).toBe(false);
      expect(guard.mayPress(pay, byPointer(60 + sinceMs))).toBe(false);
    },
  );

  it('measures the quiet time from the moment the finger is lifted', () => {
    const guard = createPressGuard(QUIET_MS);
    guard.down(null, 0);
    guard.up(2_000);
    expect(guard.down(aButton(), 2_500)).toBe(false);
  });
});

describe('a button that only closes a result', () => {
  it('counts soon after a press beside it, but not if the press began before it was active', () => {
    const guard = createPressGuard(QUIET_MS);
    const done = aButton({ needsCalm: false });
    guard.down(null, 0);
    guard.up(50);
    expect(guard.down(done, 200)).toBe(true);
    expect(guard.mayPress(done, byPointer(250))).toBe(true);
    guard.down({ ...done, isActive: false }, 5_000);
    expect(guard.mayPress(done, byPointer(5_050))).toBe(false);
  });
});

describe('a key on the button that pays', () => {
  it('counts if it went down while the button was active', () => {
    const guard = createPressGuard(QUIET_MS);
    const pay = aButton();
    expect(guard.down(pay, 2_000)).toBe(true);
    expect(guard.mayPress(pay, byKey(2_000))).toBe(true);
  });

  it('does not count if it was held since before', () => {
    const guard = createPressGuard(QUIET_MS);
    const pay = aButton();
    guard.down({ ...pay, isActive: false }, 0);
    guard.up(3_000);
    expect(guard.mayPress(pay, byKey(3_001))).toBe(false);
  });
});

describe('a click of a screen reader, without a press', () => {
  it('counts if the button is active and nobody has pressed anything for a while', () => {
    const guard = createPressGuard(QUIET_MS);
    const pay = aButton();
    expect(guard.mayPress(pay, byKey(0))).toBe(true);
    guard.down(null, 1_000);
    guard.up(1_050);
    expect(guard.mayPress(pay, byKey(1_500))).toBe(false);
    expect(guard.mayPress(pay, byKey(2_100))).toBe(true);
    expect(guard.mayPress({ ...pay, isActive: false }, byKey(9_000))).toBe(false);
  });
});
