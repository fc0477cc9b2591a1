/**
 * Keeps a tremor or an impatient finger from answering a question that cannot be taken back. The buttons of a question
 * become active (they arm) only after a quiet time without presses. A press before that starts the quiet time again,
 * whatever it pressed. The page does the same by its own clock: see renderer/input/press-guard.ts.
 */
import { isPress, type SessionEvent } from './events.ts';
import { phaseOf, type Machine } from './state.ts';
import { notify, withoutEffects } from './transitions.ts';
import type { Step } from './effects.ts';

/** Identifies the question whose answer has to arm. Null if there is none. */
export function questionToArm(machine: Machine): string | null {
  const { state, sheet } = machine;
  if ('overlay' in state && state.overlay !== null) {
    return state.overlay.kind === 'otherCard' ? `otherCard ${state.overlay.number}` : null;
  }
  if (state.kind === 'confirm') {
    // Another balance makes another question, so nobody pays by figures that have just changed.
    return sheet === null ? `${state.kind} ${state.customer.availableInCents}` : null;
  }
  return phaseOf(machine) === 'result' ? state.kind : null;
}

/** Whether the buttons of the question in `after` are armed, after this event. */
export function nextArmed(before: Machine, after: Machine, event: SessionEvent): boolean {
  const question = questionToArm(after);
  if (question === null || question !== questionToArm(before)) return false;
  if (event.kind === 'timerFired' && event.timer === 'arm') return true;
  return before.isArmed && !(isPress(event) && needsCalm(after));
}

/** What a press changes that the present screen ignores: it restarts the quiet time. */
export function disturb(machine: Machine, event: SessionEvent): Machine {
  if (!isPress(event) || questionToArm(machine) === null) return machine;
  const { counters } = machine;
  return {
    ...machine,
    isArmed: nextArmed(machine, machine, event),
    counters: { ...counters, press: counters.press + 1 },
  };
}

/** A customer who presses too early reads why nothing happens. The notice stays as it is while they press on. */
export function takePress(machine: Machine): Step {
  const isEarly = machine.state.kind === 'confirm' && questionToArm(machine) !== null;
  return isEarly && !machine.isArmed && machine.notice === null
    ? notify(machine, 'pressedTooEarly')
    : withoutEffects(machine);
}

/** The answer moves money or shows another card. A press beside it disarms it again. */
function needsCalm({ state }: Machine): boolean {
  return state.kind === 'confirm' || ('overlay' in state && state.overlay !== null);
}
