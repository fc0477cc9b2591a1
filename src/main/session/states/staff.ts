/** The staff area. Staff open it with a PIN. It never blocks a customer. */
import { PIN_MAX_DIGITS, PIN_MIN_DIGITS } from '../../../shared/pin.ts';
import { choiceEvents } from '../choices.ts';
import { ignores, type StateDefinition } from '../decision.ts';
import type { Effect, Step } from '../effects.ts';
import type { EventOf } from '../events.ts';
import type { KindIn, Machine } from '../state.ts';
import {
  endSession,
  endsLater,
  enter,
  lookUp,
  refuseScan,
  takesScans,
  withoutEffects,
} from '../transitions.ts';

const staff = {
  touch: 'alive',
  pressed: 'alive',
  ...choiceEvents,
  stop: leave,
  back: leave,
  ...endsLater,
  ...ignores('lookUp', 'balance', 'amount', 'confirm', 'receipt', 'overlay', 'staffEntry'),
  ...ignores('answers', 'connection'),
} as const;

export const staffSignIn: StateDefinition<'staffSignIn'> = {
  screen: ({ config, state: { kind, digits, token, problem, lockedSeconds } }) => ({
    kind,
    access: config.staff.hasPin ? 'pin' : 'none',
    demoPin: config.staff.demoPin,
    digitCount: digits.length,
    isChecking: token !== null,
    problem,
    lockedSeconds,
  }),
  on: {
    ...staff,
    ...takesScans(takeScan),
    pressDigit: (machine, { digit }) => setDigits(machine, machine.state.digits + String(digit)),
    erase: (machine) => setDigits(machine, machine.state.digits.slice(0, -1)),
    beginTyping: (machine) =>
      enter(machine, { ...machine.state, digitsBeforeTyping: machine.state.digits }),
    takeBackTyped: (machine, { mayBePin }) =>
      mayBePin ? withoutEffects(machine) : setDigits(machine, machine.state.digitsBeforeTyping),
    submitPin: submit,
    pinChecked: takeAnswer,
    timerFired: (machine, { timer }) => (timer === 'second' ? countDown(machine) : leave(machine)),
    ...ignores('teaching'),
  },
};

export const staffReaders: StateDefinition<'staffReaders'> = {
  screen: ({ state }, board) => ({ kind: state.kind, ...board }),
  on: {
    ...staff,
    scanned: 'alive',
    presentDemoCard: 'ignored',
    pressDigit: 'alive',
    erase: 'alive',
    beginTyping: 'ignored',
    takeBackTyped: 'ignored',
    startTeaching: (machine) => withEffect(machine, { kind: 'startTeaching' }),
    cancelTeaching: (machine) => withEffect(machine, { kind: 'cancelTeaching' }),
    useProfile: (machine, { choice }) => withEffect(machine, { kind: 'useProfile', choice }),
    timerFired: leave,
    ...ignores('pin'),
  },
};

function withEffect(machine: Machine, effect: Effect): Step {
  return { machine, effects: [effect] };
}

function leave(machine: Machine<KindIn<'staff'>>): Step {
  return endSession(machine, machine.state.afterwards);
}

/**
 * A scan starts a customer's session, because customers have priority. Digits that may be a PIN are refused: a code is
 * no PIN, and a PIN that somebody drums like a scanner must not go to the API as a card.
 */
function takeScan(machine: Machine<'staffSignIn'>, { value }: { value: string }): Step {
  const mayBePin = /^[0-9]+$/.test(value) && value.length <= PIN_MAX_DIGITS;
  return machine.state.afterwards.kind === 'idle' && !mayBePin
    ? lookUp(endSession(machine).machine, value)
    : refuseScan(machine);
}

function setDigits(machine: Machine<'staffSignIn'>, digits: string): Step {
  const { state, config } = machine;
  const isOpen = config.staff.hasPin && state.token === null && digits.length <= PIN_MAX_DIGITS;
  return isOpen ? enter(machine, { ...state, digits }) : withoutEffects(machine);
}

function submit(machine: Machine<'staffSignIn'>): Step {
  const { state, counters } = machine;
  if (state.token !== null || state.digits.length < PIN_MIN_DIGITS) return withoutEffects(machine);
  const token = counters.request + 1;
  return {
    machine: {
      ...machine,
      state: { ...state, digits: '', digitsBeforeTyping: '', token },
      counters: { ...counters, request: token },
    },
    effects: [{ kind: 'checkPin', token, pin: state.digits }],
  };
}

function takeAnswer(
  machine: Machine<'staffSignIn'>,
  { token, answer }: EventOf<'pinChecked'>,
): Step {
  const { state } = machine;
  if (token !== state.token) return withoutEffects(machine);
  if (answer.kind === 'right') {
    return enter(machine, { kind: 'staffReaders', afterwards: state.afterwards });
  }
  const { kind: problem, lockedSeconds } = answer;
  return enter(machine, { ...state, token: null, problem, lockedSeconds });
}

function countDown(machine: Machine<'staffSignIn'>): Step {
  const lockedSeconds = machine.state.lockedSeconds - 1;
  const problem = lockedSeconds > 0 ? machine.state.problem : null;
  return enter(machine, { ...machine.state, lockedSeconds, problem });
}
