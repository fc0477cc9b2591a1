/** Counts the running work. A stop starts no new work and waits for the rest, because the journal is closed next. */
export class InFlight {
  #count = 0;
  #isStopping = false;
  #whenQuiet: (() => void)[] = [];

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** Runs the work, or returns `refusal` if the stop has begun. */
  async run<T>(work: () => Promise<T>, refusal: T): Promise<T> {
    if (this.#isStopping) return refusal;
    this.#count += 1;
    try {
      return await work();
    } finally {
      this.#count -= 1;
      if (this.#count === 0) this.#resolveStops();
    }
  }

  /** Resolves when no work is running. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#count === 0) return;
    await new Promise<void>((resolve) => this.#whenQuiet.push(resolve));
  }

  #resolveStops(): void {
    for (const resolve of this.#whenQuiet.splice(0)) resolve();
  }
}
