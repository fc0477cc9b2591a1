/** The row of a kiosk that waits for a card; it knows of nobody. */
import { adjust, chooseLanguage, closeSheet, openSheet } from '../choices.ts';
import type { Row } from '../decision.ts';
import { closeDown, configure, lookUp, onSandbox, openStaff } from '../transitions.ts';
import type { Step } from '../effects.ts';
import type { Machine } from '../state.ts';

export const idle: Row<'idle'> = {
  touch: 'alive',
  chooseLanguage,
  adjust,
  openSheet,
  closeSheet,
  presentDemoCard: onSandbox(begin),
  stop: 'ignored',
  back: 'ignored',
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
  openStaff,
  submitPin: 'ignored',
  startTeaching: 'ignored',
  cancelTeaching: 'ignored',
  useProfile: 'ignored',
  stay: 'ignored',
  takeOtherCard: 'ignored',
  keepThisCard: 'ignored',
  scanned: begin,
  ready: configure,
  wentOutOfService: closeDown,
  identified: 'ignored',
  pinChecked: 'ignored',
  spendStepped: 'ignored',
  spendEnded: 'ignored',
  printEnded: 'ignored',
  timerFired: 'ignored',
};

/** Whoever chose a language before the card keeps it. */
function begin(machine: Machine<'idle'>, event: { value: string }): Step {
  return lookUp(machine, event.value);
}
