/** The row of a payment under way: nothing ends it but its own outcome, and nobody can walk away from it. */
import { adjust, chooseLanguage, closeSheet, openSheet } from '../choices.ts';
import type { Row } from '../decision.ts';
import type { Step } from '../effects.ts';
import type { EventOf } from '../events.ts';
import { configure, enter, IDLE, notify, onSandbox, outOfService, still } from '../transitions.ts';
import type { Machine } from '../state.ts';

export const paying: Row<'paying'> = {
  touch: 'ignored',
  chooseLanguage,
  adjust,
  openSheet,
  closeSheet,
  presentDemoCard: onSandbox(askToWait),
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
  openStaff: 'ignored',
  submitPin: 'ignored',
  startTeaching: 'ignored',
  cancelTeaching: 'ignored',
  useProfile: 'ignored',
  stay: 'ignored',
  takeOtherCard: 'ignored',
  keepThisCard: 'ignored',
  scanned: askToWait,
  ready: (machine, event) =>
    enter(configure(machine, event).machine, { ...machine.state, afterwards: IDLE }),
  wentOutOfService: (machine, event) =>
    enter(machine, { ...machine.state, afterwards: outOfService(event) }),
  identified: 'ignored',
  pinChecked: 'ignored',
  spendStepped: (machine, { token, step }) =>
    token === machine.state.token ? enter(machine, { ...machine.state, step }) : still(machine),
  spendEnded: showResult,
  printEnded: 'ignored',
  timerFired: 'ignored',
};

function askToWait(machine: Machine<'paying'>): Step {
  return notify(machine, 'waitForPayment');
}

function showResult(machine: Machine<'paying'>, { token, outcome }: EventOf<'spendEnded'>): Step {
  const { state } = machine;
  if (token !== state.token) return still(machine);
  const { customer, amountInCents, afterwards } = state;
  const result = { customer, amountInCents, afterwards, isArmed: false };
  return enter(
    machine,
    outcome.kind === 'paid'
      ? {
          ...outcome,
          ...result,
          isRepeatLocked: true,
          isReceiptShown: false,
          paper: { kind: machine.config.hasPrinter ? 'ready' : 'none' },
          token: null,
        }
      : { ...outcome, ...result },
  );
}
