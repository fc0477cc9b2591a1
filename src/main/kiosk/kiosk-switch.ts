/**
 * Lets a shell show one kiosk after another as if they were one. Numbers of views and screens go on growing, so a touch
 * on a screen of the earlier kiosk never reaches a screen of the next one.
 */
import type { Intent, View } from '../../shared/contract.ts';
import { WEDGE_DEFAULTS, type WedgeSettings } from '../../wedge/config.ts';
import { assert } from '../../shared/assert.ts';
import type { ShownKiosk } from '../kiosk.ts';

export interface KioskSwitch {
  /** What the shell shows. */
  shown: ShownKiosk;
  /** Shows this kiosk from now on. */
  use: (kiosk: ShownKiosk) => void;
  /** Shows that the kiosk is starting, and takes nothing from the shell, until the next `use`. */
  cover: () => void;
}

export function createKioskSwitch(first: ShownKiosk): KioskSwitch {
  const views = new Set<(view: View) => void>();
  const wedges = new Set<(wedge: WedgeSettings) => void>();
  let present: { kiosk: ShownKiosk; screenId: number; leave: () => void } | null = null;
  let view: View | null = null;
  let wedge = WEDGE_DEFAULTS;

  function show(next: View): void {
    view = next;
    for (const listener of views) listener(next);
  }

  function use(kiosk: ShownKiosk): void {
    const [revision, screenId] = view === null ? [0, 0] : [view.revision + 1, view.screenId + 1];
    const unsubscribes = [
      kiosk.onWedge((next) => {
        wedge = next;
        for (const listener of wedges) listener(next);
      }),
      kiosk.onView((next) =>
        show({
          ...next,
          revision: next.revision + revision,
          screenId: next.screenId + screenId,
        }),
      ),
    ];
    const leave = (): void => unsubscribes.forEach((unsubscribe) => unsubscribe());
    present = { kiosk, screenId, leave };
  }

  function now(): View {
    assert(view !== null, 'a kiosk calls back with its view at once');
    return view;
  }

  use(first);
  return {
    use,
    cover() {
      present?.leave();
      present = null;
      const last = now();
      show({
        ...last,
        revision: last.revision + 1,
        screenId: last.screenId + 1,
        screen: { kind: 'starting' },
        ...{ sheet: null, overlay: null, notice: null, leavesInSeconds: null },
      });
    },
    shown: {
      onView: (listener) => subscribe(views, listener, now()),
      onWedge: (listener) => subscribe(wedges, listener, wedge),
      dispatch(intent) {
        present?.kiosk.dispatch(seenFrom(intent, present.screenId));
      },
      type: (typed) => present?.kiosk.type(typed),
    },
  };
}

function subscribe<T>(
  listeners: Set<(value: T) => void>,
  listener: (value: T) => void,
  now: T,
): () => void {
  listeners.add(listener);
  listener(now);
  return () => listeners.delete(listener);
}

/** A screen of an earlier kiosk has a negative number, which is never the present one. */
function seenFrom(intent: Intent, firstScreenId: number): Intent {
  return 'screenId' in intent ? { ...intent, screenId: intent.screenId - firstScreenId } : intent;
}
