/** How far the queue is while it drains, for the screen. It counts what waited when it began, and nobody who pays meanwhile. */
import type { OperationId } from '../../shared/ids.ts';
import type { Operation } from '../journal/operation.ts';

export interface DrainProgress {
  done: number;
  total: number;
  perSecond: number | null;
  leftMs: number | null;
}

/** A rate over less time than this says nothing. */
const RATE_MS_MIN = 1_000;
/** So few operations are no queue. */
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

  /** To be told of every change; what is held for staff is no part of the queue any more. */
  note({ id, isSettled, heldReason }: Pick<Operation, 'id' | 'isSettled' | 'heldReason'>): void {
    if (this.#run === null || (!isSettled && heldReason === null)) return;
    this.#run.left.delete(id);
    if (this.#run.left.size === 0) this.#run = null;
  }

  /** Something was settled that nobody told of; `queued` is asked for only while a queue drains. */
  recount(queued: () => readonly OperationId[]): void {
    if (this.#run === null) return;
    const { left } = this.#run;
    this.#run.left = new Set(queued().filter((id) => left.has(id)));
    if (this.#run.left.size === 0) this.#run = null;
  }

  /** Null while no queue drains. */
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
