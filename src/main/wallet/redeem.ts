/**
 * Uses a one-time code up, and says whose it was. A code is used once: what became of a lost reply is not guessed,
 * and the code does not let anybody in a second time.
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
  // Nobody is let into the account of another, whatever the server mixed up.
  const isSame = used.value.contactUuid === contactUuid;
  return isSame ? { kind: 'contact', contactUuid } : problem('codeUnknown');
}

/** Which codes of refusal there are is not documented, so each that is not about this terminal is about the code. */
function answerFailure(failure: Failure, refused: CardProblem): Redeemed {
  const lookUp = lookUpProblemOf(failure);
  return lookUp === null ? problem(refused) : { kind: 'lookUpProblem', problem: lookUp };
}

function problem(what: CardProblem): Redeemed {
  return { kind: 'cardProblem', problem: what };
}
