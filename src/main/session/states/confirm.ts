/** A customer is about to pay. This is the only state that starts a spend, and it starts only one. */
import { assert } from '../../../shared/assert.ts';
import { addCents, negateCents } from '../../../shared/money.ts';
import { canConfirm } from '../amount.ts';
import { takePress } from '../arming.ts';
import { ignores, type StateDefinition } from '../decision.ts';
import type { Step } from '../effects.ts';
import type { EventOf } from '../events.ts';
import { refreshed } from '../refresh.ts';
import { balanceShown, cardShown } from '../screen-parts.ts';
import type { Machine } from '../state.ts';
import { attended, enter, IDLE, refuseScan, withoutEffects } from '../transitions.ts';
import { choose, NOTHING_TYPED, type TypedAmount } from '../typed-amount.ts';

export const confirm: StateDefinition<'confirm'> = {
  screen({ state: { kind, customer, amountInCents }, isArmed }) {
    return {
      kind,
      card: cardShown(customer),
      amountInCents,
      balance: balanceShown(customer),
      afterInCents: addCents(customer.availableInCents, negateCents(amountInCents)),
      isArmed,
    };
  },
  on: {
    ...attended,
    back: backToAmount,
    confirmSpend,
    pressed: takePress,
    beginTyping: (machine) => enter(machine, { ...machine.state, beforeTyping: null }),
    takeBackTyped,
    ...ignores('lookUp', 'balance', 'keypad', 'amount', 'receipt'),
    ...ignores('staffEntry', 'pin', 'teaching'),
    ...refreshed,
  },
};

function backToAmount(machine: Machine<'confirm'>): Step {
  return toAmount(machine, choose(NOTHING_TYPED, machine.state.amountInCents));
}

/** A scanner typed the amount, or a part of it. The customer goes back to the amount before that. */
function takeBackTyped(machine: Machine<'confirm'>, { mayBePin }: EventOf<'takeBackTyped'>): Step {
  const { beforeTyping } = machine.state;
  if (beforeTyping === null) return withoutEffects(machine);
  const before = toAmount(machine, beforeTyping);
  return mayBePin ? refuseScan(before.machine) : before;
}

function toAmount(machine: Machine<'confirm'>, typed: TypedAmount): Step {
  const { customer, token } = machine.state;
  return enter(machine, {
    ...{ kind: 'amount', customer, token, typed, beforeTyping: typed },
    overlay: null,
  });
}

/** Enters `paying` in the same step as it starts the spend, so that a second tap finds no confirm screen. */
function confirmSpend(machine: Machine<'confirm'>): Step {
  const { customer, amountInCents } = machine.state;
  if (!machine.isArmed) return takePress(machine);
  assert(canConfirm(customer, amountInCents), 'a confirmed amount is within the limit');
  const token = machine.counters.request + 1;
  return {
    machine: {
      ...machine,
      state: {
        kind: 'paying',
        customer,
        amountInCents,
        token,
        step: customer.isEarlierUnsettled ? 'waitingForEarlier' : 'sending',
        afterwards: IDLE,
      },
      counters: { ...machine.counters, request: token },
    },
    effects: [
      {
        kind: 'spend',
        token,
        contactUuid: customer.contactUuid,
        identifierValue: customer.identifierValue,
        amountInCents,
      },
    ],
  };
}
