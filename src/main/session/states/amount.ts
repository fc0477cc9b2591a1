/** A customer types an amount. An amount above the limit can be typed, but not confirmed. */
import type { Cents } from '../../../shared/money.ts';
import {
  amountProblem,
  canConfirm,
  eraseDigit,
  isTypable,
  limitInCents,
  typeDigits,
} from '../amount.ts';
import { ignores, type StateDefinition } from '../decision.ts';
import type { Step } from '../effects.ts';
import { balanceShown, cardShown } from '../screen-parts.ts';
import type { Machine } from '../state.ts';
import { attended, enter, withoutEffects } from '../transitions.ts';

export const amount: StateDefinition<'amount'> = {
  screen({ state, config }) {
    const { customer, amountInCents } = state;
    return {
      kind: state.kind,
      card: cardShown(customer),
      balance: balanceShown(customer),
      amountInCents,
      quickAmountsInCents: config.quickAmountsInCents.map((quickInCents) => ({
        amountInCents: quickInCents,
        isEnough: canConfirm(customer, quickInCents),
      })),
      problem: amountProblem(customer, amountInCents),
      limitInCents: limitInCents(customer),
      canContinue: canConfirm(customer, amountInCents),
    };
  },
  on: {
    ...attended,
    back: backToBalance,
    pressDigit: (machine, { digit }) =>
      setAmount(machine, typeDigits(amountOf(machine), { count: 1, value: digit })),
    pressDoubleZero: (machine) =>
      setAmount(machine, typeDigits(amountOf(machine), { count: 2, value: 0 })),
    erase: (machine) => setAmount(machine, eraseDigit(amountOf(machine))),
    chooseAmount: (machine, { amountInCents }) =>
      setAmount(machine, isTypable(amountInCents) ? amountInCents : amountOf(machine)),
    review,
    ...ignores('lookUp', 'balance', 'confirm', 'receipt', 'staffEntry', 'pin', 'teaching'),
    ...ignores('answers'),
  },
};

function amountOf({ state }: Machine<'amount'>): Cents {
  return state.amountInCents;
}

function setAmount(machine: Machine<'amount'>, amountInCents: Cents): Step {
  return enter(machine, { ...machine.state, amountInCents });
}

function backToBalance(machine: Machine<'amount'>): Step {
  const { customer } = machine.state;
  return enter(machine, { kind: 'balance', customer, isHistoryShown: false, overlay: null });
}

function review(machine: Machine<'amount'>): Step {
  const { customer, amountInCents } = machine.state;
  if (!canConfirm(customer, amountInCents)) return withoutEffects(machine);
  return enter(machine, { kind: 'confirm', customer, amountInCents, overlay: null });
}
