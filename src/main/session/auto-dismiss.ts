/**
 * Whether a screen goes by itself at once or warns first. It warns on a result that is in use or must not be missed,
 * on a staff screen, and before it resets what was chosen without a card. The steps of a payment have a question of
 * their own (overlays.ts). A warning never holds up the next card, and only time or a person ends it.
 */
import { defaultChoices, isAdjusted } from './choices.ts';
import type { Step } from './effects.ts';
import { isFromCustomer, type EventOf } from './events.ts';
import { phaseOf, type Machine, type Phase } from './state.ts';
import { warningSeconds, withoutEffects } from './transitions.ts';

type Outcome = Step | 'alive' | 'ignored';
type Decide = (machine: Machine, event: EventOf) => Outcome;

/** Null if the state itself is to decide, which is what `decide` does. */
export function decideAutoDismiss(
  machine: Machine,
  event: EventOf,
  decide: Decide,
): Outcome | null {
  if (machine.secondsLeft === null) return isAboutToLeave(machine, event) ? warn(machine) : null;
  if (event.kind === 'timerFired' && event.timer === 'second') return countDown(machine, decide);
  if (!isFromCustomer(event)) return null;
  // Any sign of life ends the warning, and then does what it says.
  const answered = { ...machine, secondsLeft: null };
  const outcome = decide(answered, event);
  return typeof outcome === 'string' ? withoutEffects(answered) : outcome;
}

/** Whether somebody is at the screen: it was touched since it came, or was made easier to read. */
export function isInUse(machine: Machine): boolean {
  return isAdjusted(machine) || machine.counters.touch > machine.counters.arrival;
}

/** How long a result stays before it goes without a warning. */
export function leavesInSeconds(machine: Machine): number | null {
  return ENDS_BY[phaseOf(machine)] === 'result' && !warnsFirst(machine)
    ? Math.ceil(machine.config.resultMs / 1000)
    : null;
}

/** A customer who looked away must not believe that they have paid. */
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
    // The lock of the PIN screen counts down by the same timer.
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

/** The timer that ends a screen of this phase after the warning; null if only the choices are reset. */
const ENDS_BY: Record<Phase, 'result' | 'idle' | null> = {
  closed: null,
  idle: null,
  attended: null,
  paying: null,
  result: 'result',
  problem: 'result',
  staff: 'idle',
};
