/**
 * The wallet as the customer's session uses it. It looks up a card, or the one-time code that a stand-in replaces.
 * A stand-in never reaches the API or the journal.
 */
import type { IdentifierValue } from '../../shared/ids.ts';
import { isGtin } from '../readers/decode/gs1.ts';
import type { Identified } from '../wallet/results.ts';
import type { Wallet } from '../wallet/wallet.ts';
import type { OneTimeCode, OneTimeCodes } from './one-time-codes.ts';

export type CustomerWallet = Pick<Wallet, 'identify' | 'spend'>;

export function createCustomerWallet(wallet: Wallet, codes: OneTimeCodes): CustomerWallet {
  return {
    async identify(value) {
      const code = codes.get(value);
      return code === null ? identifyCard(wallet, value) : identifyByCode(wallet, value, code);
    },
    spend(request) {
      const isCode =
        request.identifierValue !== null && codes.get(request.identifierValue) !== null;
      return wallet.spend(isCode ? { ...request, identifierValue: null } : request);
    },
  };
}

/**
 * A card may have a number that looks like a product barcode. So the value counts as a product barcode only if no
 * contact has it.
 */
async function identifyCard(wallet: Wallet, value: IdentifierValue): Promise<Identified> {
  const answer = await wallet.identify(value);
  const isUnknown = answer.kind === 'cardProblem' && answer.problem === 'unknown';
  return isUnknown && isGtin(value) ? { kind: 'cardProblem', problem: 'productCode' } : answer;
}

async function identifyByCode(
  wallet: Wallet,
  standIn: IdentifierValue,
  code: OneTimeCode,
): Promise<Identified> {
  if (code.contactUuid === null) {
    const redeemed = await wallet.redeem(code.token);
    if (redeemed.kind !== 'contact') return redeemed;
    code.contactUuid = redeemed.contactUuid;
  }
  const answer = await wallet.identifyContact(code.contactUuid);
  return answer.kind === 'found'
    ? { kind: 'found', customer: { ...answer.customer, identifierValue: standIn } }
    : answer;
}
