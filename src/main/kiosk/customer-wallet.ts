/**
 * The wallet as the customer's session uses it. It looks up a card, or the one-time code that a stand-in replaces.
 * A stand-in never reaches the API or the journal.
 */
import { identifierValue, type IdentifierValue } from '../../shared/ids.ts';
import { isGtin } from '../readers/decode/gs1.ts';
import { repeatedCode } from '../readers/repeated-code.ts';
import type { Identified, KnownCustomer } from '../wallet/results.ts';
import type { Wallet } from '../wallet/wallet.ts';
import type { OneTimeCode, OneTimeCodes } from './one-time-codes.ts';

export type CustomerWallet = Pick<Wallet, 'identify' | 'recall' | 'readOlder' | 'spend'>;

export function createCustomerWallet(wallet: Wallet, codes: OneTimeCodes): CustomerWallet {
  const repeated = createRepeatedCodes();
  return {
    async identify(value, onEarlier = () => undefined) {
      const code = codes.get(value);
      return code === null
        ? identifyCard({ wallet, repeated, onEarlier }, value)
        : identifyByCode(wallet, value, code);
    },
    recall(value) {
      // Nothing is kept about the contact of a one-time code.
      const seen = codes.get(value) === null ? wallet.recall(repeated.cardOf(value)) : null;
      return seen === null ? null : { ...seen, identifierValue: value };
    },
    readOlder: (contactUuid, history) => wallet.readOlder(contactUuid, history),
    spend(request) {
      const { identifierValue: value } = request;
      if (value === null) return wallet.spend(request);
      const isCode = codes.get(value) !== null;
      return wallet.spend({ ...request, identifierValue: isCode ? null : repeated.cardOf(value) });
    },
  };
}

/** The cards whose code came two or three times in one scan, by the text of that scan. */
interface RepeatedCodes {
  note(scanned: IdentifierValue, card: IdentifierValue): void;
  cardOf(scanned: IdentifierValue): IdentifierValue;
}

/** One session is open at a time, so a few are enough. */
const REPEATED_MAX = 8;

function createRepeatedCodes(): RepeatedCodes {
  const cards = new Map<IdentifierValue, IdentifierValue>();
  return {
    note(scanned, card) {
      cards.delete(scanned);
      cards.set(scanned, card);
      const [oldest] = cards.keys();
      if (cards.size > REPEATED_MAX && oldest !== undefined) cards.delete(oldest);
    },
    cardOf: (scanned) => cards.get(scanned) ?? scanned,
  };
}

interface CardLookUp {
  wallet: Wallet;
  repeated: RepeatedCodes;
  onEarlier: (customer: KnownCustomer) => void;
}

/**
 * A card may have a number that looks like a product barcode, or like a code that came twice. So the value counts as
 * one of these only if no contact has it.
 */
async function identifyCard(
  { wallet, repeated, onEarlier }: CardLookUp,
  value: IdentifierValue,
): Promise<Identified> {
  repeated.note(value, value);
  const answer = await wallet.identify(value, onEarlier);
  if (!isUnknown(answer)) return answer;
  const part = repeatedCode(value);
  if (part !== null) {
    const card = identifierValue(part);
    const again = await wallet.identify(card, (customer) => {
      repeated.note(value, card);
      onEarlier({ ...customer, identifierValue: value });
    });
    if (again.kind === 'found') {
      repeated.note(value, card);
      // The session knows the card by the text of the scan.
      return { kind: 'found', customer: { ...again.customer, identifierValue: value } };
    }
    if (!isUnknown(again)) return again;
  }
  return isGtin(value) ? { kind: 'cardProblem', problem: 'productCode' } : answer;
}

function isUnknown(answer: Identified): boolean {
  return answer.kind === 'cardProblem' && answer.problem === 'unknown';
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
