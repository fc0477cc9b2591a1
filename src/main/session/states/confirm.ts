/** The row of a customer who is about to pay: the one place from which a spend comes, and once. */
import { assert } from '../../../shared/assert.ts';
import { canConfirm } from '../amount.ts';
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
  IDLE,
  still,
  stop,
} from '../transitions.ts';
import type { Machine } from '../state.ts';

export const confirm: Row<'confirm'> = {
  touch: 'alive',
  chooseLanguage,
  adjust,
  openSheet,
  closeSheet,
  presentDemoCard: onSandbox(scanDuringSession),
  stop,
  back: backToAmount,
  retry: 'ignored',
  showHistory: 'ignored',
  hideHistory: 'ignored',
  startSpend: 'ignored',
  pressDigit: 'ignored',
  pressDoubleZero: 'ignored',
  erase: 'ignored',
  chooseAmount: 'ignored',
  review: 'ignored',
  confirmSpend,
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
  timerFired: (machine, { timer }) =>
    timer === 'arm' ? enter(machine, { ...machine.state, isArmed: true }) : askStillThere(machine),
};

function backToAmount(machine: Machine<'confirm'>): Step {
  const { customer, amountInCents } = machine.state;
  return enter(machine, { kind: 'amount', customer, amountInCents, overlay: null });
}

/** Leaves for `paying` with the spend, so that a second tap finds no confirm screen. */
function confirmSpend(machine: Machine<'confirm'>): Step {
  const { customer, amountInCents, isArmed } = machine.state;
  if (!isArmed) return still(machine);
  assert(canConfirm(customer, amountInCents), 'a confirmed amount is within the limit');
  const token = machine.counters.request + 1;
  return {
    machine: {
      ...machine,
      state: {
        kind: 'paying',
        customer,
        amountInCents,
        token,
        step: customer.isEarlierUnsettled ? 'waitingForEarlier' : 'sending',
        afterwards: IDLE,
      },
      counters: { ...machine.counters, request: token },
    },
    effects: [
      {
        kind: 'spend',
        token,
        contactUuid: customer.contactUuid,
        identifierValue: customer.identifierValue,
        amountInCents,
      },
    ],
  };
}
