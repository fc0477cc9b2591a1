/**
 * The customer's session, one event at a time. Pure: it uses no clock and no random numbers.
 * Data about a customer is only in the state, so it cannot remain after the state ends.
 */
import type { Notice } from '../../shared/contract.ts';
import { disturb, nextArmed } from './arming.ts';
import { decideAutoDismiss } from './auto-dismiss.ts';
import { defaultChoices } from './choices.ts';
import type { SessionConfig } from './config.ts';
import type { Decision, OverlayDecision, OverlayRow, Row } from './decision.ts';
import type { Step } from './effects.ts';
import {
  isFromCustomer,
  isPress,
  type EventKind,
  type EventOf,
  type SessionEvent,
} from './events.ts';
import { overlayTable } from './overlays.ts';
import {
  isAttended,
  type AttendedKind,
  type Machine,
  type OverlayKind,
  type OverlayOf,
  type StateKind,
} from './state.ts';
import { table } from './table.ts';
import { isRunning, timerEffects } from './timers.ts';
import { announcement, notify, withoutEffects } from './transitions.ts';

/** A kiosk that is starting. It goes into service after `ready`. No timer runs. */
export function createMachine(config: SessionConfig): Machine {
  return {
    config,
    state: { kind: 'starting' },
    ...defaultChoices(config),
    notice: null,
    secondsLeft: null,
    isArmed: false,
    counters: { screen: 0, request: 0, notice: 0, touch: 0, press: 0, arrival: 0, drawing: 0 },
  };
}

/**
 * Returns the next machine, and the effects to run now, in this order. An event that is out of date changes nothing.
 */
export function step(machine: Machine, event: SessionEvent): Step {
  if (isOutOfDate(machine, event)) return onlyDisturb(machine, event);
  if (event.kind === 'drawn') return countDrawing(machine);
  const outcome = decide(machine, event);
  if (outcome === 'ignored') return onlyDisturb(machine, event);
  const { machine: decided, effects } = outcome === 'alive' ? withoutEffects(machine) : outcome;
  const isNewScreen = screenKey(machine) !== screenKey(decided);
  const next = {
    ...decided,
    // Close an open sheet when the screen changes: the new screen is more important.
    sheet: isNewScreen ? null : decided.sheet,
    secondsLeft: isNewScreen ? null : decided.secondsLeft,
    isArmed: nextArmed(machine, decided, event),
    counters: nextCounters(decided, { isNewScreen, event }),
  };
  const fired = event.kind === 'timerFired' ? event.timer : null;
  return { machine: next, effects: [...effects, ...timerEffects(machine, next, fired)] };
}

/** The event changes nothing, but it may be a press that disturbs the quiet time of a question. */
function onlyDisturb(machine: Machine, event: SessionEvent): Step {
  const next = disturb(machine, event);
  return { machine: next, effects: timerEffects(machine, next, null) };
}

/** Shows a notice about a scan that was not accepted. The notice is not a sign of life. */
export function announce(machine: Machine, notice: Notice['kind']): Step {
  const kind = announcement(machine, notice);
  if (kind === null) return withoutEffects(machine);
  const next = notify(machine, kind).machine;
  return { machine: next, effects: timerEffects(machine, next, null) };
}

function countDrawing(machine: Machine): Step {
  const { counters } = machine;
  const next = { ...machine, counters: { ...counters, drawing: counters.drawing + 1 } };
  return { machine: next, effects: timerEffects(machine, next, null) };
}

type Outcome = Step | 'alive' | 'ignored';

/** True for an intent from an earlier screen, and for a timer that is no longer needed. */
function isOutOfDate(machine: Machine, event: SessionEvent): boolean {
  if (event.kind === 'timerFired') return !isRunning(machine, event.timer);
  return 'screenId' in event && event.screenId !== machine.counters.screen;
}

function decide(machine: Machine, event: EventOf): Outcome {
  if (event.kind === 'timerFired' && event.timer === 'notice') {
    return withoutEffects({ ...machine, notice: null });
  }
  // `step` arms the question.
  if (event.kind === 'timerFired' && event.timer === 'arm') return withoutEffects(machine);
  return decideAutoDismiss(machine, event, decideScreen) ?? decideScreen(machine, event);
}

function decideScreen(machine: Machine, event: EventOf): Outcome {
  if (isAttended(machine) && machine.state.overlay !== null) {
    const decided = decideOverlay(machine, event, machine.state.overlay);
    if (decided !== 'beneath') return decided;
  }
  return decideState(machine, event);
}

function decideState<S extends StateKind, E extends EventKind>(
  machine: Machine<S>,
  event: EventOf<E>,
): Outcome {
  const row: Row<S> = table[machine.state.kind].on;
  const decision: Decision<S, E> = row[event.kind];
  return typeof decision === 'function' ? decision(machine, event) : decision;
}

function decideOverlay<O extends OverlayKind, E extends EventKind>(
  machine: Machine<AttendedKind>,
  event: EventOf<E>,
  overlay: OverlayOf<O>,
): Outcome | 'beneath' {
  const row: OverlayRow<O> = overlayTable[overlay.kind];
  const decision: OverlayDecision<O, E> = row[event.kind];
  return typeof decision === 'function' ? decision(machine, event, overlay) : decision;
}

function nextCounters(
  { counters }: Machine,
  { isNewScreen, event }: { isNewScreen: boolean; event: EventOf },
): Machine['counters'] {
  const touch = counters.touch + (isFromCustomer(event) ? 1 : 0);
  return {
    ...counters,
    screen: counters.screen + (isNewScreen ? 1 : 0),
    touch,
    press: counters.press + (isPress(event) ? 1 : 0),
    arrival: isNewScreen ? touch : counters.arrival,
    drawing: isNewScreen ? 0 : counters.drawing,
  };
}

/** Two look-ups one after the other are two screens, because they may be for two customers. */
function screenKey({ state }: Machine): string {
  return state.kind === 'identifying' ? `identifying ${state.token}` : state.kind;
}
