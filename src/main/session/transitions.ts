/** The transitions that several states share. None of them spends. */
import type { Notice } from '../../shared/contract.ts';
import { choiceEvents, defaultChoices, keptChoices } from './choices.ts';
import type { SessionConfig } from './config.ts';
import type { Step } from './effects.ts';
import {
  phaseOf,
  type Attempt,
  type AttendedKind,
  type EndState,
  type Machine,
  type OutOfService,
  type Overlay,
  type StateKind,
  type StateOf,
} from './state.ts';

export const IDLE: StateOf<'idle'> = { kind: 'idle' };

export function withoutEffects(machine: Machine): Step {
  return { machine, effects: [] };
}

export function enter(machine: Machine, state: StateOf): Step {
  return withoutEffects({ ...machine, state });
}

/** Ends the session. Lists every field, so that no data of the customer is copied. */
export function endSession(machine: Machine, end: EndState = IDLE): Step {
  return withoutEffects({
    config: machine.config,
    state: end,
    ...defaultChoices(machine.config),
    notice: null,
    secondsLeft: null,
    isArmed: false,
    counters: machine.counters,
  });
}

/** The decision about `stop` and `back` in states where both only end the session. */
export function stop(machine: Machine): Step {
  return endSession(machine);
}

/** Looks a card up. Only language and adjustments are kept from the session before, and the amount of an attempt. */
export function lookUp(
  machine: Machine,
  identifierValue: string,
  attempt: Attempt | null = null,
): Step {
  const token = machine.counters.request + 1;
  return {
    machine: {
      ...machine,
      state: { kind: 'identifying', identifierValue, token, attempt, overlay: null },
      notice: null,
      counters: { ...machine.counters, request: token },
    },
    effects: [{ kind: 'identify', token, identifierValue }],
  };
}

/**
 * Looks up a card that is scanned at the end of a session. Another card means another person, who gets the default
 * choices.
 */
export function lookUpNext(machine: Machine, next: { value: string; isSameCard: boolean }): Step {
  return lookUp(next.isSameCard ? machine : endSession(machine).machine, next.value);
}

export function notify(machine: Machine, kind: Notice['kind']): Step {
  const number = machine.counters.notice + 1;
  return withoutEffects({
    ...machine,
    notice: { kind, number },
    counters: { ...machine.counters, notice: number },
  });
}

export function refuseScan(machine: Machine): Step {
  return notify(machine, 'scanRefused');
}

/** Opens or closes a question over the screen. */
export function setOverlay(machine: Machine<AttendedKind>, overlay: Overlay | null): Step {
  return enter(machine, { ...machine.state, overlay });
}

export function askStillThere(machine: Machine<AttendedKind>): Step {
  return setOverlay(machine, { kind: 'stillThere', secondsLeft: warningSeconds(machine) });
}

/** How long a question or a warning waits for an answer. */
export function warningSeconds({ config }: Machine): number {
  return Math.ceil(config.warningMs / 1000);
}

/**
 * A scan during a session. Another card is never ignored, and its data is never mixed with that of the customer's own
 * card.
 */
export function scanDuringSession(machine: Machine<AttendedKind>, event: { value: string }): Step {
  return event.value === cardOf(machine)
    ? notify(machine, 'sameCardAgain')
    : setOverlay(machine, {
        kind: 'otherCard',
        identifierValue: event.value,
        // A scan is a sign of life, so no other question has this number.
        number: machine.counters.touch,
      });
}

export function cardOf({ state }: Machine<AttendedKind>): string {
  return state.kind === 'identifying' ? state.identifierValue : state.customer.identifierValue;
}

type TakeScan<S extends StateKind> = (machine: Machine<S>, event: { value: string }) => Step;

/** The decisions about scans and about demo cards. Demo cards are touched on the screen, on the sandbox only. */
export function takesScans<S extends StateKind>(
  take: TakeScan<S>,
): { scanned: TakeScan<S>; presentDemoCard: TakeScan<S> } {
  return {
    scanned: take,
    presentDemoCard: (machine, event) =>
      machine.config.isSandbox ? take(machine, event) : withoutEffects(machine),
  };
}

/** Ends the session without a spend. Language and adjustments are kept, because somebody may still be reading. */
export function goOutOfService(machine: Machine, event: OutOfService): Step {
  return withoutEffects({ ...machine, state: outOfServiceState(event), notice: null });
}

export function outOfServiceState({
  reason,
  shops,
  fileName,
  place,
}: OutOfService): StateOf<'outOfService'> {
  return { kind: 'outOfService', reason, shops, fileName, place };
}

type WithAfterwards = Machine<
  'paying' | 'paid' | 'notPaid' | 'notCompleted' | 'staffSignIn' | 'staffReaders'
>;

/**
 * The decisions of a state that must not be cut short. The session later ends in service or out of service, by the last
 * of these events.
 */
export const endsLater = {
  ready: (machine: WithAfterwards, event: { config: SessionConfig }): Step =>
    enter(configure(machine, event).machine, { ...machine.state, afterwards: IDLE }),
  wentOutOfService: (machine: WithAfterwards, event: OutOfService): Step =>
    enter(machine, { ...machine.state, afterwards: outOfServiceState(event) }),
};

/** Opens the PIN screen. Afterwards the kiosk returns to the present state. */
export function openStaff(machine: Machine<'idle' | 'outOfService'>): Step {
  return enter(endSession(machine).machine, {
    kind: 'staffSignIn',
    digits: '',
    digitsBeforeTyping: '',
    token: null,
    problem: null,
    lockedSeconds: 0,
    afterwards: machine.state,
  });
}

/** Applies new settings. A customer's choice is kept if the new settings still offer it. */
export function configure(machine: Machine, event: { config: SessionConfig }): Step {
  const { config } = event;
  return withoutEffects({ ...machine, config, ...keptChoices(machine, config) });
}

/** The decisions that all states of the phase `attended` share. */
export const attended = {
  touch: 'alive',
  pressed: 'alive',
  ...choiceEvents,
  ...takesScans(scanDuringSession),
  stop,
  stay: 'alive',
  takeOtherCard: 'alive',
  keepThisCard: 'alive',
  ready: configure,
  wentOutOfService: goOutOfService,
  timerFired: askStillThere,
} as const;

/**
 * A kiosk that is out of service shows no notices. During a payment the notice asks the customer to wait, not to scan
 * again.
 */
export function announcement(machine: Machine, notice: Notice['kind']): Notice['kind'] | null {
  switch (phaseOf(machine)) {
    case 'closed':
      return null;
    case 'paying':
      return 'waitForPayment';
    case 'idle':
    case 'attended':
    case 'result':
    case 'problem':
    case 'staff':
      return notice;
  }
}
