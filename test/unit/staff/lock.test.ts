import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterWrongPin, lockedMs, NOT_LOCKED } from '../../../src/main/staff/lock.ts';
import { hashPin, isPin } from '../../../src/main/staff/pin.ts';

describe('the lock of the staff area', () => {
  it('is locked for longer with each wrong PIN, at most for a quarter of an hour', () => {
    let lock = NOT_LOCKED;
    const seconds = Array.from({ length: 12 }, () => {
      lock = afterWrongPin(lock, 0);
      return lockedMs(lock, 0) / 1_000;
    });
    expect(seconds).toEqual([0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900, 900]);
  });

  it('opens exactly after the announced time', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000)), fc.nat(1e9), (waitsMs, laterMs) => {
        let [lock, nowMs] = [NOT_LOCKED, 0];
        for (const waitMs of waitsMs) {
          nowMs += waitMs;
          lock = afterWrongPin(lock, nowMs);
        }
        const leftMs = lockedMs(lock, nowMs);
        expect(lockedMs(lock, nowMs + laterMs)).toBe(Math.max(0, leftMs - laterMs));
      }),
    );
  });
});

describe('a PIN', () => {
  it('matches its own hash, and no other PIN does', async () => {
    const stored = await hashPin('135790', Buffer.alloc(16, 7));
    expect(stored).toMatch(/^scrypt\$[0-9a-f]{32}\$[0-9a-f]{64}$/);
    expect(stored).not.toContain('135790');
    expect(await isPin('135790', stored)).toBe(true);
    expect(await isPin('135791', stored)).toBe(false);
    expect(await isPin('', stored)).toBe(false);
  });
});
