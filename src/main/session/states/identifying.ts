/** A card is being looked up. Answers to other look-ups are ignored. */
import { ignores, type StateDefinition } from '../decision.ts';
import type { Step } from '../effects.ts';
import type { EventOf } from '../events.ts';
import type { Customer } from '../answers.ts';
import { assertSameCard } from '../refresh.ts';
import { NOT_READING, type Machine } from '../state.ts';
import { attended, enter, stop, withoutEffects } from '../transitions.ts';

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

/** The look-up goes on while the customer sees the last known balance. */
function showEarlier(machine: Machine<'identifying'>, event: EventOf<'earlierKnown'>): Step {
  const { token } = machine.state;
  return event.token === token
    ? showBalance(machine, event.customer, token)
    : withoutEffects(machine);
}

function takeAnswer(machine: Machine<'identifying'>, event: EventOf<'identified'>): Step {
  const { token, identifierValue } = machine.state;
  const { answer } = event;
  if (event.token !== token) return withoutEffects(machine);
  return answer.kind === 'found'
    ? showBalance(machine, answer.customer, null)
    : enter(machine, { ...answer, identifierValue });
}

function showBalance(
  machine: Machine<'identifying'>,
  customer: Customer,
  token: number | null,
): Step {
  const { identifierValue, overlay } = machine.state;
  assertSameCard(customer, identifierValue);
  return enter(machine, {
    kind: 'balance',
    customer,
    token,
    isHistoryShown: false,
    older: NOT_READING,
    // A question about another card stays open. The question whether the customer is still there closes.
    overlay: overlay?.kind === 'otherCard' ? overlay : null,
  });
}
