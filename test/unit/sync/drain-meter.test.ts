/** The progress of the offline queue, for the screen. */
import { describe, expect, it } from 'vitest';
import { DrainMeter } from '../../../src/main/sync/drain-meter.ts';
import { operationId, type OperationId } from '../../../src/shared/ids.ts';

function aMeter(): { meter: DrainMeter; pass: (ms: number) => void } {
  let nowMs = 0;
  return {
    meter: new DrainMeter(() => nowMs),
    pass: (ms) => {
      nowMs += ms;
    },
  };
}

function aQueue(length: number): OperationId[] {
  return Array.from({ length }, (_, index) => operationId(`operation-${index}`));
}

function settle(meter: DrainMeter, ids: readonly OperationId[]): void {
  for (const id of ids) meter.note({ id, isSettled: true, heldReason: null });
}

describe('the drain meter', () => {
  it('shows the number of sent operations, the rate, and the remaining time', () => {
    const { meter, pass } = aMeter();
    const queue = aQueue(10);
    meter.begin(queue);
    expect(meter.progress()).toEqual({ done: 0, total: 10, perSecond: null, leftMs: null });
    pass(2_000);
    settle(meter, queue.slice(0, 4));
    expect(meter.progress()).toEqual({ done: 4, total: 10, perSecond: 2, leftMs: 3_000 });
  });

  it('shows no rate in the first second or before the first operation is sent', () => {
    const { meter, pass } = aMeter();
    const queue = aQueue(10);
    meter.begin(queue);
    pass(999);
    settle(meter, queue.slice(0, 1));
    expect(meter.progress()?.perSecond).toBeNull();
  });

  it('counts each operation of the queue once, and nothing else', () => {
    const { meter } = aMeter();
    const [first = operationId('none'), ...others] = aQueue(3);
    meter.begin([first, ...others]);
    settle(meter, [first, first, operationId('somebody-who-pays')]);
    meter.note({ id: operationId('operation-1'), isSettled: false, heldReason: null });
    expect(meter.progress()).toMatchObject({ done: 1, total: 3 });
    meter.note({ id: operationId('operation-1'), isSettled: false, heldReason: 'inconclusive' });
    expect(meter.progress()).toMatchObject({ done: 2, total: 3 });
  });

  it('leaves out operations that staff or a reconciliation settled', () => {
    const { meter } = aMeter();
    const queue = aQueue(4);
    meter.begin(queue);
    meter.recount(() => [...queue.slice(2), operationId('new')]);
    expect(meter.progress()).toMatchObject({ done: 2, total: 4 });
    meter.recount(() => [operationId('new')]);
    expect(meter.progress()).toBeNull();
  });

  it.each([0, 1])('is not shown for a queue of %i', (waiting) => {
    const { meter } = aMeter();
    meter.begin(aQueue(waiting));
    expect(meter.progress()).toBeNull();
  });

  it('is hidden once the queue is empty or if the network is lost again', () => {
    const { meter } = aMeter();
    const queue = aQueue(5);
    meter.begin(queue);
    settle(meter, queue);
    expect(meter.progress()).toBeNull();
    meter.begin(queue);
    meter.end();
    expect(meter.progress()).toBeNull();
  });
});
