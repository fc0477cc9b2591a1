/**
 * The one value that the screen is drawn from.
 * A message that is not a view is refused and the last good one kept; nothing of it is logged.
 */
import * as v from 'valibot';
import { viewSchema, type Intent, type KioskBridge, type View } from '../shared/contract.ts';

class Session {
  #view = $state.raw<View | null>(null);
  #bridge: KioskBridge | null = null;

  /** Null until the kiosk has spoken. */
  get view(): View | null {
    return this.#view;
  }

  listen(bridge: KioskBridge): void {
    this.#bridge = bridge;
    bridge.onView((message) => {
      const parsed = v.safeParse(viewSchema, message);
      if (parsed.success) this.#view = parsed.output;
      else console.error('A message that is not a view was refused.');
    });
  }

  send(intent: Intent): void {
    this.#bridge?.send(intent);
  }
}

export const session = new Session();
