/**
 * A scanner that types as slowly as a person, on every screen:
 *
 * 1. It presses nothing.
 * 2. It changes no amount and no PIN: what it typed is taken back.
 * 3. Its code comes whole, or it is refused.
 *
 * A person who types an amount is served.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cents } from '../../../src/shared/money.ts';
import { WEDGE_START } from '../../../src/wedge/burst.ts';
import type { WedgeResult } from '../../../src/wedge/burst-end.ts';
import { typedIntent } from '../../../src/wedge/capture.ts';
import { WEDGE_CONFIG } from '../../../src/wedge/config.ts';
import { flush, flushAfterMs, step } from '../../../src/wedge/wedge.ts';
import { aCustomer, aSession, type Session } from '../../builders/session.ts';
import { aKey } from '../../builders/key.ts';
import { runs } from '../runs.ts';
import { feed, NOTHING, strokes, type Stroke } from './feed-keys.ts';

const RUNS = runs({ fast: 500, full: 20_000 });

interface Screen {
  name: string;
  open: () => Session;
}

function atBalance(): Session {
  const session = aSession();
  session.scan('CARD-1');
  session.identified({ kind: 'found', customer: aCustomer({ identifierValue: 'CARD-1' }) });
  return session;
}

function atAmount(): Session {
  const session = atBalance();
  session.tap('startSpend');
  session.send({
    kind: 'chooseAmount',
    amountInCents: cents(500),
    screenId: session.view.screenId,
  });
  return session;
}

function atConfirm(): Session {
  const session = atAmount();
  session.tap('review');
  session.fire('arm');
  return session;
}

function atPin(): Session {
  const session = aSession();
  session.tap('openStaff');
  session.type('12');
  return session;
}

const SCREENS: readonly Screen[] = [
  { name: 'idle', open: () => aSession() },
  { name: 'the balance', open: atBalance },
  { name: 'the amount', open: atAmount },
  { name: 'the question with the active button Pay', open: atConfirm },
  { name: 'the PIN', open: atPin },
];

/** What the wedge makes of the keys, sent to the session. */
function typeInto(session: Session, keys: readonly Stroke[]) {
  const seen = { presses: 0, scans: [] as string[], refusedCount: 0 };
  let state = WEDGE_START;
  let atMs = 10_000;
  const take = (result: WedgeResult): void => {
    state = result.state;
    if (result.isTakenBack) session.send({ kind: 'takeBackTyped', mayBePin: false });
    if (result.hasStray) session.send({ kind: 'pressed' });
    for (const key of result.typed) {
      if (key.kind === 'press') seen.presses += 1;
      else session.send(typedIntent(key, session.view.screenId));
    }
    if (result.scan !== null) seen.scans.push(result.scan);
    if (result.isRefused) seen.refusedCount += 1;
  };
  const waitUntil = (untilMs: number): void => {
    for (let nowMs = atMs; ;) {
      const delayMs = flushAfterMs(state, nowMs, WEDGE_CONFIG);
      if (delayMs === null || nowMs + delayMs >= untilMs) return;
      nowMs += delayMs;
      take(flush(state, nowMs, WEDGE_CONFIG));
    }
  };
  for (const { afterMs, ...stroke } of keys) {
    waitUntil(atMs + afterMs);
    atMs += afterMs;
    take(step(state, aKey({ ...stroke, atMs }), WEDGE_CONFIG));
  }
  waitUntil(atMs + 60_000);
  return seen;
}

interface Train {
  code: string;
  keyMs: number;
  jitters: number[];
  stalls: { at: number; ms: number }[];
  hasEnter: boolean;
}

function keysOf({ code, keyMs, jitters, stalls, hasEnter }: Train): Stroke[] {
  const keys = [...Array.from(code), ...(hasEnter ? ['Enter'] : [])];
  return keys.map((key, at) => {
    const jitter = jitters[at % jitters.length] ?? 0;
    const stallMs = stalls.find((stall) => stall.at === at)?.ms ?? 0;
    return { key, afterMs: Math.round(keyMs * (1 + jitter)) + stallMs };
  });
}

