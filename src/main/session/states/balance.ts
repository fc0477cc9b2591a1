/** A customer looks at the balance. */
import type { History } from '../../../shared/contract.ts';
import { canSpend } from '../amount.ts';
import { ignores, type StateDefinition } from '../decision.ts';
import type { Step } from '../effects.ts';
import type { Customer } from '../answers.ts';
import { balanceShown, cardShown } from '../screen-parts.ts';
import { refreshed } from '../refresh.ts';
import type { Machine } from '../state.ts';
import { attended, enter, stop, withoutEffects } from '../transitions.ts';
import { truncate, truncateOrNull } from '../truncate.ts';
import { NOTHING_TYPED } from '../typed-amount.ts';

export const balance: StateDefinition<'balance'> = {
  screen: ({ state: { kind, customer, token, isHistoryShown } }) => ({
    kind,
    card: cardShown(customer),
    balance: balanceShown(customer),
    history: historyShown(customer, isHistoryShown),
    canSpend: canSpend(customer),
    isEarlierUnsettled: customer.isEarlierUnsettled,
    isBeingRead: token !== null,
  }),
  on: {
    ...attended,
    back: stop,
    showHistory,
    hideHistory: (machine) => enter(machine, { ...machine.state, isHistoryShown: false }),
    startSpend,
    ...ignores('lookUp', 'keypad', 'typing', 'amount', 'confirm', 'receipt'),
    ...ignores('staffEntry', 'pin', 'teaching'),
    ...refreshed,
  },
};

function historyShown({ history }: Customer, isShown: boolean): History {
  if (history === null) return { kind: 'unavailable' };
  if (!isShown) return { kind: 'hidden' };
  return {
    kind: 'shown',
    items: history.map(({ uuid, amountInCents, createdAt, shopName }) => ({
      uuid: truncate(uuid),
      amountInCents,
      createdAt,
      shopName: truncateOrNull(shopName),
    })),
  };
}

function showHistory(machine: Machine<'balance'>): Step {
  const { state } = machine;
  return state.customer.history === null
    ? withoutEffects(machine)
    : enter(machine, { ...state, isHistoryShown: true });
}

function startSpend(machine: Machine<'balance'>): Step {
  const { customer, token } = machine.state;
  if (!canSpend(customer)) return withoutEffects(machine);
  const nothing = { typed: NOTHING_TYPED, beforeTyping: NOTHING_TYPED };
  return enter(machine, { kind: 'amount', customer, token, ...nothing, overlay: null });
}
