/**
 * The progress of the offline queue, for the screen. It counts the operations that were queued when the kiosk came
 * online, not later payments.
 */
import type { OperationId } from '../../shared/ids.ts';
import type { Operation } from '../journal/operation.ts';

export interface DrainProgress {
  done: number;
  total: number;
  perSecond: number | null;
  leftMs: number | null;
}

/** A rate is shown only after it was measured for this long. */
const RATE_MS_MIN = 1_000;
/** A queue is shown only if it has at least this many operations. */
const QUEUE_MIN = 2;

interface DrainRun {
  startedMs: number;
  total: number;
  left: Set<OperationId>;
}

export class DrainMeter {
  readonly #monotonicMs: () => number;
  #run: DrainRun | null = null;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  begin(queued: readonly OperationId[]): void {
    const startedMs = this.#monotonicMs();
    this.#run =
      queued.length < QUEUE_MIN ? null : { startedMs, total: queued.length, left: new Set(queued) };
  }

  end(): void {
    this.#run = null;
  }

  /** Call it with every operation that changes. An operation that is held for staff leaves the queue. */
  note({ id, isSettled, heldReason }: Pick<Operation, 'id' | 'isSettled' | 'heldReason'>): void {
    if (this.#run === null || (!isSettled && heldReason === null)) return;
    this.#run.left.delete(id);
    if (this.#run.left.size === 0) this.#run = null;
  }

  /** Counts again after changes that were not passed to `note`. `queued` is called only while a queue drains. */
  recount(queued: () => readonly OperationId[]): void {
    if (this.#run === null) return;
    const { left } = this.#run;
    this.#run.left = new Set(queued().filter((id) => left.has(id)));
    if (this.#run.left.size === 0) this.#run = null;
  }

  /** Null if no queue drains. */
  progress(): DrainProgress | null {
    if (this.#run === null) return null;
    const { startedMs, total, left } = this.#run;
    const done = total - left.size;
    const elapsedMs = this.#monotonicMs() - startedMs;
    const perSecond = elapsedMs < RATE_MS_MIN || done === 0 ? null : (done * 1000) / elapsedMs;
    return {
      done,
      total,
      perSecond,
      leftMs: perSecond === null ? null : Math.round((left.size * 1000) / perSecond),
    };
  }
}