const keyMs = fc.integer({ min: 3, max: 250 });
const jittered = fc.array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), {
  minLength: 1,
  maxLength: 12,
});
/** Longer than any amount and any PIN. */
const aTrain: fc.Arbitrary<Train> = fc.record({
  code: fc.oneof(fc.stringMatching(/^[0-9]{9,20}$/), fc.stringMatching(/^[A-Z0-9-]{9,20}$/)),
  keyMs,
  jitters: fc.oneof(fc.constant<number[]>([0]), jittered),
  stalls: fc.array(
    fc.record({ at: fc.integer({ min: 1, max: 19 }), ms: fc.integer({ min: 0, max: 1_100 }) }),
    { maxLength: 2 },
  ),
  hasEnter: fc.boolean(),
});
/** As long as an amount. Only the steady rhythm shows that it is a code. */
const aSteadyTrain: fc.Arbitrary<Train> = fc.record({
  code: fc.stringMatching(/^[0-9]{5,8}$/),
  keyMs: fc.integer({ min: 61, max: 250 }),
  jitters: fc.array(fc.double({ min: -0.005, max: 0.005, noNaN: true }), {
    minLength: 1,
    maxLength: 9,
  }),
  stalls: fc.constant([]),
  hasEnter: fc.boolean(),
});

/** As short as a PIN or an amount, and fast. A stall may cut it into pieces. */
const aFastTrain: fc.Arbitrary<Train> = fc.record({
  code: fc.stringMatching(/^[0-9]{4,8}$/),
  keyMs: fc.integer({ min: 3, max: 21 }),
  jitters: fc.oneof(fc.constant<number[]>([0]), jittered),
  stalls: fc.array(
    fc.record({ at: fc.integer({ min: 1, max: 7 }), ms: fc.integer({ min: 0, max: 1_100 }) }),
    { maxLength: 1 },
  ),
  hasEnter: fc.boolean(),
});

/** Digits that are no amount, at a pace as uneven as a person's. */
const aPlainTrain: fc.Arbitrary<Train> = fc.record({
  code: fc.stringMatching(/^[0-9]{8}$/),
  keyMs: fc.integer({ min: 61, max: 250 }),
  jitters: jittered,
  stalls: fc.array(
    fc.record({ at: fc.integer({ min: 1, max: 7 }), ms: fc.integer({ min: 0, max: 1_100 }) }),
    { maxLength: 1 },
  ),
  hasEnter: fc.boolean(),
});

function shownBy({ machine: { state } }: Session): unknown {
  if (state.kind === 'amount') return [state.kind, state.typed.amountInCents];
  if (state.kind === 'staffSignIn') return [state.kind, state.digits];
  return [state.kind];
}

