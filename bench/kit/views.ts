/** Waits for views of a kiosk. */
import type { Kiosk } from '../../src/main/kiosk.ts';
import type { View } from '../../src/shared/contract.ts';

export interface Views {
  /** Resolves with the first view of this kind of screen that fits, and its time. A present view counts. */
  shows: (
    kind: View['screen']['kind'],
    fits?: (view: View) => boolean,
  ) => Promise<{ view: View; atMs: number }>;
}

export function watchViews(kiosk: Pick<Kiosk, 'onView'>): Views {
  let view: View | null = null;
  let wake: () => void = () => undefined;
  kiosk.onView((next) => {
    view = next;
    wake();
  });
  return {
    shows: (kind, fits = () => true) =>
      new Promise((resolve) => {
        wake = () => {
          if (view?.screen.kind !== kind || !fits(view)) return;
          wake = () => undefined;
          resolve({ view, atMs: performance.now() });
        };
        wake();
      }),
  };
}
