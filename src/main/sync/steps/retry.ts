/** Later tries for an operation that could not be sent. */
import type { Failure } from '../../leat/outcome.ts';
import { delayMs } from '../delays.ts';
import { nextStep } from '../next-step.ts';
import { finish, waitFor, type Effect, type Situation, type Step } from './step.ts';

/** Reports the failure. If a customer waits, the payment can then be given up, and the operation is not sent. */
export function blocked(failure: Failure): Step {
  return retryAfter(failure, { kind: 'report', failure });
}

export function retryAfter(failure: Failure | null, ...effects: Effect[]): Step {
  return { effects, next: { kind: 'continue', then: (situation) => backOff(failure, situation) } };
}

/** Each wait is longer than the one before, and never shorter than the server demanded. */
function backOff(failure: Failure | null, { operation, facts }: Situation): Step {
  const before = facts.memoryOf(operation);
  const serverWaitMs = retryAfterMsOf(failure);
  const memory = { ...before, notBeforeMs: facts.nowMs() + serverWaitMs };
  const step = nextStep(operation);
  // The payment was given up. The server's wait applies to the next operation of the contact too.
  if (step !== 'send' && step !== 'hold') return finish({ kind: 'setMemory', memory });
  const retryMs = delayMs(facts.pace.retryMs, before.attempt, facts.random());
  return waitFor(Math.max(serverWaitMs, retryMs), {
    kind: 'setMemory',
    memory: { ...memory, attempt: before.attempt + 1 },
  });
}

/** The wait from `Retry-After`. 0 if there is none. */
export function retryAfterMsOf(failure: Failure | null): number {
  return failure === null || failure.kind === 'notSent' ? 0 : (failure.retryAfterMs ?? 0);
}
