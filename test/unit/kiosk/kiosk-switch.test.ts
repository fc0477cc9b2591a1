import { describe, expect, it } from 'vitest';
import type { ShownKiosk } from '../../../src/main/kiosk.ts';
import { createKioskSwitch } from '../../../src/main/kiosk/kiosk-switch.ts';
import type { Intent, View } from '../../../src/shared/contract.ts';
import { WEDGE_DEFAULTS, type WedgeSettings } from '../../../src/wedge/config.ts';
import { aView } from '../../builders/view.ts';

interface FakeKiosk extends ShownKiosk {
  show: (changes: Partial<View>) => void;
  intents: Intent[];
  typed: unknown[];
}

function aKiosk(screenId: number, wedge: WedgeSettings = WEDGE_DEFAULTS): FakeKiosk {
  const listeners = new Set<(view: View) => void>();
  let view: View = { ...aView(), revision: screenId, screenId };
  const [intents, typed]: [Intent[], unknown[]] = [[], []];
  return {
    ...{ intents, typed },
    show(changes) {
      view = { ...view, ...changes };
      for (const listener of listeners) listener(view);
    },
    onView(listener) {
      listeners.add(listener);
      listener(view);
      return () => listeners.delete(listener);
    },
    onWedge(listener) {
      listener(wedge);
      return () => undefined;
    },
    dispatch: (intent) => void intents.push(intent),
    type: (scan) => void typed.push(scan),
  };
}

function seen(kiosk: ShownKiosk): View[] {
  const views: View[] = [];
  kiosk.onView((view) => views.push(view));
  return views;
}

describe('a kiosk that replaces another one', () => {
  it('goes on with the numbers of views and screens', () => {
    const kiosks = createKioskSwitch(aKiosk(5));
    const views = seen(kiosks.shown);
    kiosks.cover();
    kiosks.use(aKiosk(0));
    expect(views.map(({ screenId }) => screenId)).toEqual([5, 6, 7]);
    expect(views.map(({ revision }) => revision)).toEqual([5, 6, 7]);
    expect(views.map(({ screen }) => screen.kind)).toEqual(['idle', 'starting', 'idle']);
  });

  it('gets what was touched on its own screens, with its own numbers', () => {
    const [first, second] = [aKiosk(5), aKiosk(0)];
    const kiosks = createKioskSwitch(first);
    kiosks.shown.dispatch({ kind: 'openStaff', screenId: 5 });
    kiosks.cover();
    kiosks.use(second);
    kiosks.shown.dispatch({ kind: 'openStaff', screenId: 7 });
    expect(first.intents).toEqual([{ kind: 'openStaff', screenId: 5 }]);
    expect(second.intents).toEqual([{ kind: 'openStaff', screenId: 0 }]);
  });

  it('has no screen with the number of an earlier one', () => {
    const second = aKiosk(0);
    const kiosks = createKioskSwitch(aKiosk(5));
    kiosks.cover();
    kiosks.use(second);
    kiosks.shown.dispatch({ kind: 'openStaff', screenId: 5 });
    expect(second.intents).toMatchObject([{ screenId: -2 }]);
  });

  it('takes its scanner settings to the shell', () => {
    const kiosks = createKioskSwitch(aKiosk(0));
    const prefixes: (string | null)[] = [];
    kiosks.shown.onWedge(({ prefix }) => prefixes.push(prefix));
    kiosks.use(aKiosk(0, { ...WEDGE_DEFAULTS, prefix: '~' }));
    expect(prefixes).toEqual([WEDGE_DEFAULTS.prefix, '~']);
  });
});

describe('a kiosk that is being replaced', () => {
  it('gets nothing that is touched or typed, and shows nothing more', () => {
    const first = aKiosk(5);
    const kiosks = createKioskSwitch(first);
    const views = seen(kiosks.shown);
    kiosks.cover();
    kiosks.shown.dispatch({ kind: 'touch' });
    kiosks.shown.type({ text: 'a scan', keys: [] });
    first.show({ shopName: 'late' });
    expect([...first.intents, ...first.typed]).toEqual([]);
    expect(views.at(-1)?.screen.kind).toBe('starting');
  });
});
