/**
 * Keeps the latest view from the kiosk, and sends intents to the kiosk.
 * If a message is not a valid view, the page keeps the last valid view. The log never contains the message.
 */
import * as v from 'valibot';
import { viewSchema, type Intent, type KioskBridge, type View } from '../shared/contract.ts';
import { setLanguage } from './messages/i18n.svelte.ts';

class Session {
  #view = $state.raw<View | null>(null);
  #bridge: KioskBridge | null = null;

  /** Null until the first view arrives. */
  get view(): View | null {
    return this.#view;
  }

  listen(bridge: KioskBridge): void {
    this.#bridge = bridge;
    bridge.onView((message) => {
      const parsed = v.safeParse(viewSchema, message);
      if (parsed.success) this.#show(parsed.output);
      else console.error('The page refused a message that is not a valid view.');
    });
  }

  send(intent: Intent): void {
    this.#bridge?.send(intent);
  }

  #show(view: View): void {
    setLanguage(view.language);
    this.#view = view;
  }
}

export const session = new Session();