describe.each(SCREENS)('a train of keys of a scanner at $name', ({ open }) => {
  it.each([
    ['longer than an amount', aTrain],
    ['steady and short', aSteadyTrain],
    ['fast and short', aFastTrain],
  ])('presses nothing, changes nothing and comes whole or not at all (%s)', (_name, trains) => {
    fc.assert(
      fc.property(trains, (train) => {
        const session = open();
        const before = shownBy(session);
        const seen = typeInto(session, keysOf(train));
        expect(seen.presses).toBe(0);
        expect(shownBy(session)).toEqual(before);
        expect(session.spends).toEqual([]);
        expect(seen.scans.filter((scan) => scan !== train.code)).toEqual([]);
        // The time between two presses of one key proves no scanner, so a short code with such may be taken for a person's.
        const isTold = seen.scans.length + seen.refusedCount > 0 || /(.)\1/.test(train.code);
        expect(isTold).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});

describe.each(SCREENS.filter(({ name }) => name !== 'the PIN'))(
  'eight digits of an uneven scanner at $name',
  ({ open }) => {
    it('press nothing, change nothing, and the customer reads so', () => {
      fc.assert(
        fc.property(aPlainTrain, (train) => {
          const session = open();
          const before = shownBy(session);
          const seen = typeInto(session, keysOf(train));
          expect(seen.presses).toBe(0);
          expect(shownBy(session)).toEqual(before);
          expect(session.spends).toEqual([]);
          expect(seen.scans.filter((scan) => scan !== train.code)).toEqual([]);
          const isTold = session.view.notice?.kind === 'scanRefused';
          const mayType = session.screen.kind === 'amount';
          expect(seen.scans.length + seen.refusedCount > 0 || isTold || !mayType).toBe(true);
        }),
        { numRuns: RUNS },
      );
    });
  },
);

describe('a slow scanner', () => {
  it.each([130, 135, 200])('at %i ms a key is refused, and its digits are taken back', (ms) => {
    const outcome = feed([...strokes('4006381333931', ms), { key: 'Enter', afterMs: ms }]);
    expect(outcome).toMatchObject({ scans: [], refusedCount: 1, takenBackCount: 1, passed: [] });
    expect(outcome.typed.filter(({ kind }) => kind === 'press')).toEqual([]);
  });

  it.each([3, 40, 100])('at %i ms a key is read', (ms) => {
    const outcome = feed([...strokes('4006381333931', ms), { key: 'Enter', afterMs: ms }]);
    expect(outcome).toEqual({ ...NOTHING, scans: ['4006381333931'] });
  });

  it('at up to 250 ms a key is read if its code has the prefix', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{4,20}$/), keyMs, (code, ms) => {
        const keys = [...strokes(`~${code}`, ms), { key: 'Enter', afterMs: ms }];
        expect(feed(keys, { prefix: '~' }).scans).toEqual([code]);
      }),
    );
  });

  it('that begins a code with Enter presses nothing', () => {
    for (const ms of [130, 200, 250]) {
      const keys = [{ key: 'Enter', afterMs: ms }, ...strokes('4006381333931', ms)];
      expect(feed(keys).typed.filter(({ kind }) => kind === 'press')).toEqual([]);
    }
  });

  it.each([260, 300, 400, 480])(
    'that sends CR and LF at %i ms a key presses nothing',
    (afterMs) => {
      const uneven = Array.from('40063', (key, at) => ({
        key,
        afterMs: afterMs * (1 + (at % 3) / 4),
      }));
      const ends = [
        { key: 'Enter', afterMs },
        { key: 'Enter', afterMs },
      ];
      const { typed } = feed([...uneven, ...ends]);
      expect(typed.filter(({ kind }) => kind === 'press')).toEqual([]);
    },
  );

  it('that stalls for 300 ms in its first code is refused as a whole', () => {
    const stalled = [
      ...strokes('400638', 10),
      { key: '1', afterMs: 300 },
      ...strokes('333931', 10),
      { key: 'Enter', afterMs: 10 },
    ];
    expect(feed(stalled)).toEqual({ ...NOTHING, refusedCount: 1 });
  });
});

describe('two scanners whose keys are mixed', () => {
  it('are refused, and never give a code of both', () => {
    const code = fc.stringMatching(/^[0-9]{6,14}$/);
    const pace = fc.integer({ min: 3, max: 60 });
    const mixed = fc
      .record({
        one: code,
        other: code,
        oneMs: pace,
        otherMs: pace,
        part: fc.double({ min: 0, max: 0.9, noNaN: true }),
      })
      .map(({ one, other, oneMs, otherMs, part }) => {
        const startMs = Math.floor(part * one.length * oneMs);
        const timed = (text: string, ms: number, fromMs: number) =>
          [...Array.from(text), 'Enter'].map((key, at) => ({ key, atMs: fromMs + at * ms }));
        const all = [...timed(one, oneMs, 0), ...timed(other, otherMs, startMs)];
        return all.sort((a, b) => a.atMs - b.atMs);
      })
      // If both end at the same time, nothing shows that they are two.
      .filter((all) => all.at(-2)?.key !== 'Enter');
    fc.assert(
      fc.property(mixed, (all) => {
        const keys = all.map(({ key, atMs }, at) => ({
          key,
          afterMs: atMs - (all[at - 1]?.atMs ?? 0),
        }));
        const { scans, typed } = feed(keys);
        expect({ scans, typed }).toEqual({ scans: [], typed: [] });
      }),
      { numRuns: RUNS },
    );
  });
});

describe('a scanner that types while Caps Lock is on', () => {
  const CODE = 'B04HQ3nkDBvd';
  const isCapital = (letter: string): boolean => /[A-Z]/.test(letter);
  const turned = (letter: string): string =>
    isCapital(letter) ? letter.toLowerCase() : letter.toUpperCase();

  it.each([
    ['Linux and Windows', turned],
    ['macOS', (letter: string) => letter.toUpperCase()],
  ])('has its letters as they are printed (%s)', (_name, shownAs) => {
    const keys = Array.from(CODE, (letter) => ({
      ...{ key: shownAs(letter), shift: isCapital(letter), capsLock: true, afterMs: 10 },
    }));
    expect(feed(keys)).toEqual({ ...NOTHING, scans: [CODE] });
  });

  it('has its capitals if nothing but Shift tells of Caps Lock', () => {
    const keys = Array.from('CARDS', (letter) => ({
      ...{ key: turned(letter), shift: true, afterMs: 10 },
    }));
    expect(feed(keys).scans).toEqual(['CARDS']);
  });

  it('keeps the capitals that it types by pressing Caps Lock itself', () => {
    const keys = Array.from('CARDS', (key) => ({ key, capsLock: true, afterMs: 10 }));
    expect(feed([{ key: 'CapsLock', afterMs: 500 }, ...keys]).scans).toEqual(['CARDS']);
  });
});

describe('a person after a scanner was refused', () => {
  it('can type an amount at once', () => {
    const outcome = feed([
      ...strokes('4006381333931', 135),
      { key: '1', afterMs: 1_600 },
      { key: '2', afterMs: 180 },
    ]);
    expect(outcome.typed.slice(-2)).toEqual([
      { kind: 'digit', digit: 1 },
      { kind: 'digit', digit: 2 },
    ]);
  });
});
