/**
 * The present settings of scanners that type, for the shell that receives the key events. They can change while the
 * kiosk runs.
 */
import type { WedgeSettings } from '../../wedge/config.ts';

export interface WedgeSetup {
  now(): WedgeSettings;
  /** Calls back at once and after every change. Returns the function that unsubscribes. */
  onWedge: (listener: (wedge: WedgeSettings) => void) => () => void;
  /** Saves these settings and uses them from now on. False if they cannot be saved. */
  use(wedge: WedgeSettings): boolean;
}

export function createWedgeSetup(
  present: WedgeSettings,
  save: (wedge: WedgeSettings) => boolean,
): WedgeSetup {
  const listeners = new Set<(wedge: WedgeSettings) => void>();
  let wedge = present;
  return {
    now: () => wedge,
    onWedge(listener) {
      listeners.add(listener);
      listener(wedge);
      return () => listeners.delete(listener);
    },
    use(next) {
      if (!save(next)) return false;
      wedge = next;
      for (const listener of listeners) listener(wedge);
      return true;
    },
  };
}
