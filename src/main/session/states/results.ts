/** The result of a payment. It stays on the screen long enough to be read, and then the session ends. */
import { choiceEvents } from '../choices.ts';
import { ignores, type StateDefinition } from '../decision.ts';
import type { Step } from '../effects.ts';
import { notCompletedScreen, paidScreen, receiptEvents } from '../receipt-sheet.ts';
import { nextAttempt } from '../next-attempt.ts';
import type { KindIn, Machine } from '../state.ts';
import {
  endSession,
  endsLater,
  enter,
  lookUp,
  lookUpNext,
  notify,
  refuseScan,
  takesScans,
  withoutEffects,
} from '../transitions.ts';

type ResultMachine = Machine<KindIn<'result'>>;

const result = {
  touch: 'alive',
  ...choiceEvents,
  ...takesScans(scanAfterResult),
  stop: leaveByTap,
  back: leaveByTap,
  pressed: 'alive',
  timerFired: leave,
  ...endsLater,
  ...ignores('lookUp', 'balance', 'keypad', 'typing', 'amount', 'confirm', 'receipt', 'overlay'),
  ...ignores('staffEntry', 'pin', 'teaching', 'answers', 'connection'),
} as const;

export const paid: StateDefinition<'paid'> = {
  screen: paidScreen,
  on: {
    ...result,
    ...takesScans(scanAfterPaid),
    ...receiptEvents,
    timerFired: (machine, { timer }) =>
      timer === 'repeat'
        ? enter(machine, { ...machine.state, isRepeatLocked: false })
        : leave(machine),
  },
};

export const notPaid: StateDefinition<'notPaid'> = {
  screen: ({ state, isArmed }) => {
    const { kind, amountInCents, reason, availableInCents } = state;
    return { kind, amountInCents, reason, availableInCents, next: nextAttempt(state), isArmed };
  },
  on: {
    ...result,
    retry,
    back: (machine) =>
      machine.isArmed
        ? lookUpAfterResult(machine, machine.state.customer.identifierValue)
        : withoutEffects(machine),
  },
};

export const notCompleted: StateDefinition<'notCompleted'> = {
  screen: notCompletedScreen,
  on: { ...result, ...receiptEvents },
};

/** Looks the card up again, with the amount of the payment that failed. It never pays: the customer is asked again. */
function retry(machine: Machine<'notPaid'>): Step {
  const { customer, amountInCents } = machine.state;
  const next = nextAttempt(machine.state);
  return machine.isArmed && next !== null
    ? lookUp(machine, customer.identifierValue, { next, amountInCents })
    : withoutEffects(machine);
}

function leave(machine: ResultMachine): Step {
  return endSession(machine, machine.state.afterwards);
}

function leaveByTap(machine: ResultMachine): Step {
  return machine.isArmed ? leave(machine) : withoutEffects(machine);
}

function scanAfterPaid(machine: Machine<'paid'>, event: { value: string }): Step {
  const isSameCard = event.value === machine.state.customer.identifierValue;
  return isSameCard && machine.state.isRepeatLocked
    ? notify(machine, 'sameCardAgain')
    : scanAfterResult(machine, event);
}

function scanAfterResult(machine: ResultMachine, event: { value: string }): Step {
  return machine.state.afterwards.kind === 'outOfService'
    ? refuseScan(leave(machine).machine)
    : lookUpAfterResult(machine, event.value);
}

/** Always makes a new look-up, so that the balance is up to date. */
function lookUpAfterResult(machine: ResultMachine, value: string): Step {
  const { customer, afterwards } = machine.state;
  if (afterwards.kind === 'outOfService') return leave(machine);
  return lookUpNext(machine, { value, isSameCard: value === customer.identifierValue });
}
