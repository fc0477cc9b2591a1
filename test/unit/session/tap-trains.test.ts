import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSessionRunner } from '../../../src/main/kiosk/session-runner.ts';
import { viewOf } from '../../../src/main/session/view.ts';
import { createPressGuard, type GuardedButton } from '../../../src/renderer/input/press-guard.ts';
import { assert } from '../../../src/shared/assert.ts';
import type { Intent, View } from '../../../src/shared/contract.ts';
import { contactUuid } from '../../../src/shared/ids.ts';
import { QUIET_MS } from '../../../src/shared/quiet-time.ts';
import { DEMO_CARD } from '../../builders/names.ts';
import { createClock, type Clock } from '../../builders/reader-clock.ts';
import { aCustomer, aSessionConfig, aTerminalStatus, OTHER_CARD } from '../../builders/session.ts';
import { runs } from '../runs.ts';

/** Where a finger lands: on the main button, on the button above it, or on nothing. */
type Place = 'main' | 'other' | 'nothing';

interface Tap {
  place: Place;
  /** How long the finger stays down, and how long it then stays away. */
  heldMs: number;
  pauseMs: number;
}

/** The real session machine with its timers, and a page that has the real press guard and sees each view a little late. */
interface Kiosk {
  clock: Clock;
  view(): View;
  spendCount(): number;
  scan(value: string): void;
  tap(tap: Tap): void;
  send(intent: Intent): void;
}

/** A kiosk where €5.00 is typed. `Continue` is the main button. */
async function aKiosk({ lagMs = 0, hasGuard = true } = {}): Promise<Kiosk> {
  const clock = createClock();
  const guard = createPressGuard();
  let spendCount = 0;
  const config = aSessionConfig({ armMs: QUIET_MS });
  const session = createSessionRunner({
    world: clock,
    config,
    wallet: {
      identify: (value) =>
        Promise.resolve({
          kind: 'found',
          customer: {
            ...aCustomer(),
            identifierValue: value,
            contactUuid: contactUuid('one'),
          },
        }),
      recall: () => null,
      readOlder: () => Promise.resolve({ kind: 'failed', problem: 'offline' }),
      spend: () => {
        spendCount += 1;
        return new Promise(() => undefined);
      },
    },
    print: () => new Promise(() => undefined),
    staff: {
      checkPin: () => Promise.resolve({ kind: 'right' }),
      startTeaching: () => undefined,
      cancelTeaching: () => undefined,
      useProfile: () => undefined,
    },
    onChange: (machine) => {
      const view = viewOf(machine, aTerminalStatus());
      clock.after(lagMs, () => {
        shown = view;
      });
    },
  });
  let shown = viewOf(session.machine(), aTerminalStatus());
  const send = (intent: Intent): void => session.dispatch(intent);
  const drawn = (): { screenId: number } => ({ screenId: session.machine().counters.screen });

  session.dispatch({ kind: 'ready', config });
  session.dispatch({ kind: 'scanned', value: DEMO_CARD });
  await new Promise((resolve) => setImmediate(resolve));
  send({ kind: 'startSpend', ...drawn() });
  for (const digit of [5, 0, 0]) send({ kind: 'pressDigit', digit, ...drawn() });
  clock.advance(QUIET_MS + lagMs);

  /** What the finger is on, and the element that a press of it must begin and end on. */
  function buttonAt(place: Place): { button: GuardedButton | null; intent: Intent } | null {
    const { screen, overlay, screenId } = shown;
    if (place === 'nothing') return null;
    if (overlay?.kind === 'otherCard') {
      const button = guarded(`${place} of question ${overlay.number}`, overlay.isArmed);
      return place === 'main'
        ? { button, intent: { kind: 'keepThisCard' } }
        : { button, intent: { kind: 'takeOtherCard', number: overlay.number } };
    }
    if (place === 'other') return null;
    if (screen.kind === 'amount') return { button: null, intent: { kind: 'review', screenId } };
    if (screen.kind !== 'confirm') return null;
    const intent = { kind: 'confirmSpend', screenId } as const;
    return { button: guarded(`pay ${screenId}`, screen.isArmed), intent };
  }

  const elements = new Map<string, object>();
  function guarded(name: string, isActive: boolean): GuardedButton {
    const element = elements.get(name) ?? {};
    elements.set(name, element);
    return { element, isActive, needsCalm: true };
  }

  function stray(): void {
    if (shown.screen.kind === 'confirm' || shown.overlay !== null) send({ kind: 'pressed' });
  }

  return {
    clock,
    send,
    view: () => viewOf(session.machine(), aTerminalStatus()),
    spendCount: () => spendCount,
    scan: (value) => session.dispatch({ kind: 'scanned', value }),
    tap({ place, heldMs, pauseMs }) {
      const from = buttonAt(place);
      if (!guard.down(from?.button ?? null, clock.nowMs())) stray();
      clock.advance(heldMs);
      if (!guard.up(clock.nowMs())) stray();
      const to = buttonAt(place);
      const isClick = from !== null && to?.intent.kind === from.intent.kind;
      const click = { isByPointer: true, atMs: clock.nowMs() };
      const isAllowed =
        to === null || to.button === null || !hasGuard || guard.mayPress(to.button, click);
      if (isClick && isAllowed) send(to.intent);
      clock.advance(pauseMs);
    },
  };
}

