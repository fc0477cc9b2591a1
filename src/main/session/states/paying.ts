/** A payment is running. Only its outcome ends this state; the customer cannot leave it. */
import type { Paper } from '../../../shared/contract.ts';
import { choiceEvents } from '../choices.ts';
import { ignores, type StateDefinition } from '../decision.ts';
import type { Step } from '../effects.ts';
import type { EventOf } from '../events.ts';
import { cardShown } from '../screen-parts.ts';
import type { Machine } from '../state.ts';
import { endsLater, enter, notify, takesScans, withoutEffects } from '../transitions.ts';

export const paying: StateDefinition<'paying'> = {
  screen: ({ state }) => ({
    kind: state.kind,
    card: cardShown(state.customer),
    amountInCents: state.amountInCents,
    step: state.step,
  }),
  on: {
    ...choiceEvents,
    ...takesScans(askToWait),
    ...endsLater,
    ...ignores(
      'touch',
      'exits',
      'lookUp',
      'balance',
      'keypad',
      'typing',
      'amount',
      'confirm',
      'receipt',
    ),
    ...ignores('overlay', 'staffEntry', 'pin', 'teaching', 'answers', 'connection', 'timers'),
    spendStepped: (machine, { token, step }) =>
      token === machine.state.token
        ? enter(machine, { ...machine.state, step })
        : withoutEffects(machine),
    spendEnded: showResult,
  },
};

function askToWait(machine: Machine<'paying'>): Step {
  return notify(machine, 'waitForPayment');
}

function showResult(machine: Machine<'paying'>, { token, outcome }: EventOf<'spendEnded'>): Step {
  const { state } = machine;
  if (token !== state.token) return withoutEffects(machine);
  const { customer, amountInCents, afterwards } = state;
  const result = { customer, amountInCents, afterwards };
  const paper: Paper = { kind: machine.config.hasPrinter ? 'ready' : 'none' };
  const receipt = { isReceiptShown: false, paper, token: null };
  switch (outcome.kind) {
    case 'paid':
      return enter(machine, { ...outcome, ...result, ...receipt, isRepeatLocked: true });
    case 'notPaid':
      return enter(machine, { ...outcome, ...result });
    case 'notCompleted':
      return enter(machine, { ...outcome, ...result, ...receipt });
  }
}
