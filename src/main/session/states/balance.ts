/** The row of a customer who looks at the balance. */
import { ZERO_CENTS } from '../../../shared/money.ts';
import { canSpend } from '../amount.ts';
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

export const balance: Row<'balance'> = {
  touch: 'alive',
  chooseLanguage,
  adjust,
  openSheet,
  closeSheet,
  presentDemoCard: onSandbox(scanDuringSession),
  stop,
  back: stop,
  retry: 'ignored',
  showHistory,
  hideHistory: (machine) => enter(machine, { ...machine.state, isHistoryShown: false }),
  startSpend,
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

function showHistory(machine: Machine<'balance'>): Step {
  const { state } = machine;
  return state.customer.history === null
    ? still(machine)
    : enter(machine, { ...state, isHistoryShown: true });
}

function startSpend(machine: Machine<'balance'>): Step {
  const { customer } = machine.state;
  if (!canSpend(customer)) return still(machine);
  return enter(machine, { kind: 'amount', customer, amountInCents: ZERO_CENTS, overlay: null });
}
