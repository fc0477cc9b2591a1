/** A card is being looked up. Answers to other look-ups are ignored. */
import { assert } from '../../../shared/assert.ts';
import { ignores, type StateDefinition } from '../decision.ts';
import type { Step } from '../effects.ts';
import type { EventOf } from '../events.ts';
import type { Machine } from '../state.ts';
import { attended, enter, stop, withoutEffects } from '../transitions.ts';

export const identifying: StateDefinition<'identifying'> = {
  screen: ({ state }) => ({ kind: state.kind }),
  on: {
    ...attended,
    back: stop,
    ...ignores('lookUp', 'balance', 'keypad', 'amount', 'confirm', 'receipt'),
    ...ignores('staffEntry', 'pin', 'teaching', 'answers'),
    identified: takeAnswer,
  },
};

function takeAnswer(machine: Machine<'identifying'>, event: EventOf<'identified'>): Step {
  const { token, identifierValue, overlay } = machine.state;
  const { answer } = event;
  if (event.token !== token) return withoutEffects(machine);
  if (answer.kind !== 'found') return enter(machine, { ...answer, identifierValue });
  assert(
    answer.customer.identifierValue === identifierValue,
    'the answer is about the scanned card',
  );
  return enter(machine, {
    kind: 'balance',
    customer: answer.customer,
    isHistoryShown: false,
    // A question about another card stays open. The question whether the customer is still there closes.
    overlay: overlay?.kind === 'otherCard' ? overlay : null,
  });
}
