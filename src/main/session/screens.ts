/** The screen of each state, with the figures that belong to it and no more. */
import type { Balance, Card, History, Screen } from '../../shared/contract.ts';
import type { StaffBoard } from '../../shared/staff-board.ts';
import { addCents, negateCents } from '../../shared/money.ts';
import { amountProblem, canConfirm, canSpend, limitInCents } from './amount.ts';
import type { Customer } from './results.ts';
import { endsIn, nameWithoutValue } from './card.ts';
import { truncate, truncateOrNull } from './truncate.ts';
import type { Machine, StateOf } from './state.ts';

/** One screen for each state; every text from outside is cut to what the contract lets through. */
export function screenOf(machine: Machine, staff: StaffBoard): Screen {
  const { state } = machine;
  switch (state.kind) {
    case 'starting':
    case 'idle':
    case 'identifying':
      return { kind: state.kind };
    case 'outOfService':
      return outOfServiceScreen(state);
    case 'cardProblem':
      return { kind: state.kind, problem: state.problem, endsIn: endsIn(state.identifierValue) };
    case 'lookUpProblem':
      return { kind: state.kind, problem: state.problem };
    case 'balance':
      return balanceScreen(state);
    case 'amount':
      return amountScreen(machine, state);
    case 'confirm':
      return confirmScreen(state);
    case 'paying':
      return {
        kind: state.kind,
        card: cardOf(state.customer),
        amountInCents: state.amountInCents,
        step: state.step,
      };
    case 'paid':
      return paidScreen(state);
    case 'notPaid':
      return {
        kind: state.kind,
        amountInCents: state.amountInCents,
        reason: state.reason,
        availableInCents: state.availableInCents,
        isArmed: state.isArmed,
      };
    case 'notCompleted':
      return {
        kind: state.kind,
        amountInCents: state.amountInCents,
        reference: truncate(state.reference),
        isArmed: state.isArmed,
      };
    case 'staffSignIn':
      return signInScreen(machine, state);
    case 'staffReaders':
      return { kind: state.kind, ...staff };
  }
}

function signInScreen({ config }: Machine, state: StateOf<'staffSignIn'>): Screen {
  const { kind, digits, token, problem, lockedSeconds } = state;
  return {
    kind,
    access: config.staff.hasPin ? 'pin' : 'none',
    demoPin: config.staff.demoPin,
    digitCount: digits.length,
    isChecking: token !== null,
    problem,
    lockedSeconds,
  };
}

function outOfServiceScreen(state: StateOf<'outOfService'>): Screen {
  return {
    kind: state.kind,
    reason: state.reason,
    shops: state.shops.map(({ uuid, name }) => ({ uuid: truncate(uuid), name: truncate(name) })),
    fileName: truncateOrNull(state.fileName),
  };
}

function balanceScreen({ kind, customer, isHistoryShown }: StateOf<'balance'>): Screen {
  return {
    kind,
    card: cardOf(customer),
    balance: balanceOf(customer),
    history: historyOf(customer, isHistoryShown),
    canSpend: canSpend(customer),
    isEarlierUnsettled: customer.isEarlierUnsettled,
  };
}

function amountScreen(machine: Machine, state: StateOf<'amount'>): Screen {
  const { customer, amountInCents } = state;
  const limit = limitInCents(customer);
  return {
    kind: state.kind,
    card: cardOf(customer),
    balance: balanceOf(customer),
    amountInCents,
    quickAmountsInCents: machine.config.quickAmountsInCents.map((quickInCents) => ({
      amountInCents: quickInCents,
      isEnough: canConfirm(customer, quickInCents),
    })),
    problem: amountProblem(customer, amountInCents),
    limitInCents: limit,
    canContinue: canConfirm(customer, amountInCents),
  };
}

function confirmScreen({ kind, customer, amountInCents, isArmed }: StateOf<'confirm'>): Screen {
  const beforeInCents = customer.availableInCents;
  return {
    kind,
    card: cardOf(customer),
    amountInCents,
    beforeInCents,
    afterInCents: addCents(beforeInCents, negateCents(amountInCents)),
    isArmed,
  };
}

/** Of a payment; the receipt is made from this too. */
export function paidScreen(state: StateOf<'paid'>): Extract<Screen, { kind: 'paid' }> {
  const { kind, amountInCents, beforeInCents, afterInCents, isInLedger, paidAt } = state;
  const { isReceiptShown, paper, isArmed } = state;
  return {
    kind,
    card: cardOf(state.customer),
    amountInCents,
    beforeInCents,
    afterInCents,
    isInLedger,
    paidAt,
    reference: truncate(state.reference),
    isReceiptShown,
    paper,
    isArmed,
  };
}

function cardOf({ cardName, identifierValue }: Customer): Card {
  return {
    name: truncate(nameWithoutValue(cardName, identifierValue)),
    endsIn: endsIn(identifierValue),
  };
}

function balanceOf({ availableInCents, asOf, isLive }: Customer): Balance {
  return { availableInCents, asOf, isLive };
}

function historyOf({ history }: Customer, isShown: boolean): History {
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
