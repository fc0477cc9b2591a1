/** Why a look-up failed, if the reason is not the card. Pure. */
import type { LookUpProblem } from '../../shared/contract.ts';
import type { Failure, RefusalReason } from '../leat/outcome.ts';

/** Null if the refusal is about the card or the code, and not about this terminal. */
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
