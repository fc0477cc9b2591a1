/** How far the queue is, for the screen. */
import { describe, expect, it } from 'vitest';
import { DrainMeter } from '../../../src/main/sync/drain-meter.ts';

function aMeter(): { meter: DrainMeter; pass: (ms: number) => void } {
  let nowMs = 0;
  return {
    meter: new DrainMeter(() => nowMs),
    pass: (ms) => {
      nowMs += ms;
    },
  };
}

describe('the drain meter', () => {
  it('tells what is done, at what rate, and how long it takes', () => {
    const { meter, pass } = aMeter();
    meter.begin(10);
    expect(meter.progress(10)).toEqual({ done: 0, total: 10, perSecond: null, leftMs: null });
    pass(2_000);
    for (let count = 0; count < 4; count++) meter.settled();
    expect(meter.progress(6)).toEqual({ done: 4, total: 10, perSecond: 2, leftMs: 3_000 });
  });

  it('says no rate before a second has passed, or while nothing is done', () => {
    const { meter, pass } = aMeter();
    meter.begin(10);
    meter.settled();
    pass(999);
    expect(meter.progress(9)?.perSecond).toBeNull();
  });

  it.each([0, 1])('is away for a queue of %i', (waiting) => {
    const { meter } = aMeter();
    meter.begin(waiting);
    expect(meter.progress(waiting)).toBeNull();
  });

  it('is away when all is done, and when the network is gone again', () => {
    const { meter } = aMeter();
    meter.begin(5);
    expect(meter.progress(0)).toBeNull();
    expect(meter.progress(3)).toBeNull();
    meter.begin(5);
    meter.end();
    expect(meter.progress(5)).toBeNull();
  });
});
