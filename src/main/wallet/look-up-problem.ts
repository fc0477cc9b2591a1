/** Why nothing could be looked up, where that is not for a fault of the card. Pure. */
import type { LookUpProblem } from '../../shared/contract.ts';
import type { Failure, RefusalReason } from '../leat/outcome.ts';

/** Null for a refusal that is about what was asked for, and not about this terminal. */
export function lookUpProblemOf(failure: Failure): LookUpProblem | null {
  return failure.kind === 'refused' ? (LOOK_UP_PROBLEMS[failure.reason] ?? null) : 'offline';
}

const LOOK_UP_PROBLEMS: Partial<Record<RefusalReason, LookUpProblem>> = {
  unauthorized: 'tokenRefused',
  forbidden: 'tokenRefused',
  rateLimited: 'busy',
  shopNotFound: 'shopUnknown',
  accountInactive: 'accountInactive',
};
