/** How far the queue is while it drains, for the screen. */

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

export class DrainMeter {
  readonly #monotonicMs: () => number;
  #run: { startedMs: number; done: number } | null = null;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  begin(waitingCount: number): void {
    this.#run = waitingCount < QUEUE_MIN ? null : { startedMs: this.#monotonicMs(), done: 0 };
  }

  end(): void {
    this.#run = null;
  }

  settled(): void {
    if (this.#run !== null) this.#run.done += 1;
  }

  /** Null while no queue drains. */
  progress(waitingCount: number): DrainProgress | null {
    if (this.#run === null) return null;
    if (waitingCount === 0) {
      this.#run = null;
      return null;
    }
    const { startedMs, done } = this.#run;
    const elapsedMs = this.#monotonicMs() - startedMs;
    const perSecond = elapsedMs < RATE_MS_MIN || done === 0 ? null : (done * 1000) / elapsedMs;
    return {
      done,
      total: done + waitingCount,
      perSecond,
      leftMs: perSecond === null ? null : Math.round((waitingCount * 1000) / perSecond),
    };
  }
}
