/**
 * Marks a one-time code as used, and returns its contact. A code works once. If the reply is lost, nothing is guessed,
 * and the code does not work a second time.
 */
import type { CardProblem } from '../../shared/contract.ts';
import type { Failure } from '../leat/outcome.ts';
import type { LeatSessionTokens } from '../leat/types.ts';
import type { Redeemed } from './results.ts';
import { lookUpProblemOf } from './look-up-problem.ts';

export async function redeem(tokens: LeatSessionTokens, token: string): Promise<Redeemed> {
  const found = await tokens.find(token);
  if (found.kind !== 'ok') return answerFailure(found, 'codeUnknown');
  const { status, contactUuid } = found.value;
  if (status !== 'active') return problem(status === 'used' ? 'codeUsed' : 'codeExpired');
  const used = await tokens.use(token);
  if (used.kind !== 'ok') return answerFailure(used, 'codeUsed');
  // Check the contact again: even if the server mixes contacts up, no customer gets into another customer's account.
  const isSame = used.value.contactUuid === contactUuid;
  return isSame ? { kind: 'contact', contactUuid } : problem('codeUnknown');
}

/**
 * The refusals are not documented. A refusal that is not about this terminal is taken to be about the one-time code.
 */
function answerFailure(failure: Failure, refused: CardProblem): Redeemed {
  const lookUp = lookUpProblemOf(failure);
  return lookUp === null ? problem(refused) : { kind: 'lookUpProblem', problem: lookUp };
}

function problem(what: CardProblem): Redeemed {
  return { kind: 'cardProblem', problem: what };
}
