/**
 * Whether a screen goes by itself at once, or asks first: a result that somebody attends to or that nobody may
 * miss, the staff's own, and what was chosen before a card came. The steps of a payment ask by their own question (overlays.ts).
 * It never holds up the next card, and nothing but time or a person ends it.
 */
import { defaultChoices, isAdjusted } from './choices.ts';
import type { Step } from './effects.ts';
import { isFromCustomer, type EventOf } from './events.ts';
import { still } from './transitions.ts';
import { isAttended, type Machine, type StateKind } from './state.ts';

type Decide = (machine: Machine, event: EventOf) => Step | 'alive' | 'ignored';

/** Null where this has nothing to say, and the state decides; `decide` is what it decides. */
export function decideAutoDismiss(
  machine: Machine,
  event: EventOf,
  decide: Decide,
): Step | 'alive' | 'ignored' | null {
  if (machine.secondsLeft === null) return isAboutToLeave(machine, event) ? warn(machine) : null;
  if (event.kind === 'timerFired' && event.timer === 'second') return countDown(machine, decide);
  if (!isFromCustomer(event)) return null;
  // Any sign of life answers, and then does what it says.
  const answered = { ...machine, secondsLeft: null };
  const outcome = decide(answered, event);
  return typeof outcome === 'string' ? still(answered) : outcome;
}

/** Whether somebody attends to the result: it was touched since it came, or made easier to read. */
export function isKept(machine: Machine): boolean {
  return isAdjusted(machine) || machine.counters.touch > machine.counters.arrival;
}

/** How long a result stays in all that goes without a question. */
export function leavesInSeconds(machine: Machine): number | null {
  return isResult(machine.state.kind) && !asksFirst(machine)
    ? Math.ceil(machine.config.resultMs / 1000)
    : null;
}

/** Whoever looked away must not believe that they have paid. */
function asksFirst(machine: Machine): boolean {
  const { kind } = machine.state;
  return isKept(machine) || kind === 'notPaid' || kind === 'notCompleted';
}

function isAboutToLeave(machine: Machine, event: EventOf): boolean {
  if (event.kind !== 'timerFired' || isAttended(machine)) return false;
  if (event.timer === 'result') return asksFirst(machine);
  return event.timer === 'idle' || event.timer === 'choices';
}

function warn(machine: Machine): Step {
  return still({ ...machine, secondsLeft: machine.config.warningSeconds });
}

function countDown(machine: Machine, decide: Decide): Step | 'alive' | 'ignored' {
  const secondsLeft = (machine.secondsLeft ?? 1) - 1;
  const { state } = machine;
  const { kind } = state;
  if (secondsLeft > 0) {
    // The lock of the door counts down by the same timer.
    const isLocked = kind === 'staffSignIn' && state.lockedSeconds > 0;
    const next = { ...machine, secondsLeft };
    return isLocked ? decide(next, { kind: 'timerFired', timer: 'second' }) : still(next);
  }
  const left = { ...machine, secondsLeft: null };
  if (isResult(kind)) return decide(left, { kind: 'timerFired', timer: 'result' });
  if (isStaff(kind)) return decide(left, { kind: 'timerFired', timer: 'idle' });
  return still({ ...left, ...defaultChoices(machine.config) });
}

function isResult(kind: StateKind): boolean {
  return ['paid', 'notPaid', 'notCompleted', 'cardProblem', 'lookUpProblem'].includes(kind);
}

function isStaff(kind: StateKind): boolean {
  return kind === 'staffSignIn' || kind === 'staffReaders';
}
