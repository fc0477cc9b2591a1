/** A customer types an amount. An amount above the limit can be typed, but not confirmed. */
import { amountProblem, canConfirm, limitInCents } from '../amount.ts';
import { ignores, type StateDefinition } from '../decision.ts';
import type { Step } from '../effects.ts';
import type { EventOf } from '../events.ts';
import { refreshed } from '../refresh.ts';
import { balanceShown, cardShown } from '../screen-parts.ts';
import { NOT_READING, type Machine } from '../state.ts';
import { attended, enter, refuseScan, withoutEffects } from '../transitions.ts';
import {
  choose,
  erase,
  typeDecimalSign,
  typeDigit,
  typeDoubleZero,
  type TypedAmount,
} from '../typed-amount.ts';

export const amount: StateDefinition<'amount'> = {
  screen({ state, config }) {
    const { customer, typed } = state;
    const { amountInCents } = typed;
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
      type(machine, (typed, minorDigits) => typeDigit(typed, digit, minorDigits)),
    pressDoubleZero: (machine) => type(machine, typeDoubleZero),
    pressDecimalSign: (machine) => type(machine, typeDecimalSign),
    erase: (machine) => type(machine, erase),
    beginTyping: (machine) =>
      enter(machine, { ...machine.state, beforeTyping: machine.state.typed }),
    takeBackTyped,
    chooseAmount: (machine, { amountInCents }) =>
      type(machine, (typed) => choose(typed, amountInCents)),
    review,
    ...ignores('lookUp', 'balance', 'confirm', 'receipt', 'staffEntry', 'pin', 'teaching'),
    ...refreshed,
  },
};

type Key = (typed: TypedAmount, minorDigits: number) => TypedAmount;

function type(machine: Machine<'amount'>, key: Key): Step {
  const { state, config } = machine;
  return enter(machine, { ...state, typed: key(state.typed, config.minorDigits) });
}

function takeBackTyped(machine: Machine<'amount'>, { mayBePin }: EventOf<'takeBackTyped'>): Step {
  const before = enter(machine, { ...machine.state, typed: machine.state.beforeTyping });
  return mayBePin ? refuseScan(before.machine) : before;
}

function backToBalance(machine: Machine<'amount'>): Step {
  const { customer, token } = machine.state;
  const closed = { isHistoryShown: false, older: NOT_READING, overlay: null };
  return enter(machine, { kind: 'balance', customer, token, ...closed });
}

function review(machine: Machine<'amount'>): Step {
  const { customer, token, typed, beforeTyping } = machine.state;
  const { amountInCents } = typed;
  if (!canConfirm(customer, amountInCents)) return withoutEffects(machine);
  return enter(machine, {
    ...{ kind: 'confirm', customer, token, amountInCents, beforeTyping },
    overlay: null,
  });
}
