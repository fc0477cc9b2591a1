/**
 * Keeps what a customer sees true while the connection goes and comes. A balance that the ledger has not confirmed can
 * be spent only as far as the offline policy allows. Nothing here spends.
 */
import { assert } from '../../shared/assert.ts';
import { joinHistories, type PaymentHistory } from '../../shared/payment-history.ts';
import { canConfirm, canSpend } from './amount.ts';
import type { Customer } from './answers.ts';
import { ignores } from './decision.ts';
import type { Step } from './effects.ts';
import type { EventOf } from './events.ts';
import { NOT_READING, type Machine, type StateOf } from './state.ts';
import { enter, withoutEffects } from './transitions.ts';
import { choose, NOTHING_TYPED } from './typed-amount.ts';

type AtCustomer = 'balance' | 'amount' | 'confirm';

/** The decisions of the screens between the look-up and the payment. */
export const refreshed = {
  ...ignores('answers'),
  connectionChanged,
  identified: takeAnswer,
  recalled: takeRecalled,
} as const;

export function assertSameCard(customer: Customer, identifierValue: string): void {
  assert(customer.identifierValue === identifierValue, 'the answer is about the scanned card');
}

/** Without a connection, the last known balance counts at once. With one, the ledger is asked again. */
function connectionChanged(
  machine: Machine<AtCustomer>,
  { isOnline }: EventOf<'connectionChanged'>,
): Step {
  const { customer, token } = machine.state;
  const { identifierValue } = customer;
  if (!isOnline) {
    const { machine: next } = enter(machine, {
      ...machine.state,
      customer: { ...customer, isLive: false },
    });
    return { machine: next, effects: [{ kind: 'recall', identifierValue }] };
  }
  // The answer of the look-up that is running is as good as that of another one.
  return customer.isLive || token !== null ? withoutEffects(machine) : lookUpAgain(machine);
}

function lookUpAgain(machine: Machine<AtCustomer>): Step {
  const token = machine.counters.request + 1;
  const { identifierValue } = machine.state.customer;
  return {
    machine: {
      ...machine,
      state: { ...withoutReading(machine.state), token },
      counters: { ...machine.counters, request: token },
    },
    effects: [{ kind: 'identify', token, identifierValue }],
  };
}

/** The look-up also reads the newest payments, so an answer about older ones is not awaited any more. */
function withoutReading(state: StateOf<AtCustomer>): StateOf<AtCustomer> {
  return state.kind === 'balance' ? { ...state, older: NOT_READING } : state;
}

function takeAnswer(machine: Machine<AtCustomer>, { token, answer }: EventOf<'identified'>): Step {
  const { state } = machine;
  const { identifierValue } = state.customer;
  if (token !== state.token) return withoutEffects(machine);
  switch (answer.kind) {
    case 'found':
      return show(machine, answer.customer, null);
    case 'cardProblem':
      return enter(machine, { ...answer, identifierValue });
    case 'lookUpProblem':
      return show(machine, withoutSpend(state.customer), null);
  }
}

function takeRecalled(
  machine: Machine<AtCustomer>,
  { identifierValue, customer: recalled }: EventOf<'recalled'>,
): Step {
  const { customer, token } = machine.state;
  if (identifierValue !== customer.identifierValue || customer.isLive) {
    return withoutEffects(machine);
  }
  return show(machine, recalled ?? withoutSpend(customer), token);
}

/** Nothing shows how much of the balance may be spent. */
function withoutSpend(customer: Customer): Customer {
  return { ...customer, isLive: false, canSpend: false };
}

/** Shows the customer's new facts. An amount that they do not allow goes back to the screen that says why. */
function show(machine: Machine<AtCustomer>, facts: Customer, token: number | null): Step {
  const { state } = machine;
  assertSameCard(facts, state.customer.identifierValue);
  const customer = { ...facts, history: historyAfter(state.customer, facts) };
  return enter(machine, withFacts(state, { customer, token }));
}

/** The transactions that were read before stay in sight. */
function historyAfter(before: Customer, { history, isLive }: Customer): PaymentHistory | null {
  if (history === null) return isLive ? null : before.history;
  return joinHistories(history, before.history);
}

function withFacts(
  state: StateOf<AtCustomer>,
  facts: Pick<StateOf<AtCustomer>, 'customer' | 'token'>,
): StateOf<AtCustomer> {
  const { customer } = facts;
  const { overlay } = state;
  if (state.kind === 'balance') return { ...state, ...facts };
  if (!canSpend(customer)) {
    const closed = { isHistoryShown: false, older: NOT_READING };
    return { kind: 'balance', ...facts, ...closed, overlay };
  }
  if (state.kind === 'amount' || canConfirm(customer, state.amountInCents)) {
    return { ...state, ...facts };
  }
  const typed = choose(NOTHING_TYPED, state.amountInCents);
  return {
    ...{ kind: 'amount', ...facts, typed, overlay },
    beforeTyping: state.beforeTyping ?? typed,
  };
}
