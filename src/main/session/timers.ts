/**
 * The timers that a machine needs. They are computed from its state alone, so none can be forgotten or left running.
 * Nothing here measures time: the timers are effects.
 */
import { questionToArm } from './arming.ts';
import { isInUse } from './auto-dismiss.ts';
import { hasChoices } from './choices.ts';
import type { Effect, Timer } from './effects.ts';
import { phaseOf, type KindIn, type Machine, type Phase, type StateOf } from './state.ts';

/**
 * Returns the effects that change the timers of one machine into those of the next. `fired`: the timer that fired,
 * which no longer runs.
 */
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

/** False if the timer fired although it is no longer needed. */
export function isRunning(machine: Machine, timer: Timer): boolean {
  return timersOf(machine)[timer] !== undefined;
}

/**
 * True if the customer could see the screen. A result waits until then: the page may have crashed, or may not be there
 * yet.
 */
export function isSeen({ counters }: Machine): boolean {
  return counters.drawing > 0 || counters.touch > counters.arrival;
}

/** A timer starts again whenever its `round` changes. */
interface Need {
  readonly delayMs: number;
  readonly round: string;
}
type Needs = { readonly [T in Timer]?: Need };

const TIMERS: readonly Timer[] = ['idle', 'second', 'arm', 'result', 'repeat', 'notice', 'choices'];
const ENDING: readonly string[] = ['idle', 'result', 'choices'] satisfies Timer[];

/** The staff area closes soon after staff walk away. */
const STAFF_MS = 3 * 60_000;

function timersOf(machine: Machine): Needs {
  const { config, notice } = machine;
  const notices: Needs =
    notice === null
      ? {}
      : { notice: { delayMs: config.noticeMs, round: notice.number.toString() } };
  const needs = phaseTimers(phaseOf(machine), machine);
  return {
    ...(machine.secondsLeft === null ? needs : warned(machine, needs)),
    ...notices,
    ...armTimer(machine),
  };
}

/** During the countdown only the countdown can close the screen. The other timers of the screen keep running. */
function warned(machine: Machine, needs: Needs): Needs {
  const rest = Object.entries(needs).filter(([timer]) => !ENDING.includes(timer));
  return {
    ...Object.fromEntries(rest),
    second: { delayMs: 1000, round: `left ${String(machine.secondsLeft)}` },
  };
}

function phaseTimers<P extends Phase>(phase: P, machine: Machine<KindIn<P>>): Needs {
  const timers: (machine: Machine<KindIn<P>>) => Needs = PHASE_TIMERS[phase];
  return timers(machine);
}

const PHASE_TIMERS: { readonly [P in Phase]: (machine: Machine<KindIn<P>>) => Needs } = {
  closed: choicesTimer,
  idle: choicesTimer,
  attended: attendedTimers,
  paying: () => ({}),
  result: resultTimers,
  problem: (machine) => ({ result: untilDismissed(machine) }),
  staff: staffTimers,
};

function choicesTimer(machine: Machine): Needs {
  return hasChoices(machine) ? { choices: sinceTouch(machine, machine.config.idleMs) } : {};
}

function attendedTimers(machine: Machine<KindIn<'attended'>>): Needs {
  const { state, config } = machine;
  return state.overlay?.kind === 'stillThere'
    ? { second: { delayMs: 1000, round: state.overlay.secondsLeft.toString() } }
    : { idle: sinceTouch(machine, config.idleMs) };
}

function resultTimers(machine: Machine<KindIn<'result'>>): Needs {
  const { state, config, counters } = machine;
  const isPaid = state.kind === 'paid';
  const hasReceipt = isPaid || state.kind === 'notCompleted';
  return {
    ...(isSeen(machine)
      ? { result: hasReceipt ? untilReceiptRead(machine, state) : untilDismissed(machine) }
      : {}),
    // Each repeated scan shows a notice and restarts the lock.
    ...(isPaid && state.isRepeatLocked
      ? { repeat: { delayMs: config.repeatMs, round: counters.notice.toString() } }
      : {}),
  };
}

/** A receipt takes longer to read or to print than a result. Each change of the printing state restarts the time. */
function untilReceiptRead(
  machine: Machine,
  { isReceiptShown, paper }: StateOf<'paid' | 'notCompleted'>,
): Need {
  const isLong = isReceiptShown || paper.kind === 'printing' || paper.kind === 'problem';
  const { delayMs, round } = untilDismissed(machine);
  const longMs = Math.max(delayMs, machine.config.receiptMs);
  return { delayMs: isLong ? longMs : delayMs, round: `${round}/${paper.kind}` };
}

/** A result that is in use stays as long as any other screen. */
function untilDismissed(machine: Machine): Need {
  const { resultMs, idleMs } = machine.config;
  const { delayMs, round } = sinceTouch(
    machine,
    isInUse(machine) ? Math.max(resultMs, idleMs) : resultMs,
  );
  return { delayMs, round: `${round}/${machine.counters.drawing}` };
}

function staffTimers(machine: Machine<KindIn<'staff'>>): Needs {
  const { state, config } = machine;
  if (state.kind === 'staffReaders') return { idle: sinceTouch(machine, STAFF_MS) };
  const idle = sinceTouch(machine, config.idleMs);
  return state.lockedSeconds === 0
    ? { idle }
    : { idle, second: { delayMs: 1000, round: state.lockedSeconds.toString() } };
}

function sinceTouch({ counters }: Machine, delayMs: number): Need {
  return { delayMs, round: `${counters.screen}/${counters.touch}` };
}

/** A press, and a new question, start the quiet time from the beginning. */
function armTimer(machine: Machine): Needs {
  const question = questionToArm(machine);
  if (question === null || machine.isArmed) return {};
  const { screen, press } = machine.counters;
  return { arm: { delayMs: machine.config.armMs, round: `${screen}/${press}/${question}` } };
}
