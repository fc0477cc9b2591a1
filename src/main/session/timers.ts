/**
 * Which timers a machine needs, derived from its state alone, so that none can be left running
 * or forgotten. It measures no time: the timers are effects.
 */
import { isAnyChosen } from './choices.ts';
import type { Effect, Timer } from './effects.ts';
import { isKept } from './auto-dismiss.ts';
import type { AttendedKind, Machine, StateOf } from './state.ts';

/** What takes the timers of one machine to those of the next; the one that fired runs no longer. */
export function timerEffects(before: Machine, after: Machine, fired: Timer | null): Effect[] {
  const running = Object.fromEntries(
    Object.entries(timersOf(before)).filter(([timer]) => timer !== fired),
  );
  const needed = timersOf(after);
  const started = TIMERS.flatMap((timer): Effect[] => {
    const need = needed[timer];
    return need === undefined || need.round === running[timer]?.round
      ? []
      : [{ kind: 'startTimer', timer, delayMs: need.delayMs }];
  });
  const cancelled = TIMERS.filter(
    (timer) => running[timer] !== undefined && needed[timer] === undefined,
  ).map((timer): Effect => ({ kind: 'cancelTimer', timer }));
  return [...cancelled, ...started];
}

/** False for one that fired although nothing waits for it. */
export function isRunning(machine: Machine, timer: Timer): boolean {
  return timersOf(machine)[timer] !== undefined;
}

/** A timer begins anew whenever its `round` changes. */
interface Need {
  readonly delayMs: number;
  readonly round: string;
}
type Needs = { readonly [T in Timer]?: Need };

const TIMERS: readonly Timer[] = ['idle', 'second', 'arm', 'result', 'repeat', 'notice', 'choices'];

/** Those that end a screen. */
const ENDING: readonly string[] = ['idle', 'result', 'choices'] satisfies Timer[];

/** Staff who go without leaving do not leave the door open for long. */
const STAFF_MS = 3 * 60_000;

function timersOf(machine: Machine): Needs {
  const { config, notice } = machine;
  const notices: Needs =
    notice === null
      ? {}
      : { notice: { delayMs: config.noticeMs, round: notice.number.toString() } };
  return { ...(machine.secondsLeft === null ? stateTimers(machine) : warned(machine)), ...notices };
}

/** While it counts down, nothing else ends the screen; what belongs to the screen goes on. */
function warned(machine: Machine): Needs {
  const rest = Object.entries(stateTimers(machine)).filter(([timer]) => !ENDING.includes(timer));
  return {
    ...Object.fromEntries(rest),
    second: { delayMs: 1000, round: `left ${String(machine.secondsLeft)}` },
  };
}

function stateTimers(machine: Machine): Needs {
  const { state, config } = machine;
  switch (state.kind) {
    case 'starting':
    case 'outOfService':
    case 'idle':
      return isAnyChosen(machine) ? { choices: sinceTouch(machine, config.idleMs) } : {};
    case 'identifying':
    case 'balance':
    case 'amount':
      return attendedTimers(machine, state);
    case 'confirm':
      return state.isArmed || state.overlay !== null || machine.sheet !== null
        ? attendedTimers(machine, state)
        : { ...attendedTimers(machine, state), arm: onScreen(machine, config.armMs) };
    case 'paying':
      return {};
    case 'paid':
      return state.isRepeatLocked
        ? {
            ...resultTimers(machine, state),
            // Each repeat is noticed, and begins the lock anew.
            repeat: { delayMs: config.repeatMs, round: machine.counters.notice.toString() },
          }
        : resultTimers(machine, state);
    case 'staffSignIn':
      return state.lockedSeconds === 0
        ? { idle: sinceTouch(machine, config.idleMs) }
        : {
            idle: sinceTouch(machine, config.idleMs),
            second: { delayMs: 1000, round: state.lockedSeconds.toString() },
          };
    case 'staffReaders':
      return { idle: sinceTouch(machine, STAFF_MS) };
    case 'notPaid':
    case 'notCompleted':
      return resultTimers(machine, state);
    case 'cardProblem':
    case 'lookUpProblem':
      return { result: result(machine) };
  }
}

function attendedTimers(machine: Machine, state: StateOf<AttendedKind>): Needs {
  return state.overlay?.kind === 'stillThere'
    ? { second: { delayMs: 1000, round: state.overlay.secondsLeft.toString() } }
    : { idle: sinceTouch(machine, machine.config.idleMs) };
}

function resultTimers(
  machine: Machine,
  state: StateOf<'paid' | 'notPaid' | 'notCompleted'>,
): Needs {
  const needs: Needs = isSeen(machine)
    ? { result: state.kind === 'paid' ? whilePaid(machine, state) : result(machine) }
    : {};
  return state.isArmed ? needs : { ...needs, arm: onScreen(machine, machine.config.armMs) };
}

/** What came of a payment waits for a page that crashed, or was never there: it is not gone before anybody saw it. */
export function isSeen({ counters }: Machine): boolean {
  return counters.drawing > 0 || counters.touch > counters.arrival;
}

/** A receipt takes longer to read, or to print, than a result; news of the printer begins the time anew. */
function whilePaid(machine: Machine, { isReceiptShown, paper }: StateOf<'paid'>): Need {
  const isLong = isReceiptShown || paper.kind === 'printing' || paper.kind === 'problem';
  const { delayMs, round } = result(machine);
  const longMs = Math.max(delayMs, machine.config.receiptMs);
  return { delayMs: isLong ? longMs : delayMs, round: `${round}/${paper.kind}` };
}

/** Whoever keeps it is given as long as on any screen. */
function result(machine: Machine): Need {
  const { resultMs, idleMs } = machine.config;
  const { delayMs, round } = sinceTouch(
    machine,
    isKept(machine) ? Math.max(resultMs, idleMs) : resultMs,
  );
  return { delayMs, round: `${round}/${machine.counters.drawing}` };
}

function sinceTouch({ counters }: Machine, delayMs: number): Need {
  return { delayMs, round: `${counters.screen}/${counters.touch}` };
}

function onScreen({ counters }: Machine, delayMs: number): Need {
  return { delayMs, round: counters.screen.toString() };
}
