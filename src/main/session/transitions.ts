/** The few ways in which a session moves on, shared by the rows of the table; none of them spends. */
import type { Notice } from '../../shared/contract.ts';
import { choicesUnder, defaultChoices } from './choices.ts';
import type { SessionConfig } from './config.ts';
import type { Step } from './effects.ts';
import type {
  AttendedKind,
  EndState,
  Machine,
  OutOfService,
  Overlay,
  StateKind,
  StateOf,
} from './state.ts';

export const IDLE: StateOf<'idle'> = { kind: 'idle' };

export function still(machine: Machine): Step {
  return { machine, effects: [] };
}

export function enter(machine: Machine, state: StateOf): Step {
  return still({ ...machine, state });
}

/** Ends the session. Built field by field, so that nothing of the customer can come along. */
export function endSession(machine: Machine, end: EndState = IDLE): Step {
  return still({
    config: machine.config,
    state: end,
    ...defaultChoices(machine.config),
    notice: null,
    secondsLeft: null,
    counters: machine.counters,
  });
}

/** For `stop` and `back` where the session just ends. */
export function stop(machine: Machine): Step {
  return endSession(machine);
}

/** Asks whose card it is, in a session that knows nothing of the one before but its language and adjustments. */
export function lookUp(machine: Machine, identifierValue: string): Step {
  const token = machine.counters.request + 1;
  return {
    machine: {
      ...machine,
      state: { kind: 'identifying', identifierValue, token, overlay: null },
      notice: null,
      counters: { ...machine.counters, request: token },
    },
    effects: [{ kind: 'identify', token, identifierValue }],
  };
}

/** A card at the end of a session: another one is another person, who gets the defaults. */
export function lookUpNext(machine: Machine, next: { value: string; isSameCard: boolean }): Step {
  return lookUp(next.isSameCard ? machine : endSession(machine).machine, next.value);
}

export function notify(machine: Machine, kind: Notice['kind']): Step {
  const number = machine.counters.notice + 1;
  return still({
    ...machine,
    notice: { kind, number },
    counters: { ...machine.counters, notice: number },
  });
}

export function refuseScan(machine: Machine): Step {
  return notify(machine, 'scanRefused');
}

/** Opens or closes a question. Confirm goes dead: a tap meant for the question must not fall on it. */
export function ask(machine: Machine<AttendedKind>, overlay: Overlay | null): Step {
  const { state } = machine;
  return enter(
    machine,
    state.kind === 'confirm' ? { ...state, overlay, isArmed: false } : { ...state, overlay },
  );
}

export function askStillThere(machine: Machine<AttendedKind>): Step {
  return ask(machine, { kind: 'stillThere', secondsLeft: machine.config.warningSeconds });
}

/** A scan while a person is at work: never taken silently, never mixed with theirs. */
export function scanDuringSession(machine: Machine<AttendedKind>, event: { value: string }): Step {
  return event.value === cardOf(machine)
    ? notify(machine, 'sameCardAgain')
    : ask(machine, {
        kind: 'otherCard',
        identifierValue: event.value,
        // The scan is a sign of life, so no other question has this number.
        number: machine.counters.touch,
      });
}

export function cardOf({ state }: Machine<AttendedKind>): string {
  return state.kind === 'identifying' ? state.identifierValue : state.customer.identifierValue;
}

/** A demo card is a scan on the sandbox, and nothing anywhere else. */
export function onSandbox<S extends StateKind>(
  scan: (machine: Machine<S>, event: { value: string }) => Step,
): (machine: Machine<S>, event: { value: string }) => Step {
  return (machine, event) => (machine.config.isSandbox ? scan(machine, event) : still(machine));
}

/** The session is over at once, and nothing was spent; language and adjustments stay for whoever still reads. */
export function closeDown(machine: Machine, event: OutOfService): Step {
  return still({ ...machine, state: outOfService(event), notice: null });
}

/** Staff want in; where they came from is where they go back to. */
export function openStaff(machine: Machine<'idle' | 'outOfService'>): Step {
  return enter(endSession(machine).machine, {
    kind: 'staffSignIn',
    digits: '',
    token: null,
    problem: null,
    lockedSeconds: 0,
    afterwards: machine.state,
  });
}

export function outOfService({ reason, shops, fileName }: OutOfService): StateOf<'outOfService'> {
  return { kind: 'outOfService', reason, shops, fileName };
}

/** Takes new settings; what the customer chose stays where they still offer it. */
export function configure(machine: Machine, event: { config: SessionConfig }): Step {
  const { config } = event;
  return still({ ...machine, config, ...choicesUnder(machine, config) });
}
