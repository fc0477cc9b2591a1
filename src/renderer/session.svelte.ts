/**
 * The one value that the screen is drawn from.
 * A message that is not a view is refused and the last good one kept; nothing of it is logged.
 */
import * as v from 'valibot';
import { viewSchema, type Intent, type KioskBridge, type View } from '../shared/contract.ts';
import { fetchWords, speak, wordsHere, type Words } from './messages/i18n.svelte.ts';

class Session {
  #view = $state.raw<View | null>(null);
  #newest: View | null = null;
  #bridge: KioskBridge | null = null;

  /** Null until the kiosk has spoken. */
  get view(): View | null {
    return this.#view;
  }

  listen(bridge: KioskBridge): void {
    this.#bridge = bridge;
    bridge.onView((message) => {
      const parsed = v.safeParse(viewSchema, message);
      if (parsed.success) this.#show(parsed.output);
      else console.error('A message that is not a view was refused.');
    });
  }

  send(intent: Intent): void {
    this.#bridge?.send(intent);
  }

  /** As soon as its words are here, and only if no newer view has come in the meantime. */
  #show(view: View): void {
    this.#newest = view;
    const draw = (words: Words): void => {
      if (this.#newest !== view) return;
      speak(words);
      this.#view = view;
    };
    const words = wordsHere(view.language);
    if (words !== null) {
      draw(words);
      return;
    }
    this.#fetch(view).then(draw, () => {
      console.error('There are no words to draw the screen with.');
    });
  }

  /** English where the language cannot be had: a screen that some can read is better than none. */
  async #fetch({ language }: View): Promise<Words> {
    try {
      return await fetchWords(language);
    } catch {
      console.error(`The words of the language ${language} could not be fetched.`);
      return wordsHere('en') ?? (await fetchWords('en'));
    }
  }
}

export const session = new Session();
