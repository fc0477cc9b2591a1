/** The answers to the session's effects, in the session's own types. kiosk/session-runner.ts passes them on. */
import type {
  CardProblem,
  LookUpProblem,
  NotPaidReason,
  PaperProblem,
} from '../../shared/contract.ts';
import type { Cents } from '../../shared/money.ts';
import type { PaymentHistory } from '../../shared/payment-history.ts';
import type { EpochMs } from '../../shared/time.ts';

/** The person at the screen, until the session ends. */
export interface Customer {
  /** The card value, as it was scanned. */
  identifierValue: string;
  contactUuid: string;
  cardName: string;
  /** The amount that can be spent now: the balance in the ledger minus this terminal's own unsettled spends. */
  availableInCents: Cents;
  asOf: EpochMs;
  isLive: boolean;
  /** Null if this flavour of the API has no list of transactions, or if the list could not be read now. */
  history: PaymentHistory | null;
  /** The limit of one spend for a reason other than the balance; null for no limit. */
  cap: { limitInCents: Cents; kind: 'maximum' | 'offline' } | null;
  /** False if no spend is possible now, for example offline without a policy, or with a damaged journal. */
  canSpend: boolean;
  /** An earlier operation of this contact is not settled yet. */
  isEarlierUnsettled: boolean;
}

export type Identified =
  | { kind: 'found'; customer: Customer }
  | { kind: 'cardProblem'; problem: CardProblem }
  | { kind: 'lookUpProblem'; problem: LookUpProblem };

export type SpendStep = 'waitingForEarlier' | 'sending' | 'checking';

export type SpendOutcome =
  | {
      kind: 'paid';
      beforeInCents: Cents;
      afterInCents: Cents;
      isInLedger: boolean;
      paidAt: EpochMs;
      reference: string;
    }
  | { kind: 'notPaid'; reason: NotPaidReason; availableInCents: Cents | null }
  /** There was no proof in time. Sync makes the ledger agree with 'not paid'. */
  | { kind: 'notCompleted'; endedAt: EpochMs; reference: string };

/** The outcome of printing a receipt. */
export type Printed =
  | { kind: 'printed' }
  /** Sent to a printer that never reports back. */
  | { kind: 'sent' }
  /** `mayBeOut`: a part of the receipt may be on paper, so the same receipt is not sent again. */
  | { kind: 'problem'; problem: PaperProblem; mayBeOut: boolean };

/** The outcome of a PIN check. While the staff area is locked, no PIN is checked. */
export type PinAnswer = { kind: 'right' } | { kind: 'wrong' | 'locked'; lockedSeconds: number };
