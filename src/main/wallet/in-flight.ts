/** Work that is under way. A stop waits for all of it, and none is begun any more: whoever stops closes the journal next. */
export class InFlight {
  #count = 0;
  #isStopping = false;
  #whenQuiet: (() => void)[] = [];

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** Gives `refusal` instead of beginning while it stops. */
  async run<T>(work: () => Promise<T>, refusal: T): Promise<T> {
    if (this.#isStopping) return refusal;
    this.#count += 1;
    try {
      return await work();
    } finally {
      this.#count -= 1;
      if (this.#count === 0) this.#tellQuiet();
    }
  }

  /** Resolves when nothing is under way, and nothing will be. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#count === 0) return;
    await new Promise<void>((resolve) => this.#whenQuiet.push(resolve));
  }

  #tellQuiet(): void {
    for (const tell of this.#whenQuiet.splice(0)) tell();
  }
}
