/** Compares a reply with the request that it should answer. Replies can cross on their way. Pure. */
import type { Outcome } from './outcome.ts';

/** A reply to another request proves nothing, so its outcome becomes unknown. */
export function fits<T>(outcome: Outcome<T>, isAnswer: (value: T) => boolean): Outcome<T> {
  return outcome.kind !== 'ok' || isAnswer(outcome.value)
    ? outcome
    : { kind: 'unknown', why: 'otherRequest', retryAfterMs: null };
}
