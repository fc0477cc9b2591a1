import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assert } from '../../../src/shared/assert.ts';
import type { Screen } from '../../../src/shared/contract.ts';
import { isInUse } from '../../../src/main/session/auto-dismiss.ts';
import { createMachine, step } from '../../../src/main/session/machine.ts';
import type { Timer } from '../../../src/main/session/effects.ts';
import type { SessionEvent } from '../../../src/main/session/events.ts';
import type { Machine } from '../../../src/main/session/state.ts';
import { NOTHING_TYPED } from '../../../src/main/session/typed-amount.ts';
import { table } from '../../../src/main/session/table.ts';
import { isRunning, isSeen } from '../../../src/main/session/timers.ts';
import { aPaidOutcome, drive, withoutCounters, type Session } from '../../builders/session.ts';
import { runs } from '../runs.ts';
import { CONFIG, eventsFor, isGoneBackTo, TIMERS } from './alphabet.ts';
import { assertMachine, assertStep } from './invariants.ts';

/** Enough for a machine that is busy with other work. */
const SEARCH_WITHIN_MS = 300_000;
/** Bounds the time of the search. */
const STATES_MAX = runs({ fast: 16_000, full: 150_000 });
/** The fewest states of a valid search. The test fails if the state space shrinks by mistake. */
const STATES_MIN = runs({ fast: 8_000, full: 40_000 });
const WALKS = runs({ fast: 60, full: 150 });

describe('every sequence of events of any length', () => {
  it(
    'keeps the invariants, and together they reach every state',
    () => {
      const seen = new Map<string, Machine>();
      const waiting = [createMachine(CONFIG)];
      // The search is breadth first, so that a short search also reaches every kind of state.
      for (const machine of waiting) {
        if (seen.size >= STATES_MAX) break;
        for (const event of eventsFor(machine)) {
          // A language behaves like an adjustment, so it would only double the search.
          if (event.kind === 'chooseLanguage') continue;
          const taken = step(machine, event);
          assertStep(machine, event, taken);
          if (taken.machine === machine) continue;
          const key = keyOf(taken.machine);
          if (seen.has(key)) continue;
          assertMachine(taken.machine);
          seen.set(key, taken.machine);
          waiting.push(taken.machine);
        }
      }
      expect(seen.size).toBeGreaterThanOrEqual(STATES_MIN);
      const reached = new Set([...seen.values()].map(({ state }) => state.kind));
      expect([...reached].sort()).toEqual(Object.keys(table).sort());
    },
    SEARCH_WITHIN_MS,
  );
});

describe('any walk through the session', { timeout: SEARCH_WITHIN_MS }, () => {
  it('spends once for each tap on an armed confirm button, and runs exactly the timers that it needs', () => {
    let spentCount = 0;
    fc.assert(
      fc.property(walks(), (choices) => {
        const session = drive(createMachine(CONFIG));
        let confirmedCount = 0;
        for (const choice of choices) {
          const event = choose(session, choice);
          const { screen } = session;
          const isConfirmed =
            screen.kind === 'confirm' && screen.isArmed && isConfirmOf(session, event);
          happen(session, event);
          confirmedCount += isConfirmed ? 1 : 0;
          expect(session.spends).toHaveLength(confirmedCount);
          expect([...session.timers.keys()].sort()).toEqual(needed(session));
        }
        spentCount += session.spends.length;
        expect(new Set(session.asked.map(({ token }) => token)).size).toBe(session.asked.length);
      }),
      { numRuns: WALKS },
    );
    // If the walks reach too little, they prove nothing.
    expect(spentCount).toBeGreaterThan(10);
  });

  it('ends in the first state after the customer leaves, with nothing more spent', () => {
    fc.assert(
      fc.property(walks(), (choices) => {
        const session = drive(createMachine(CONFIG));
        session.send({ kind: 'ready', config: CONFIG });
        const untouched = withoutCounters(session.machine);
        for (const choice of choices) happen(session, choose(session, choice));
        const spent = session.spends.length;
        if (session.screen.kind === 'paying') session.spendEnded(aPaidOutcome());
        session.tap('drawn');
        for (let left = 20; session.timers.size > 0; left -= 1) {
          assert(left > 0, 'it ends in few timers');
          session.fire(...[...session.timers.keys()].slice(0, 1));
        }
        session.send({ kind: 'ready', config: CONFIG });
        expect(withoutCounters(session.machine)).toEqual(untouched);
        expect(session.spends).toHaveLength(spent);
      }),
      { numRuns: WALKS },
    );
  });
});

