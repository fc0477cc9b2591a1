import { describe, expect, it } from 'vitest';
import {
  argumentsWith,
  failureCount,
  failuresIn,
  restartDelayMs,
} from '../../../src/main/lifecycle/restart.ts';

const HOUR_MS = 3_600_000;

describe('a kiosk that failed', () => {
  it('restarts more slowly if it fails again at once, but always restarts', () => {
    const delays: number[] = [];
    for (let failures = 0; delays.length < 9;) {
      failures = failureCount(failures, 200);
      delays.push(restartDelayMs(failures));
    }
    expect(delays.map((ms) => ms / 1000)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    expect(restartDelayMs(999_999)).toBe(60_000);
  });

  it('restarts soon after a long run', () => {
    expect(failureCount(12, HOUR_MS)).toBe(1);
  });

  it('does not wait at its first start', () => {
    expect(restartDelayMs(failuresIn(['electron', '/kiosk']))).toBe(0);
  });

  it('passes its arguments and the number of failures to the next run', () => {
    const first = ['electron', '/kiosk', '--flag'];
    const second = ['electron', ...argumentsWith(1, first)];
    const third = ['electron', ...argumentsWith(2, second)];
    expect(second).toEqual([...first, '--failures=1']);
    expect(third).toEqual([...first, '--failures=2']);
    expect(failuresIn(third)).toBe(2);
  });

  it.each(['--failures=', '--failures=-1', '--failures=many', '--failures=99999999'])(
    'counts %s as no failure',
    (argument) => {
      expect(failuresIn([argument])).toBe(0);
    },
  );
});