const aTap = (places: readonly Place[]): fc.Arbitrary<Tap> =>
  fc
    .record({
      place: fc.constantFrom(...places),
      intervalMs: fc.integer({ min: 50, max: 1_500 }),
      held: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
    })
    .map(({ place, intervalMs, held }) => {
      const heldMs = Math.round(intervalMs * held);
      return { place, heldMs, pauseMs: intervalMs - heldMs };
    });

const aTrain = fc.record({
  lagMs: fc.integer({ min: 0, max: 120 }),
  hasGuard: fc.boolean(),
  taps: fc.array(aTap(['main', 'main', 'other', 'nothing']), { minLength: 1, maxLength: 12 }),
});

const RUNS = runs({ fast: 400, full: 5_000 });
const CALM_TAP: Tap = { place: 'main', heldMs: 90, pauseMs: 0 };

describe('a train of taps on Continue', () => {
  it.each([
    [5, 150],
    [4, 250],
    [3, 350],
    [2, 650],
    [12, 1_000],
  ])('never pays: %i taps, one every %i ms', async (count, everyMs) => {
    const kiosk = await aKiosk();
    for (let left = count; left > 0; left -= 1) {
      kiosk.tap({ place: 'main', heldMs: 60, pauseMs: everyMs - 60 });
    }
    expect(kiosk.spendCount()).toBe(0);
  });

  it('never pays at any rhythm of a tremor, wherever the finger drifts, with or without the guard of the page', async () => {
    await fc.assert(
      fc.asyncProperty(aTrain, async ({ lagMs, hasGuard, taps }) => {
        const kiosk = await aKiosk({ lagMs, hasGuard });
        for (const tap of [CALM_TAP, ...taps]) kiosk.tap(tap);
        expect(kiosk.view().screen.kind).toBe('confirm');
        expect(kiosk.spendCount()).toBe(0);
      }),
      { numRuns: RUNS },
    );
  });

  it('does not keep a calm tap from paying once', async () => {
    await fc.assert(
      fc.asyncProperty(aTrain, async ({ lagMs, hasGuard, taps }) => {
        const kiosk = await aKiosk({ lagMs, hasGuard });
        for (const tap of [CALM_TAP, ...taps]) kiosk.tap(tap);
        kiosk.clock.advance(QUIET_MS + 2 * lagMs);
        kiosk.tap(CALM_TAP);
        kiosk.tap(CALM_TAP);
        expect(kiosk.spendCount()).toBe(1);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('a train of taps while another card is scanned', () => {
  it('answers nothing, and pays nothing', async () => {
    await fc.assert(
      fc.asyncProperty(aTrain, async ({ lagMs, taps }) => {
        const kiosk = await aKiosk({ lagMs });
        kiosk.scan(OTHER_CARD);
        for (const tap of taps) kiosk.tap(tap);
        const { screen, overlay } = kiosk.view();
        expect(screen.kind).toBe('amount');
        expect(overlay).toMatchObject({ kind: 'otherCard', endsIn: 'E5F6' });
        expect(kiosk.spendCount()).toBe(0);
      }),
      { numRuns: RUNS },
    );
  });

  it('never gives the session to the other card, even without the guard of the page', async () => {
    await fc.assert(
      fc.asyncProperty(aTrain, async ({ lagMs, taps }) => {
        const kiosk = await aKiosk({ lagMs, hasGuard: false });
        kiosk.scan(OTHER_CARD);
        for (const tap of taps) kiosk.tap(tap);
        expect(kiosk.view().screen).toMatchObject({ card: { endsIn: 'skjf' } });
        expect(kiosk.spendCount()).toBe(0);
      }),
      { numRuns: RUNS },
    );
  });

  it('leaves the question to a calm tap', async () => {
    const kiosk = await aKiosk();
    kiosk.scan(OTHER_CARD);
    kiosk.clock.advance(QUIET_MS);
    kiosk.tap({ ...CALM_TAP, place: 'other' });
    const { screen } = kiosk.view();
    assert(screen.kind === 'identifying', 'the other card is looked up');
  });
});

describe('keys of a slow scanner', () => {
  it('on the question of a payment disarm the button, so that the Enter after them does not pay', async () => {
    const kiosk = await aKiosk();
    kiosk.tap(CALM_TAP);
    kiosk.clock.advance(QUIET_MS);
    expect(kiosk.view().screen).toMatchObject({ kind: 'confirm', isArmed: true });
    const { screenId } = kiosk.view();
    for (const digit of [4, 0, 0, 6]) {
      kiosk.send({ kind: 'pressDigit', digit, screenId });
      kiosk.clock.advance(135);
    }
    kiosk.send({ kind: 'confirmSpend', screenId });
    expect(kiosk.spendCount()).toBe(0);
  });
});
