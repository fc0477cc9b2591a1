/**
 * What a question over the screen decides before the screen beneath it may. Nothing beneath a question
 * can be confirmed, typed or turned over: first it is answered.
 */
import { adjust, chooseLanguage, closeSheet, openSheet } from './choices.ts';
import type { OverlayRow } from './decision.ts';
import type { Step } from './effects.ts';
import {
  ask,
  cardOf,
  endSession,
  lookUp,
  notify,
  onSandbox,
  scanDuringSession,
  still,
} from './transitions.ts';
import type { AttendedKind, Machine, OverlayKind, OverlayOf } from './state.ts';

/** Any sign of life answers it; only `stop` does what it says. */
const stillThere: OverlayRow<'stillThere'> = {
  touch: stay,
  chooseLanguage: (machine, event) => chooseLanguage(stay(machine).machine, event),
  adjust: (machine, event) => adjust(stay(machine).machine, event),
  openSheet: (machine, event) => openSheet(stay(machine).machine, event),
  closeSheet: (machine) => closeSheet(stay(machine).machine),
  presentDemoCard: onSandbox(scanWhileWarned),
  stop: 'beneath',
  back: stay,
  retry: stay,
  showHistory: stay,
  hideHistory: stay,
  startSpend: stay,
  pressDigit: stay,
  pressDoubleZero: stay,
  erase: stay,
  chooseAmount: stay,
  review: stay,
  confirmSpend: stay,
  showReceipt: stay,
  hideReceipt: stay,
  printReceipt: stay,
  openStaff: 'ignored',
  submitPin: 'ignored',
  startTeaching: 'ignored',
  cancelTeaching: 'ignored',
  useProfile: 'ignored',
  stay,
  takeOtherCard: stay,
  keepThisCard: stay,
  scanned: scanWhileWarned,
  ready: 'beneath',
  wentOutOfService: 'beneath',
  identified: 'beneath',
  pinChecked: 'ignored',
  spendStepped: 'ignored',
  spendEnded: 'ignored',
  printEnded: 'ignored',
  timerFired: (machine, _event, { secondsLeft }) =>
    secondsLeft <= 1
      ? endSession(machine)
      : ask(machine, { kind: 'stillThere', secondsLeft: secondsLeft - 1 }),
};

/** Unanswered, it gives way to `stillThere`, and the other card is forgotten. */
const otherCard: OverlayRow<'otherCard'> = {
  touch: 'alive',
  chooseLanguage: 'beneath',
  adjust: 'beneath',
  openSheet: 'beneath',
  closeSheet: 'beneath',
  presentDemoCard: (machine, event, overlay) =>
    machine.config.isSandbox ? scanWhileAsked(machine, event, overlay) : { machine, effects: [] },
  stop: 'beneath',
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
  stay: 'alive',
  takeOtherCard: (machine, event, { identifierValue, number }) =>
    event.number === number ? lookUp(machine, identifierValue) : still(machine),
  keepThisCard: stay,
  scanned: scanWhileAsked,
  ready: 'beneath',
  wentOutOfService: 'beneath',
  identified: 'beneath',
  pinChecked: 'ignored',
  spendStepped: 'ignored',
  spendEnded: 'ignored',
  printEnded: 'ignored',
  timerFired: 'beneath',
};

export const overlayTable: { readonly [O in OverlayKind]: OverlayRow<O> } = {
  stillThere,
  otherCard,
};

function stay(machine: Machine<AttendedKind>): Step {
  return ask(machine, null);
}

function scanWhileWarned(machine: Machine<AttendedKind>, event: { value: string }): Step {
  return event.value === cardOf(machine) ? stay(machine) : scanDuringSession(machine, event);
}

/** This card again is an answer, the other one again is not, and a third one is what is asked about now. */
function scanWhileAsked(
  machine: Machine<AttendedKind>,
  event: { value: string },
  overlay: OverlayOf<'otherCard'>,
): Step {
  if (event.value === cardOf(machine)) return notify(stay(machine).machine, 'sameCardAgain');
  if (event.value === overlay.identifierValue) return notify(machine, 'sameCardAgain');
  return scanDuringSession(machine, event);
}
