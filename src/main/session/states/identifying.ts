/** The row of a card that is being looked up; only the answer to its own question is taken. */
import { assert } from '../../../shared/assert.ts';
import { adjust, chooseLanguage, closeSheet, openSheet } from '../choices.ts';
import type { Row } from '../decision.ts';
import type { Step } from '../effects.ts';
import type { EventOf } from '../events.ts';
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

export const identifying: Row<'identifying'> = {
  touch: 'alive',
  chooseLanguage,
  adjust,
  openSheet,
  closeSheet,
  presentDemoCard: onSandbox(scanDuringSession),
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
  identified: takeAnswer,
  pinChecked: 'ignored',
  spendStepped: 'ignored',
  spendEnded: 'ignored',
  printEnded: 'ignored',
  timerFired: askStillThere,
};

function takeAnswer(machine: Machine<'identifying'>, event: EventOf<'identified'>): Step {
  const { token, identifierValue, overlay } = machine.state;
  const { answer } = event;
  if (event.token !== token) return still(machine);
  if (answer.kind !== 'found') return enter(machine, { ...answer, identifierValue });
  assert(
    answer.customer.identifierValue === identifierValue,
    'the answer is about the scanned card',
  );
  return enter(machine, {
    kind: 'balance',
    customer: answer.customer,
    isHistoryShown: false,
    // The question about another card stands; the one whether somebody is there starts over.
    overlay: overlay?.kind === 'otherCard' ? overlay : null,
  });
}
