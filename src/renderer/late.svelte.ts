/**
 * A component in a file of its own, so that the first view stays light. It is fetched once, and from then on drawn at once
 * with whatever it is a part of. In place of `{#await import(…)}`, which draws a moment later every time, and leaves an
 * object behind every time (Svelte 5.57 never empties the `untracked_writes` that its await block writes to).
 */
import type { Component } from 'svelte';

export class Late<Props extends object> {
  readonly #load: () => Promise<{ default: Component<Props> }>;
  #isAsked = false;
  #component = $state.raw<Component<Props> | null>(null);

  constructor(load: () => Promise<{ default: Component<Props> }>) {
    this.#load = load;
  }

  /** Null until it is here; to read it is to ask for it. */
  get component(): Component<Props> | null {
    this.fetch();
    return this.#component;
  }

  /** Where the file cannot be had, it is tried again when it is next drawn. */
  fetch(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#load().then(
      ({ default: component }) => (this.#component = component),
      () => {
        this.#isAsked = false;
        console.error('A part of the screen could not be fetched.');
      },
    );
  }
}
