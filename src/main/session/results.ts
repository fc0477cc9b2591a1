/** What the session is told by the wallet, in the session's own words; kiosk.ts passes it on. */
import type {
  CardProblem,
  HistoryItem,
  LookUpProblem,
  NotPaidReason,
  PaperProblem,
} from '../../shared/contract.ts';
import type { Cents } from '../../shared/money.ts';
import type { EpochMs } from '../../shared/time.ts';

/** The person at the screen, for as long as the session lasts. */
export interface Customer {
  /** As the card was scanned. */
  identifierValue: string;
  contactUuid: string;
  cardName: string;
  /** What can be spent now: the ledger's balance less this terminal's own unsettled spends. */
  availableInCents: Cents;
  asOf: EpochMs;
  isLive: boolean;
  /** Null where this flavour of the API has no list, or it could not be had now. */
  history: readonly HistoryItem[] | null;
  /** The most that one spend may be for a reason other than the balance; null for no such limit. */
  cap: { limitInCents: Cents; kind: 'maximum' | 'offline' } | null;
  /** False where spending is not possible now at all (offline without a policy, a damaged journal). */
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
  /** Unproven in time; sync makes the ledger agree with 'not paid'. */
  | { kind: 'notCompleted'; reference: string };

/** What became of a receipt at the printer. */
export type Printed =
  | { kind: 'printed' }
  /** On its way to a printer that never says what became of it. */
  | { kind: 'sent' }
  /** `mayBeOut`: some of it may be on paper, so the same receipt is not sent again. */
  | { kind: 'problem'; problem: PaperProblem; mayBeOut: boolean };

/** What became of a PIN; while it is locked, none is looked at. */
export type PinAnswer = { kind: 'right' } | { kind: 'wrong' | 'locked'; lockedSeconds: number };
