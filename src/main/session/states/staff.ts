/** The rows of the staff area: it is entered by a PIN, and never holds up a customer. */
import { adjust, chooseLanguage, closeSheet, openSheet } from '../choices.ts';
import type { Row } from '../decision.ts';
import type { Step } from '../effects.ts';
import type { EventOf } from '../events.ts';
import {
  configure,
  endSession,
  enter,
  IDLE,
  lookUp,
  onSandbox,
  outOfService,
  refuseScan,
  still,
} from '../transitions.ts';
import type { Machine } from '../state.ts';

const PIN_MAX = 8;
const PIN_MIN = 4;

export const staffSignIn: Row<'staffSignIn'> = {
  touch: 'alive',
  chooseLanguage,
  adjust,
  openSheet,
  closeSheet,
  presentDemoCard: onSandbox(serve),
  stop: leave,
  back: leave,
  retry: 'ignored',
  showHistory: 'ignored',
  hideHistory: 'ignored',
  startSpend: 'ignored',
  pressDigit: (machine, { digit }) => typed(machine, machine.state.digits + String(digit)),
  pressDoubleZero: 'ignored',
  erase: (machine) => typed(machine, machine.state.digits.slice(0, -1)),
  chooseAmount: 'ignored',
  review: 'ignored',
  confirmSpend: 'ignored',
  showReceipt: 'ignored',
  hideReceipt: 'ignored',
  printReceipt: 'ignored',
  openStaff: 'ignored',
  submitPin: submit,
  startTeaching: 'ignored',
  cancelTeaching: 'ignored',
  useProfile: 'ignored',
  stay: 'ignored',
  takeOtherCard: 'ignored',
  keepThisCard: 'ignored',
  scanned: serve,
  ready: reopen,
  wentOutOfService: closeLater,
  identified: 'ignored',
  pinChecked: takeAnswer,
  spendStepped: 'ignored',
  spendEnded: 'ignored',
  printEnded: 'ignored',
  timerFired: (machine, { timer }) => (timer === 'second' ? countDown(machine) : leave(machine)),
};

export const staffReaders: Row<'staffReaders'> = {
  touch: 'alive',
  chooseLanguage,
  adjust,
  openSheet,
  closeSheet,
  presentDemoCard: 'ignored',
  stop: leave,
  back: leave,
  retry: 'ignored',
  showHistory: 'ignored',
  hideHistory: 'ignored',
  startSpend: 'ignored',
  pressDigit: 'alive',
  pressDoubleZero: 'ignored',
  erase: 'alive',
  chooseAmount: 'ignored',
  review: 'ignored',
  confirmSpend: 'ignored',
  showReceipt: 'ignored',
  hideReceipt: 'ignored',
  printReceipt: 'ignored',
  openStaff: 'ignored',
  submitPin: 'ignored',
  startTeaching: (machine) => ({ machine, effects: [{ kind: 'startTeaching' }] }),
  cancelTeaching: (machine) => ({ machine, effects: [{ kind: 'cancelTeaching' }] }),
  useProfile: (machine, { choice }) => ({ machine, effects: [{ kind: 'useProfile', choice }] }),
  stay: 'ignored',
  takeOtherCard: 'ignored',
  keepThisCard: 'ignored',
  scanned: 'alive',
  ready: reopen,
  wentOutOfService: closeLater,
  identified: 'ignored',
  pinChecked: 'ignored',
  spendStepped: 'ignored',
  spendEnded: 'ignored',
  printEnded: 'ignored',
  timerFired: leave,
};

type Staff = Machine<'staffSignIn' | 'staffReaders'>;

function leave(machine: Staff): Step {
  return endSession(machine, machine.state.afterwards);
}

/** A customer comes first; but digits that were typed in haste look like a scan. */
function serve(machine: Machine<'staffSignIn'>, { value }: { value: string }): Step {
  const digits = machine.state.digits + value;
  if (/^[0-9]+$/.test(value) && digits.length <= PIN_MAX) return typed(machine, digits);
  return machine.state.afterwards.kind === 'idle'
    ? lookUp(endSession(machine).machine, value)
    : refuseScan(machine);
}

function typed(machine: Machine<'staffSignIn'>, digits: string): Step {
  const { state, config } = machine;
  const isOpen = config.staff.hasPin && state.token === null && digits.length <= PIN_MAX;
  return isOpen ? enter(machine, { ...state, digits }) : still(machine);
}

function submit(machine: Machine<'staffSignIn'>): Step {
  const { state, counters } = machine;
  if (state.token !== null || state.digits.length < PIN_MIN) return still(machine);
  const token = counters.request + 1;
  return {
    machine: {
      ...machine,
      state: { ...state, digits: '', token },
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
  if (token !== state.token) return still(machine);
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

function reopen(machine: Staff, event: EventOf<'ready'>): Step {
  return enter(configure(machine, event).machine, { ...machine.state, afterwards: IDLE });
}

function closeLater(machine: Staff, event: EventOf<'wentOutOfService'>): Step {
  return enter(machine, { ...machine.state, afterwards: outOfService(event) });
}
