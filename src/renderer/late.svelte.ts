/**
 * A component in a file of its own, so that the first view stays light. It is fetched once, and from then on drawn at once
 * with whatever it is a part of. In place of `{#await import(…)}`, which draws a moment later every time, and leaves an
 * object behind every time (Svelte 5.57 never empties the `untracked_writes` that its await block writes to).
 */
import type { Component } from 'svelte';

const RETRY_MS = 1_000;

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

  fetch(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#ask(this.#load());
  }

  /** Where it cannot be had, it is asked for until it can: somebody is looking at a page that lacks it. */
  #ask(answer: Promise<{ default: Component<Props> }>): void {
    answer.then(
      ({ default: component }) => (this.#component = component),
      () => {
        console.error('A part of the screen could not be fetched.');
        setTimeout(() => this.#ask(fetchLostStyles().then(this.#load)), RETRY_MS);
      },
    );
  }
}

/** Vite asks for the styles of a part once, and never again where that failed. */
async function fetchLostStyles(): Promise<void> {
  const sheets = document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]');
  await Promise.all(Array.from(sheets).filter(isLost).map(fetchAgain));
}

/** Chromium keeps an empty sheet in place of one that it could not fetch, and lets nobody read it. */
function isLost({ sheet }: HTMLLinkElement): boolean {
  try {
    return sheet === null || sheet.cssRules.length === 0;
  } catch {
    return true;
  }
}

async function fetchAgain(link: HTMLLinkElement): Promise<void> {
  const { rel, href, crossOrigin } = link;
  const again = Object.assign(document.createElement('link'), { rel, href, crossOrigin });
  const loaded = new Promise((done, fail) => {
    again.onload = done;
    again.onerror = fail;
  });
  link.replaceWith(again);
  await loaded;
}
