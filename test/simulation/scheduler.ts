/**
 * Virtual time. Events run in order. All promises that an event resolves run before the next event. Nothing waits in
 * real time.
 */

export interface Scheduler {
  /** The true time of the simulated world, in milliseconds since 1970. */
  nowMs(): number;
  /** Calls back once, at that time. The returned function cancels the call. */
  at(timeMs: number, run: () => void): () => void;
  /** Runs all events up to this time, and sets the clock to it. Ends early after an event if `isDone` returns true. */
  runUntil(timeMs: number, isDone: () => boolean): Promise<void>;
  eventCount(): number;
}

interface Event {
  timeMs: number;
  order: number;
  run: (() => void) | null;
}

export function createScheduler(startMs: number): Scheduler {
  const heap: Event[] = [];
  let nowMs = startMs;
  let order = 0;
  let count = 0;

  return {
    nowMs: () => nowMs,
    eventCount: () => count,
    at(timeMs, run) {
      order += 1;
      const event: Event = { timeMs: Math.max(timeMs, nowMs), order, run };
      push(heap, event);
      return () => {
        event.run = null;
      };
    },
    async runUntil(timeMs, isDone) {
      while (!isDone()) {
        const event = heap[0];
        if (event === undefined || event.timeMs > timeMs) {
          nowMs = timeMs;
          return;
        }
        pop(heap);
        if (event.run === null) continue;
        nowMs = event.timeMs;
        count += 1;
        event.run();
        await drained();
      }
    },
  };
}

/** An immediate runs only after every promise that the event resolved, and everything that follows. */
function drained(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isBefore(a: Event, b: Event): boolean {
  return a.timeMs < b.timeMs || (a.timeMs === b.timeMs && a.order < b.order);
}

function push(heap: Event[], event: Event): void {
  let index = heap.push(event) - 1;
  while (index > 0) {
    const above = (index - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || isBefore(parent, event)) break;
    heap[index] = parent;
    index = above;
  }
  heap[index] = event;
}

function pop(heap: Event[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let index = 0;
  for (;;) {
    const leftIndex = 2 * index + 1;
    const left = heap[leftIndex];
    if (left === undefined) break;
    const right = heap[leftIndex + 1];
    const isRight = right !== undefined && isBefore(right, left);
    const child = isRight ? right : left;
    if (isBefore(last, child)) break;
    heap[index] = child;
    index = isRight ? leftIndex + 1 : leftIndex;
  }
  heap[index] = last;
}
