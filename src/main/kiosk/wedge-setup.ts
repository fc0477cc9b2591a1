/**
 * The present settings of scanners that type, for the shell that receives the key events. They can change while the
 * kiosk runs.
 */
import { forPage, type TypedSettings } from '../readers/wedge-settings.ts';
import type { WedgeSettings } from '../../wedge/config.ts';

export interface WedgeSetup {
  now(): TypedSettings;
  /** Calls back at once and after every change, with what reads the keys. Returns the function that unsubscribes. */
  onWedge: (listener: (wedge: WedgeSettings) => void) => () => void;
  /** Saves these settings and uses them from now on. False if they cannot be saved. */
  use(wedge: TypedSettings): boolean;
}

export function createWedgeSetup(
  present: TypedSettings,
  save: (wedge: TypedSettings) => boolean,
): WedgeSetup {
  const listeners = new Set<(wedge: WedgeSettings) => void>();
  let wedge = present;
  return {
    now: () => wedge,
    onWedge(listener) {
      listeners.add(listener);
      listener(forPage(wedge));
      return () => listeners.delete(listener);
    },
    use(next) {
      if (!save(next)) return false;
      wedge = next;
      for (const listener of listeners) listener(forPage(wedge));
      return true;
    },
  };
}
