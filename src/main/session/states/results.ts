/** The rows of what became of a payment: it stays to be read, and then the session ends. */
import { adjust, chooseLanguage, closeSheet, openSheet } from '../choices.ts';
import type { Row } from '../decision.ts';
import type { Step } from '../effects.ts';
import type { EventOf } from '../events.ts';
import {
  configure,
  endSession,
  enter,
  IDLE,
  lookUpNext,
  notify,
  onSandbox,
  outOfService,
  refuseScan,
  still,
} from '../transitions.ts';
import { hideReceipt, printEnded, printReceipt, showReceipt } from '../paper.ts';
import type { Machine } from '../state.ts';

export const paid: Row<'paid'> = {
  touch: 'alive',
  chooseLanguage,
  adjust,
  openSheet,
  closeSheet,
  presentDemoCard: onSandbox(scanAfterPaid),
  stop: leaveByTap,
  back: leaveByTap,
  retry: 'ignored',
  showHistory: 'ignored',
  hideHistory: 'ignored',
  startSpend: 'ignored',
  pressDigit: 'ignored',
  pressDoubleZero: 'ignored',
  erase: 'ignored',
  chooseAmount: 'ignored',
  review: 'ignored',
  confirmSpend: 'ignored',
  showReceipt,
  hideReceipt,
  printReceipt,
  openStaff: 'ignored',
  submitPin: 'ignored',
  startTeaching: 'ignored',
  cancelTeaching: 'ignored',
  useProfile: 'ignored',
  stay: 'ignored',
  takeOtherCard: 'ignored',
  keepThisCard: 'ignored',
  scanned: scanAfterPaid,
  ready: reopen,
  wentOutOfService: closeLater,
  identified: 'ignored',
  pinChecked: 'ignored',
  spendStepped: 'ignored',
  spendEnded: 'ignored',
  printEnded,
  timerFired: (machine, event) =>
    event.timer === 'repeat'
      ? enter(machine, { ...machine.state, isRepeatLocked: false })
      : armOrLeave(machine, event),
};

export const notPaid: Row<'notPaid'> = {
  touch: 'alive',
  chooseLanguage,
  adjust,
  openSheet,
  closeSheet,
  presentDemoCard: onSandbox(scanAfterResult),
  stop: leaveByTap,
  back: (machine) =>
    machine.state.isArmed
      ? lookUpAfterResult(machine, machine.state.customer.identifierValue)
      : still(machine),
  retry: 'ignored',
  showHistory: 'ignored',
  hideHistory: 'ignored',
  startSpend: 'ignored',
  pressDigit: 'ignored',
  pressDoubleZero: 'ignored',
  erase: 'ignored',
  chooseAmount: 'ignored',
  review: 'ignored',
  confirmSpend: 'ignored',
  showReceipt: 'ignored',
  hideReceipt: 'ignored',
  printReceipt: 'ignored',
  openStaff: 'ignored',
  submitPin: 'ignored',
  startTeaching: 'ignored',
  cancelTeaching: 'ignored',
  useProfile: 'ignored',
  stay: 'ignored',
  takeOtherCard: 'ignored',
  keepThisCard: 'ignored',
  scanned: scanAfterResult,
  ready: reopen,
  wentOutOfService: closeLater,
  identified: 'ignored',
  pinChecked: 'ignored',
  spendStepped: 'ignored',
  spendEnded: 'ignored',
  printEnded: 'ignored',
  timerFired: armOrLeave,
};

export const notCompleted: Row<'notCompleted'> = {
  touch: 'alive',
  chooseLanguage,
  adjust,
  openSheet,
  closeSheet,
  presentDemoCard: onSandbox(scanAfterResult),
  stop: leaveByTap,
  back: leaveByTap,
  retry: 'ignored',
  showHistory: 'ignored',
  hideHistory: 'ignored',
  startSpend: 'ignored',
  pressDigit: 'ignored',
  pressDoubleZero: 'ignored',
  erase: 'ignored',
  chooseAmount: 'ignored',
  review: 'ignored',
  confirmSpend: 'ignored',
  showReceipt: 'ignored',
  hideReceipt: 'ignored',
  printReceipt: 'ignored',
  openStaff: 'ignored',
  submitPin: 'ignored',
  startTeaching: 'ignored',
  cancelTeaching: 'ignored',
  useProfile: 'ignored',
  stay: 'ignored',
  takeOtherCard: 'ignored',
  keepThisCard: 'ignored',
  scanned: scanAfterResult,
  ready: reopen,
  wentOutOfService: closeLater,
  identified: 'ignored',
  pinChecked: 'ignored',
  spendStepped: 'ignored',
  spendEnded: 'ignored',
  printEnded: 'ignored',
  timerFired: armOrLeave,
};

type ResultMachine = Machine<'paid' | 'notPaid' | 'notCompleted'>;

function leave(machine: ResultMachine): Step {
  return endSession(machine, machine.state.afterwards);
}

function leaveByTap(machine: ResultMachine): Step {
  return machine.state.isArmed ? leave(machine) : still(machine);
}

function armOrLeave(machine: ResultMachine, { timer }: EventOf<'timerFired'>): Step {
  return timer === 'arm' ? enter(machine, { ...machine.state, isArmed: true }) : leave(machine);
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

/** Always a fresh look-up, so that the balance is true. */
function lookUpAfterResult(machine: ResultMachine, value: string): Step {
  const { customer, afterwards } = machine.state;
  if (afterwards.kind === 'outOfService') return leave(machine);
  return lookUpNext(machine, { value, isSameCard: value === customer.identifierValue });
}

function closeLater(machine: ResultMachine, event: EventOf<'wentOutOfService'>): Step {
  return enter(machine, { ...machine.state, afterwards: outOfService(event) });
}

function reopen(machine: ResultMachine, event: EventOf<'ready'>): Step {
  return enter(configure(machine, event).machine, { ...machine.state, afterwards: IDLE });
}
