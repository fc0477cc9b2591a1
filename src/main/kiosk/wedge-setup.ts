/** How scanners that type like a keyboard are set up now, for the shell that hears the keys; it can be changed while the kiosk runs. */
import type { WedgeSettings } from '../../wedge/config.ts';

export interface WedgeSetup {
  now(): WedgeSettings;
  /** Calls back at once and after every change; returns the unsubscribe. */
  onWedge: (listener: (wedge: WedgeSettings) => void) => () => void;
  /** Reads by these settings from now on and after a restart; false where they cannot be kept. */
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
