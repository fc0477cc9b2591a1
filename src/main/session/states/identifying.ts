/** A card is being looked up. Answers to other look-ups are ignored. */
import { canConfirm, canSpend } from '../amount.ts';
import { ignores, type StateDefinition } from '../decision.ts';
import type { Step } from '../effects.ts';
import type { EventOf } from '../events.ts';
import type { Customer } from '../answers.ts';
import { assertSameCard } from '../refresh.ts';
import { NOT_READING, type Attempt, type Machine, type Overlay } from '../state.ts';
import { attended, enter, stop, withoutEffects } from '../transitions.ts';
import { choose, NOTHING_TYPED } from '../typed-amount.ts';

export const identifying: StateDefinition<'identifying'> = {
  screen: ({ state }) => ({ kind: state.kind }),
  on: {
    ...attended,
    back: stop,
    ...ignores('lookUp', 'balance', 'keypad', 'typing', 'amount', 'confirm', 'receipt'),
    ...ignores('staffEntry', 'pin', 'teaching', 'answers', 'connection'),
    earlierKnown: showEarlier,
    identified: takeAnswer,
  },
};

/**
 * The look-up goes on while the customer sees the last known balance. Another attempt waits for the ledger's answer,
 * because a payment has just failed.
 */
function showEarlier(machine: Machine<'identifying'>, event: EventOf<'earlierKnown'>): Step {
  const { token, attempt } = machine.state;
  return event.token === token && attempt === null
    ? showBalance(machine, event.customer, token)
    : withoutEffects(machine);
}

function takeAnswer(machine: Machine<'identifying'>, event: EventOf<'identified'>): Step {
  const { token, identifierValue, attempt } = machine.state;
  const { answer } = event;
  if (event.token !== token) return withoutEffects(machine);
  switch (answer.kind) {
    case 'found':
      return attempt === null
        ? showBalance(machine, answer.customer, null)
        : attemptAgain(machine, answer.customer, attempt);
    case 'cardProblem':
      return enter(machine, { ...answer, identifierValue });
    case 'lookUpProblem':
      return enter(machine, { ...answer, identifierValue, attempt });
  }
}

/**
 * Asks about the same amount again, or lets the customer choose another. While an earlier payment of the card is being
 * checked, the balance says so, and nothing is asked.
 */
function attemptAgain(
  machine: Machine<'identifying'>,
  customer: Customer,
  { next, amountInCents }: Attempt,
): Step {
  if (!canSpend(customer) || customer.isEarlierUnsettled) {
    return showBalance(machine, customer, null);
  }
  const found = { customer, token: null, overlay: overlayKept(machine) };
  assertSameCard(customer, machine.state.identifierValue);
  if (next === 'tryAgain' && canConfirm(customer, amountInCents)) {
    return enter(machine, { ...found, kind: 'confirm', amountInCents, beforeTyping: null });
  }
  const typed = choose(NOTHING_TYPED, amountInCents);
  return enter(machine, { ...found, kind: 'amount', typed, beforeTyping: typed });
}

function showBalance(
  machine: Machine<'identifying'>,
  customer: Customer,
  token: number | null,
): Step {
  const { identifierValue } = machine.state;
  assertSameCard(customer, identifierValue);
  return enter(machine, {
    kind: 'balance',
    customer,
    token,
    isHistoryShown: false,
    older: NOT_READING,
    overlay: overlayKept(machine),
  });
}

/** A question about another card stays open. The question whether the customer is still there closes. */
function overlayKept({ state: { overlay } }: Machine<'identifying'>): Overlay | null {
  return overlay?.kind === 'otherCard' ? overlay : null;
}
