/** Tries an operation again later that could not be sent. */
import type { Failure } from '../../leat/outcome.ts';
import { delayMs } from '../delays.ts';
import { nextStep } from '../next-step.ts';
import { finish, waitFor, type Effect, type Situation, type Step } from './step.ts';

/** Reports the failure. Someone who waits for the operation can then give up, and it is not sent. */
export function blocked(failure: Failure): Step {
  return retryAfter(failure, { kind: 'report', failure });
}

export function retryAfter(failure: Failure | null, ...effects: Effect[]): Step {
  return { effects, next: { kind: 'continue', then: (situation) => backOff(failure, situation) } };
}

/** Each wait is longer than the one before, and never shorter than the server asked for. */
function backOff(failure: Failure | null, { operation, facts }: Situation): Step {
  const step = nextStep(operation);
  if (step !== 'send' && step !== 'hold') return finish();
  const memory = facts.memoryOf(operation);
  const serverWaitMs = retryAfterMsOf(failure);
  const retryMs = delayMs(facts.pace.retryMs, memory.attempt, facts.random());
  return waitFor(Math.max(serverWaitMs, retryMs), {
    kind: 'setMemory',
    memory: {
      ...memory,
      attempt: memory.attempt + 1,
      notBeforeMs: facts.nowMs() + serverWaitMs,
    },
  });
}

/** What `Retry-After` asked for; 0 if it asked for nothing. */
export function retryAfterMsOf(failure: Failure | null): number {
  return failure === null || failure.kind === 'notSent' ? 0 : (failure.retryAfterMs ?? 0);
}
