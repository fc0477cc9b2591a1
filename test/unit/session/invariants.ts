/**
 * The invariants of every machine and every step:
 *
 * 1. A spend comes only from an armed confirm screen without a question over it, by its own `confirmSpend`,
 *    one at a time, of an amount within the limit, for the contact that is on the screen.
 * 2. The idle state contains nothing but the settings and a language.
 * 3. The view matches its schema, and never contains a complete card value.
 * 4. After a timer fires, the machine no longer needs this timer or has started it again.
 * 5. A session has a timer that ends it, except during a payment and until its result was seen.
 * 6. A warning counts down, and never covers a payment under way.
 */
import * as v from 'valibot';
import { assert } from '../../../src/shared/assert.ts';
import { viewSchema } from '../../../src/shared/contract.ts';
import { limitInCents } from '../../../src/main/session/amount.ts';
import type { Effect, Step } from '../../../src/main/session/effects.ts';
import type { SessionEvent } from '../../../src/main/session/events.ts';
import type { Machine } from '../../../src/main/session/state.ts';
import { isRunning, isSeen } from '../../../src/main/session/timers.ts';
import { viewOf } from '../../../src/main/session/view.ts';
import { aTerminalStatus, OTHER_CARD } from '../../builders/session.ts';
import { DEMO_CARD } from '../../builders/names.ts';

export function assertStep(before: Machine, event: SessionEvent, { machine, effects }: Step): void {
  const spends = effects.filter((effect) => effect.kind === 'spend');
  if (spends.length > 0) assertSpend(before, event, spends);
  assert(
    (machine.state.kind === 'paying') ===
      (spends.length === 1 || (before.state.kind === 'paying' && !isEnd(before, event))),
    'paying begins with a spend and ends with its outcome',
  );
  if (event.kind === 'timerFired' && isRunning(before, event.timer)) {
    assert(
      !isRunning(machine, event.timer) || starts(effects, event.timer),
      `${event.timer} is over when it fires`,
    );
  }
}

export function assertMachine(machine: Machine): void {
  const { state } = machine;
  if (state.kind === 'idle') {
    assert(Object.keys(state).join() === 'kind', 'idle carries nothing');
    const rest = JSON.stringify({ ...machine, config: null });
    assert(!rest.includes(DEMO_CARD) && !rest.includes(OTHER_CARD), 'idle knows no card');
  }
  if ('customer' in state) {
    const { contactUuid, identifierValue } = state.customer;
    assert(contactUuid === `contact of ${identifierValue}`, 'two people are never mixed');
  }
  const isResult = ['paid', 'notPaid', 'notCompleted'].includes(state.kind);
  const isUnseen = isResult && !isSeen(machine);
  const isOpen = isUnseen || ['starting', 'outOfService', 'idle', 'paying'].includes(state.kind);
  const canEnd = (['idle', 'second', 'result'] as const).some((timer) => isRunning(machine, timer));
  const isWarned = machine.secondsLeft !== null;
  assert(isOpen !== canEnd || isWarned, 'a session ends by itself, except while it pays');
  assert(!isWarned || isRunning(machine, 'second'), 'a warning counts down');
  assert(!isWarned || state.kind !== 'paying', 'a payment under way is never left');
  assertView(machine);
}

function assertSpend(
  { state, isArmed }: Machine,
  event: SessionEvent,
  spends: readonly Extract<Effect, { kind: 'spend' }>[],
): void {
  assert(state.kind === 'confirm', 'a spend comes from confirm');
  assert(isArmed && state.overlay === null, 'a spend comes from an armed confirm');
  assert(event.kind === 'confirmSpend', 'a spend comes by its own tap');
  assert(spends.length === 1, 'one tap is one spend');
  const [spend] = spends;
  assert(spend?.amountInCents === state.amountInCents, 'what was shown is what is spent');
  assert(spend.contactUuid === state.customer.contactUuid, 'whoever was shown pays');
  assert(
    spend.amountInCents > 0 && spend.amountInCents <= limitInCents(state.customer),
    'a spend is within the limit',
  );
}

function isEnd({ state }: Machine, event: SessionEvent): boolean {
  return event.kind === 'spendEnded' && state.kind === 'paying' && event.token === state.token;
}

function starts(effects: readonly Effect[], timer: string): boolean {
  return effects.some((effect) => effect.kind === 'startTimer' && effect.timer === timer);
}

function assertView(machine: Machine): void {
  const view = viewOf(machine, aTerminalStatus({ demoCards: [] }));
  assert(v.safeParse(viewSchema, view).success, 'the view parses');
  const text = JSON.stringify(view);
  assert(!text.includes(DEMO_CARD) && !text.includes(OTHER_CARD), 'no card value crosses in full');
}
