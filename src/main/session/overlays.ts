/**
 * A question over a screen decides about each event before the screen beneath it. The customer must answer the question
 * before they can type or confirm anything.
 */
import { adjust, chooseLanguage, closeSheet, openSheet } from './choices.ts';
import { decideAll, ignores, type OverlayRow } from './decision.ts';
import type { Step } from './effects.ts';
import type { AttendedKind, Machine, OverlayKind, OverlayOf } from './state.ts';
import {
  cardOf,
  endSession,
  lookUp,
  notify,
  scanDuringSession,
  setOverlay,
  takesScans,
  withoutEffects,
} from './transitions.ts';

/** Any sign of life is an answer and closes the question. Only `stop` also ends the session. */
const stillThere: OverlayRow<'stillThere'> = {
  touch: close,
  pressed: close,
  chooseLanguage: (machine, event) => chooseLanguage(close(machine).machine, event),
  adjust: (machine, event) => adjust(close(machine).machine, event),
  openSheet: (machine, event) => openSheet(close(machine).machine, event),
  closeSheet: (machine) => closeSheet(close(machine).machine),
  ...takesScans(scanWhileWarned),
  stop: 'beneath',
  back: close,
  ...decideAll(close, ['lookUp', 'balance', 'keypad', 'amount', 'confirm', 'receipt', 'overlay']),
  ...ignores('staffEntry', 'pin', 'teaching'),
  ...decideAll('beneath', ['typing', 'service', 'connection', 'answers']),
  timerFired: (machine, _event, { secondsLeft }) =>
    secondsLeft <= 1
      ? endSession(machine)
      : setOverlay(machine, { kind: 'stillThere', secondsLeft: secondsLeft - 1 }),
};

/** If nobody answers, `stillThere` replaces this question, and the other card is forgotten. */
const otherCard: OverlayRow<'otherCard'> = {
  touch: 'alive',
  pressed: 'alive',
  ...decideAll('beneath', ['typing', 'choices', 'service', 'connection', 'answers', 'timers']),
  scanned: scanWhileAsked,
  presentDemoCard: (machine, event, overlay) =>
    machine.config.isSandbox ? scanWhileAsked(machine, event, overlay) : withoutEffects(machine),
  stop: 'beneath',
  back: 'ignored',
  ...ignores('lookUp', 'balance', 'keypad', 'amount', 'confirm', 'receipt'),
  ...ignores('staffEntry', 'pin', 'teaching'),
  stay: 'alive',
  takeOtherCard: (machine, event, { identifierValue, number }) =>
    machine.isArmed && event.number === number
      ? lookUp(machine, identifierValue)
      : withoutEffects(machine),
  // This changes nothing, so it needs no quiet time. Its button waits on the page.
  keepThisCard: close,
};

export const overlayTable: { readonly [O in OverlayKind]: OverlayRow<O> } = {
  stillThere,
  otherCard,
};

function close(machine: Machine<AttendedKind>): Step {
  return setOverlay(machine, null);
}

function scanWhileWarned(machine: Machine<AttendedKind>, event: { value: string }): Step {
  return event.value === cardOf(machine) ? close(machine) : scanDuringSession(machine, event);
}

/**
 * A scan of the customer's own card is an answer. The other card, scanned again, changes nothing. A third card makes a
 * new question.
 */
function scanWhileAsked(
  machine: Machine<AttendedKind>,
  event: { value: string },
  overlay: OverlayOf<'otherCard'>,
): Step {
  if (event.value === cardOf(machine)) return notify(close(machine).machine, 'sameCardAgain');
  if (event.value === overlay.identifierValue) return notify(machine, 'sameCardAgain');
  return scanDuringSession(machine, event);
}
