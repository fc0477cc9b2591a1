/** Runs the session's state machine: its timers and its effects. It decides nothing itself. */
import type { Notice } from '../../shared/contract.ts';
import { assertNever } from '../../shared/assert.ts';
import { createRestartableTimer, type RestartableTimer } from '../../shared/restartable-timer.ts';
import { throwLater } from '../../shared/throw-later.ts';
import { contactUuid, identifierValue } from '../../shared/ids.ts';
import type { PinAnswer, Printed } from '../session/answers.ts';
import type { SessionConfig } from '../session/config.ts';
import type { Effect, Step, Timer } from '../session/effects.ts';
import type { SessionEvent } from '../session/events.ts';
import { announce, createMachine, step } from '../session/machine.ts';
import type { Machine } from '../session/state.ts';
import type { Wallet } from '../wallet/wallet.ts';
import type { World } from '../world/world.ts';

export interface SessionRunnerOptions {
  world: Pick<World, 'after'>;
  config: SessionConfig;
  wallet: Pick<Wallet, 'identify' | 'recall' | 'readOlder' | 'spend'>;
  /** Never rejects: it resolves with a problem if the printer fails. It prints nothing if `isWanted()` is already false. */
  print: (effect: Extract<Effect, { kind: 'print' }>, isWanted: () => boolean) => Promise<Printed>;
  staff: StaffActions;
  onChange: (machine: Machine) => void;
}

/** The effects that the staff area runs. */
export interface StaffActions {
  checkPin(pin: string): Promise<PinAnswer>;
  startTeaching(): void;
  cancelTeaching(): void;
  useProfile(choice: number): void;
}

export interface SessionRunner {
  machine(): Machine;
  dispatch: (event: SessionEvent) => void;
  /** Shows a notice about a scan that was not taken. */
  announce: (notice: Notice['kind']) => void;
  /** Ends the timers. Later events change nothing. */
  stop(): void;
}

export function createSessionRunner(options: SessionRunnerOptions): SessionRunner {
  const { world, config, onChange } = options;
  let machine = createMachine(config);
  let isStopped = false;
  const timers = createTimers(world, (timer) => dispatch({ kind: 'timerFired', timer }));

  function dispatch(event: SessionEvent): void {
    take(step(machine, event));
  }

  function take(next: Step): void {
    if (isStopped) return;
    machine = next.machine;
    for (const effect of next.effects) run(effect);
    onChange(machine);
  }

  function run(effect: Effect): void {
    switch (effect.kind) {
      case 'startTimer':
        timers.start(effect.timer, effect.delayMs);
        return;
      case 'cancelTimer':
        timers.cancel(effect.timer);
        return;
      case 'identify':
      case 'readOlder':
      case 'spend':
      case 'print':
      case 'checkPin':
        runRequest(effect, options, { machine: () => machine, dispatch });
        return;
      case 'recall':
        recallCard(effect.identifierValue, options.wallet, dispatch);
        return;
      case 'startTeaching':
      case 'cancelTeaching':
      case 'useProfile':
        runTeaching(effect, options.staff);
        return;
      default:
        assertNever(effect);
    }
  }

  return {
    machine: () => machine,
    dispatch,
    announce: (notice) => take(announce(machine, notice)),
    stop() {
      isStopped = true;
      timers.stop();
    },
  };
}

interface Timers {
  start: (timer: Timer, delayMs: number) => void;
  cancel: (timer: Timer) => void;
  stop: () => void;
}

function createTimers(world: Pick<World, 'after'>, fired: (timer: Timer) => void): Timers {
  const timers = new Map<Timer, RestartableTimer>();

  function timerOf(name: Timer): RestartableTimer {
    const timer = timers.get(name) ?? createRestartableTimer(world);
    timers.set(name, timer);
    return timer;
  }

  return {
    start: (name, delayMs) => timerOf(name).restart(delayMs, () => fired(name)),
    cancel: (name) => timerOf(name).cancel(),
    stop() {
      for (const timer of timers.values()) timer.cancel();
    },
  };
}

type Request = Extract<Effect, { token: number }>;

/** Runs a request of the session. The answer is an event with the token of the request. */
function runRequest(
  effect: Request,
  options: SessionRunnerOptions,
  { machine, dispatch }: Pick<SessionRunner, 'machine' | 'dispatch'>,
): void {
  const { token } = effect;
  switch (effect.kind) {
    case 'identify':
      options.wallet
        .identify(identifierValue(effect.identifierValue), (customer) =>
          // Dispatch it later, because the machine takes one event at a time.
          queueMicrotask(() => dispatch({ kind: 'earlierKnown', token, customer })),
        )
        .then((answer) => dispatch({ kind: 'identified', token, answer }), throwLater);
      return;
    case 'readOlder':
      options.wallet
        .readOlder(contactUuid(effect.contactUuid), effect.history)
        .then((answer) => dispatch({ kind: 'olderRead', token, answer }), throwLater);
      return;
    case 'spend':
      options.wallet
        .spend({
          contactUuid: contactUuid(effect.contactUuid),
          identifierValue: identifierValue(effect.identifierValue),
          amountInCents: effect.amountInCents,
          onStep: (spendStep) =>
            queueMicrotask(() => dispatch({ kind: 'spendStepped', token, step: spendStep })),
        })
        .then((outcome) => dispatch({ kind: 'spendEnded', token, outcome }), throwLater);
      return;
    case 'print':
      options
        .print(effect, () => isAwaited(machine(), token))
        .then((result) => dispatch({ kind: 'printEnded', token, result }), throwLater);
      return;
    case 'checkPin':
      options.staff
        .checkPin(effect.pin)
        .then((answer) => dispatch({ kind: 'pinChecked', token, answer }), throwLater);
      return;
    default:
      assertNever(effect);
  }
}

/** Answers with the last known balance of the card. */
function recallCard(
  value: string,
  wallet: SessionRunnerOptions['wallet'],
  dispatch: SessionRunner['dispatch'],
): void {
  const customer = wallet.recall(identifierValue(value));
  queueMicrotask(() => dispatch({ kind: 'recalled', identifierValue: value, customer }));
}

/** True if the customer who asked for the receipt is still there. */
function isAwaited({ state }: Machine, token: number): boolean {
  return (state.kind === 'paid' || state.kind === 'notCompleted') && state.token === token;
}

type TeachingEffect = Extract<Effect, { kind: 'startTeaching' | 'cancelTeaching' | 'useProfile' }>;

function runTeaching(effect: TeachingEffect, staff: StaffActions): void {
  if (effect.kind === 'useProfile') staff.useProfile(effect.choice);
  else staff[effect.kind]();
}

/** The wallet of a kiosk without an account. The kiosk is out of service, so no method is called. */
export const NO_WALLET: SessionRunnerOptions['wallet'] = {
  identify: () => Promise.resolve({ kind: 'lookUpProblem', problem: 'unexpected' }),
  recall: () => null,
  readOlder: () => Promise.resolve({ kind: 'failed', problem: 'busy' }),
  spend: () => Promise.resolve({ kind: 'notPaid', reason: 'unexpected', availableInCents: null }),
};
