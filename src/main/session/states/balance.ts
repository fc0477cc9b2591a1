/** A customer looks at the balance. */
import type { History, OlderShown } from '../../../shared/contract.ts';
import type { PaymentHistory } from '../../../shared/payment-history.ts';
import { canSpend } from '../amount.ts';
import { ignores, type StateDefinition } from '../decision.ts';
import type { Step } from '../effects.ts';
import type { EventOf } from '../events.ts';
import { balanceShown, cardShown } from '../screen-parts.ts';
import { refreshed } from '../refresh.ts';
import { NOT_READING, type Machine, type OlderReading, type StateOf } from '../state.ts';
import { attended, enter, stop, withoutEffects } from '../transitions.ts';
import { truncate, truncateOrNull } from '../truncate.ts';
import { NOTHING_TYPED } from '../typed-amount.ts';

export const balance: StateDefinition<'balance'> = {
  screen: ({ state }) => {
    const { kind, customer, token } = state;
    return {
      kind,
      card: cardShown(customer),
      balance: balanceShown(customer),
      history: historyShown(state),
      canSpend: canSpend(customer),
      isEarlierUnsettled: customer.isEarlierUnsettled,
      isBeingRead: token !== null,
    };
  },
  on: {
    ...attended,
    back: stop,
    showHistory,
    hideHistory: (machine) => enter(machine, { ...machine.state, isHistoryShown: false }),
    showOlder,
    startSpend,
    ...ignores('lookUp', 'keypad', 'typing', 'amount', 'confirm', 'receipt'),
    ...ignores('staffEntry', 'pin', 'teaching'),
    ...refreshed,
    olderRead: takeOlder,
  },
};

function historyShown({ customer, isHistoryShown, older }: StateOf<'balance'>): History {
  const { history } = customer;
  if (history === null) return { kind: 'unavailable' };
  if (!isHistoryShown) return { kind: 'hidden' };
  return {
    kind: 'shown',
    items: history.items.map(({ uuid, amountInCents, createdAt, shopName }) => ({
      uuid: truncate(uuid),
      amountInCents,
      createdAt,
      shopName: truncateOrNull(shopName),
    })),
    older: olderShown(history, older),
  };
}

function olderShown({ rest }: PaymentHistory, reading: OlderReading): OlderShown {
  if (rest.kind !== 'older') return rest.kind;
  switch (reading.kind) {
    case 'none':
      return 'more';
    case 'reading':
      return 'reading';
    case 'failed':
      return reading.problem;
  }
}

function showHistory(machine: Machine<'balance'>): Step {
  const { state } = machine;
  return state.customer.history === null
    ? withoutEffects(machine)
    : enter(machine, { ...state, isHistoryShown: true });
}

/** While the card is looked up, its answer brings the newest payments, so older ones have to wait. */
function showOlder(machine: Machine<'balance'>): Step {
  const { state, counters } = machine;
  const { customer, token, isHistoryShown, older } = state;
  const { contactUuid, history } = customer;
  const canRead = isHistoryShown && token === null && older.kind !== 'reading';
  if (history?.rest.kind !== 'older' || !canRead) return withoutEffects(machine);
  const request = counters.request + 1;
  return {
    machine: {
      ...machine,
      state: { ...state, older: { kind: 'reading', token: request } },
      counters: { ...counters, request },
    },
    effects: [{ kind: 'readOlder', token: request, contactUuid, history }],
  };
}

function takeOlder(machine: Machine<'balance'>, { token, answer }: EventOf<'olderRead'>): Step {
  const { state } = machine;
  if (state.older.kind !== 'reading' || state.older.token !== token) return withoutEffects(machine);
  if (answer.kind === 'failed') return enter(machine, { ...state, older: answer });
  const customer = { ...state.customer, history: answer.history };
  return enter(machine, { ...state, customer, older: NOT_READING });
}

function startSpend(machine: Machine<'balance'>): Step {
  const { customer, token } = machine.state;
  if (!canSpend(customer)) return withoutEffects(machine);
  const nothing = { typed: NOTHING_TYPED, beforeTyping: NOTHING_TYPED };
  return enter(machine, { kind: 'amount', customer, token, ...nothing, overlay: null });
}
