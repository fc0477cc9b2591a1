/** The rows of a card that led to no balance; the next scan is taken at once, also of the same card. */
import { adjust, chooseLanguage, closeSheet, openSheet } from '../choices.ts';
import type { Row } from '../decision.ts';
import type { Step } from '../effects.ts';
import { closeDown, configure, lookUp, lookUpNext, onSandbox, stop } from '../moves.ts';
import type { Machine } from '../states.ts';

export const cardProblem: Row<'cardProblem'> = {
  touch: 'alive',
  chooseLanguage,
  adjust,
  openSheet,
  closeSheet,
  presentDemoCard: onSandbox(scanAfterProblem),
  stop,
  back: stop,
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
  stay: 'ignored',
  takeOtherCard: 'ignored',
  keepThisCard: 'ignored',
  scanned: scanAfterProblem,
  ready: configure,
  wentOutOfService: closeDown,
  identified: 'ignored',
  spendStepped: 'ignored',
  spendEnded: 'ignored',
  printEnded: 'ignored',
  timerFired: stop,
};

export const lookUpProblem: Row<'lookUpProblem'> = {
  touch: 'alive',
  chooseLanguage,
  adjust,
  openSheet,
  closeSheet,
  presentDemoCard: onSandbox(scanAfterProblem),
  stop,
  back: stop,
  retry: (machine) => lookUp(machine, machine.state.identifierValue),
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
  stay: 'ignored',
  takeOtherCard: 'ignored',
  keepThisCard: 'ignored',
  scanned: scanAfterProblem,
  ready: configure,
  wentOutOfService: closeDown,
  identified: 'ignored',
  spendStepped: 'ignored',
  spendEnded: 'ignored',
  printEnded: 'ignored',
  timerFired: stop,
};

function scanAfterProblem(
  machine: Machine<'cardProblem' | 'lookUpProblem'>,
  { value }: { value: string },
): Step {
  return lookUpNext(machine, { value, isSameCard: value === machine.state.identifierValue });
}
