/** The row of a customer who types an amount; what is too much can be typed, but not taken further. */
import type { Cents } from '../../../shared/money.ts';
import { canConfirm, eraseDigit, isTypable, typeDigits } from '../amount.ts';
import { adjust, chooseLanguage, closeSheet, openSheet } from '../choices.ts';
import type { Row } from '../decision.ts';
import type { Step } from '../effects.ts';
import {
  askStillThere,
  closeDown,
  configure,
  enter,
  onSandbox,
  scanDuringSession,
  still,
  stop,
} from '../transitions.ts';
import type { Machine } from '../state.ts';

export const amount: Row<'amount'> = {
  touch: 'alive',
  chooseLanguage,
  adjust,
  openSheet,
  closeSheet,
  presentDemoCard: onSandbox(scanDuringSession),
  stop,
  back: backToBalance,
  retry: 'ignored',
  showHistory: 'ignored',
  hideHistory: 'ignored',
  startSpend: 'ignored',
  pressDigit: (machine, { digit }) =>
    change(machine, typeDigits(typedOn(machine), { count: 1, value: digit })),
  pressDoubleZero: (machine) =>
    change(machine, typeDigits(typedOn(machine), { count: 2, value: 0 })),
  erase: (machine) => change(machine, eraseDigit(typedOn(machine))),
  chooseAmount: (machine, { amountInCents }) =>
    change(machine, isTypable(amountInCents) ? amountInCents : typedOn(machine)),
  review,
  confirmSpend: 'ignored',
  showReceipt: 'ignored',
  hideReceipt: 'ignored',
  printReceipt: 'ignored',
  openStaff: 'ignored',
  submitPin: 'ignored',
  startTeaching: 'ignored',
  cancelTeaching: 'ignored',
  useProfile: 'ignored',
  stay: 'alive',
  takeOtherCard: 'alive',
  keepThisCard: 'alive',
  scanned: scanDuringSession,
  ready: configure,
  wentOutOfService: closeDown,
  identified: 'ignored',
  pinChecked: 'ignored',
  spendStepped: 'ignored',
  spendEnded: 'ignored',
  printEnded: 'ignored',
  timerFired: askStillThere,
};

function typedOn({ state }: Machine<'amount'>): Cents {
  return state.amountInCents;
}

function change(machine: Machine<'amount'>, amountInCents: Cents): Step {
  return enter(machine, { ...machine.state, amountInCents });
}

function backToBalance(machine: Machine<'amount'>): Step {
  const { customer } = machine.state;
  return enter(machine, { kind: 'balance', customer, isHistoryShown: false, overlay: null });
}

function review(machine: Machine<'amount'>): Step {
  const { customer, amountInCents } = machine.state;
  if (!canConfirm(customer, amountInCents)) return still(machine);
  return enter(machine, {
    kind: 'confirm',
    customer,
    amountInCents,
    isArmed: false,
    overlay: null,
  });
}