/** Each number picks one of the events that are possible at that step. */
function walks(): fc.Arbitrary<number[]> {
  return fc.array(fc.noBias(fc.nat()), { minLength: 50, maxLength: 200, size: 'max' });
}

/** Prefers in two of three cases an event that leads to another screen, so that walks get far. */
function choose(session: Session, choice: number): SessionEvent {
  const events = eventsFor(session.machine);
  const leading = events.filter((event) => LEADS_ON[session.screen.kind]?.includes(nameOf(event)));
  const from = choice % 3 === 0 || leading.length === 0 ? events : leading;
  const event = from[Math.floor(choice / 3) % from.length];
  assert(event !== undefined, 'the choice is in the list');
  return event;
}

const LEADS_ON: { [K in Screen['kind']]?: string[] } = {
  starting: ['ready'],
  outOfService: ['ready'],
  idle: ['scanned'],
  identifying: ['identified', 'arm', 'keepThisCard'],
  balance: ['startSpend', 'arm', 'keepThisCard'],
  amount: ['chooseAmount', 'review', 'arm', 'keepThisCard'],
  confirm: ['arm', 'confirmSpend', 'keepThisCard'],
  paying: ['spendEnded'],
};

function nameOf(event: SessionEvent): string {
  return event.kind === 'timerFired' ? event.timer : event.kind;
}

function happen(session: Session, event: SessionEvent): void {
  if (event.kind !== 'timerFired') session.send(event);
  else if (session.timers.has(event.timer)) session.fire(event.timer);
}

function isConfirmOf(session: Session, event: SessionEvent): boolean {
  return (
    event.kind === 'confirmSpend' &&
    event.screenId === session.view.screenId &&
    session.view.overlay === null
  );
}

function needed(session: Session): Timer[] {
  return TIMERS.filter((timer) => isRunning(session.machine, timer)).sort();
}

/** No event of the alphabet leads to another amount before the typed keys. */
function withoutOther(state: Machine['state']): Machine['state'] {
  return state.kind === 'confirm' && !isGoneBackTo(state.beforeTyping)
    ? { ...state, beforeTyping: null }
    : state.kind === 'amount' && !isGoneBackTo(state.beforeTyping)
      ? { ...state, beforeTyping: OTHER_AMOUNT }
      : state;
}

const OTHER_AMOUNT = { ...NOTHING_TYPED, decimalCount: -1 };

function withoutNumbers(state: Machine['state']): Machine['state'] {
  const overlaid =
    'overlay' in state && state.overlay?.kind === 'otherCard'
      ? { ...state, overlay: { ...state.overlay, number: 0 } }
      : state;
  const unread =
    overlaid.kind === 'balance' && overlaid.older.kind === 'reading'
      ? { ...overlaid, older: { ...overlaid.older, token: 0 } }
      : overlaid;
  return 'token' in unread ? { ...unread, token: 0 } : unread;
}

/** Two machines with the same key behave the same, because counters are only compared with themselves. */
function keyOf(machine: Machine): string {
  const { state, notice, counters } = machine;
  const tokens = [
    'token' in state ? state.token : null,
    state.kind === 'balance' && state.older.kind === 'reading' ? state.older.token : null,
  ];
  const isAwaited = tokens.map((token) => token === counters.request);
  const { language, adjustments, sheet, secondsLeft, isArmed } = machine;
  return JSON.stringify([
    {
      language,
      adjustments,
      sheet,
      secondsLeft,
      isArmed,
      state: withoutOther(withoutNumbers(state)),
    },
    notice?.kind,
    isAwaited,
    isInUse(machine),
    isSeen(machine),
  ]);
}
