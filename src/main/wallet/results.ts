/** The answers of the wallet. The session has its own types for them; kiosk/customer-wallet.ts converts them. */
import type { CardProblem, LookUpProblem, NotPaidReason } from '../../shared/contract.ts';
import type { ContactUuid, IdentifierValue } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { PaymentHistory } from '../../shared/payment-history.ts';
import type { EpochMs } from '../../shared/time.ts';

/** The contact of a card, and the amount that it can spend now. */
export interface KnownCustomer {
  identifierValue: IdentifierValue;
  contactUuid: ContactUuid;
  cardName: string;
  /** The balance in the ledger, less this terminal's spends that are promised and not in the ledger yet. */
  availableInCents: Cents;
  asOf: EpochMs;
  isLive: boolean;
  history: PaymentHistory | null;
  cap: { limitInCents: Cents; kind: 'maximum' | 'offline' } | null;
  canSpend: boolean;
  isEarlierUnsettled: boolean;
}

export type Identified =
  | { kind: 'found'; customer: KnownCustomer }
  | { kind: 'cardProblem'; problem: CardProblem }
  | { kind: 'lookUpProblem'; problem: LookUpProblem };

/** A contact that was identified without a card. */
export type IdentifiedContact =
  | { kind: 'found'; customer: Omit<KnownCustomer, 'identifierValue'> }
  | Exclude<Identified, { kind: 'found' }>;

/** The outcome of a one-time code. */
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
  /** `endedAt`: when the kiosk stopped waiting for proof, in the time of the ledger. */
  | { kind: 'notCompleted'; endedAt: EpochMs; reference: string };
