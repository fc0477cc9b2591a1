/** What the wallet answers to whoever asked it. The session has the same in its own words (kiosk.ts passes them on). */
import type {
  CardProblem,
  HistoryItem,
  LookUpProblem,
  NotPaidReason,
} from '../../shared/contract.ts';
import type { ContactUuid, IdentifierValue } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { EpochMs } from '../../shared/time.ts';

/** The person a card belongs to, and what can be spent from it now. */
export interface KnownCustomer {
  identifierValue: IdentifierValue;
  contactUuid: ContactUuid;
  cardName: string;
  /** The ledger's balance less this terminal's own spends that are promised and not in it yet. */
  availableInCents: Cents;
  asOf: EpochMs;
  isLive: boolean;
  history: readonly HistoryItem[] | null;
  cap: { limitInCents: Cents; kind: 'maximum' | 'offline' } | null;
  canSpend: boolean;
  isEarlierUnsettled: boolean;
}

export type Identified =
  | { kind: 'found'; customer: KnownCustomer }
  | { kind: 'cardProblem'; problem: CardProblem }
  | { kind: 'lookUpProblem'; problem: LookUpProblem };

/** Somebody who was identified by no card. */
export type IdentifiedContact =
  | { kind: 'found'; customer: Omit<KnownCustomer, 'identifierValue'> }
  | Exclude<Identified, { kind: 'found' }>;

/** What became of a one-time code. */
export type Redeemed =
  { kind: 'contact'; contactUuid: ContactUuid } | Exclude<Identified, { kind: 'found' }>;

export type PaymentStep = 'waitingForEarlier' | 'sending' | 'checking';

export type PaymentOutcome =
  | {
      kind: 'paid';
      beforeInCents: Cents;
      afterInCents: Cents;
      isInLedger: boolean;
      paidAt: EpochMs;
      reference: string;
    }
  | { kind: 'notPaid'; reason: NotPaidReason; availableInCents: Cents | null }
  | { kind: 'notCompleted'; reference: string };
