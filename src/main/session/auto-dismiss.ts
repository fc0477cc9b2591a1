/**
 * Decides whether a screen closes at once after its time, or shows a warning first. It shows a warning on a result that
 * is in use or must not be missed, on a staff screen, and before it resets choices that were made without a card. The
 * steps of a payment have their own question (overlays.ts). A warning never delays the next card. It ends only when its
 * time is over or a person acts.
 */
import { defaultChoices, isAdjusted } from './choices.ts';
import type { Step } from './effects.ts';
import { isFromCustomer, type EventOf } from './events.ts';
import { phaseOf, type Machine, type Phase } from './state.ts';
import { warningSeconds, withoutEffects } from './transitions.ts';

type Outcome = Step | 'alive' | 'ignored';
type Decide = (machine: Machine, event: EventOf) => Outcome;

/** Returns null if the state itself must decide. `decide` asks the state. */
export function decideAutoDismiss(
  machine: Machine,
  event: EventOf,
  decide: Decide,
): Outcome | null {
  if (machine.secondsLeft === null) return isAboutToLeave(machine, event) ? warn(machine) : null;
  if (event.kind === 'timerFired' && event.timer === 'second') return countDown(machine, decide);
  if (!isFromCustomer(event)) return null;
  // Any event from the customer ends the warning, and then has its usual effect.
  const answered = { ...machine, secondsLeft: null };
  const outcome = decide(answered, event);
  return typeof outcome === 'string' ? withoutEffects(answered) : outcome;
}

/** True if somebody uses the screen: they touched it since it appeared, or adjusted how it is shown. */
export function isInUse(machine: Machine): boolean {
  return isAdjusted(machine) || machine.counters.touch > machine.counters.arrival;
}

/** How long a result stays on the screen. Null if it shows a warning first, or if the screen is not a result. */
export function leavesInSeconds(machine: Machine): number | null {
  return ENDS_BY[phaseOf(machine)] === 'result' && !warnsFirst(machine)
    ? Math.ceil(machine.config.resultMs / 1000)
    : null;
}

/**
 * A result without a completed payment always shows a warning: a customer who looked away must not believe that they
 * have paid.
 */
function warnsFirst(machine: Machine): boolean {
  const { kind } = machine.state;
  return isInUse(machine) || kind === 'notPaid' || kind === 'notCompleted';
}

function isAboutToLeave(machine: Machine, event: EventOf): boolean {
  if (event.kind !== 'timerFired' || phaseOf(machine) === 'attended') return false;
  if (event.timer === 'result') return warnsFirst(machine);
  return event.timer === 'idle' || event.timer === 'choices';
}

function warn(machine: Machine): Step {
  return withoutEffects({ ...machine, secondsLeft: warningSeconds(machine) });
}

function countDown(machine: Machine, decide: Decide): Outcome {
  const secondsLeft = (machine.secondsLeft ?? 1) - 1;
  const { state } = machine;
  if (secondsLeft > 0) {
    // The same timer counts down the lock of the PIN screen.
    const isLocked = state.kind === 'staffSignIn' && state.lockedSeconds > 0;
    const next = { ...machine, secondsLeft };
    return isLocked ? decide(next, { kind: 'timerFired', timer: 'second' }) : withoutEffects(next);
  }
  const ended = { ...machine, secondsLeft: null };
  const timer = ENDS_BY[phaseOf(machine)];
  return timer === null
    ? withoutEffects({ ...ended, ...defaultChoices(machine.config) })
    : decide(ended, { kind: 'timerFired', timer });
}

/** The timer that closes a screen of this phase after the warning. Null if the warning only resets the choices. */
const ENDS_BY: Record<Phase, 'result' | 'idle' | null> = {
  closed: null,
  idle: null,
  attended: null,
  paying: null,
  result: 'result',
  problem: 'result',
  staff: 'idle',
};
