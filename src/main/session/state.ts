/**
 * Every state that the session can be in, and what each one carries: no more than its screen needs.
 * `idle` has no field in which the last customer could remain.
 */
import type {
  Adjustments,
  CardProblem,
  Language,
  LookUpProblem,
  Notice,
  NotPaidReason,
  OutOfServiceReason,
  Paper,
  SheetKind,
  ShopChoice,
} from '../../shared/contract.ts';
import type { Cents } from '../../shared/money.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { Customer, SpendStep } from './results.ts';
import type { SessionConfig } from './config.ts';

/** The session and what lasts beyond it. `step` (machine.ts) makes the next one; nothing changes one. */
export interface Machine<K extends StateKind = StateKind> {
  readonly config: SessionConfig;
  readonly state: StateOf<K>;
  readonly language: Language;
  readonly adjustments: Adjustments;
  readonly sheet: SheetKind | null;
  readonly notice: Notice | null;
  /** Counts down before what nobody attends to goes; see leaving.ts. Null while nothing is about to go. */
  readonly secondsLeft: number | null;
  readonly counters: Counters;
}

/** They only grow, and carry nothing of a customer. */
export interface Counters {
  /** Names the screen; see `View.screenId`. */
  readonly screen: number;
  /** The token of the last request to the wallet, by which a late answer is told from an awaited one. */
  readonly request: number;
  readonly notice: number;
  /** Signs of life. */
  readonly touch: number;
  /** What `touch` was when the screen came. */
  readonly arrival: number;
  /** How often the screen was drawn by a page, where a page tells of it. */
  readonly drawing: number;
}

export type StateOf<K extends StateKind = StateKind> = {
  [P in K]: { readonly kind: P } & Readonly<StateFields[P]>;
}[K];

export type StateKind = keyof StateFields;

/** A person is expected to act, so these have a time limit that warns, and can carry a question. */
export type AttendedKind = 'identifying' | 'balance' | 'amount' | 'confirm';

/** Where a session ends: the kiosk may have gone out of service while it paid. */
export type EndState = StateOf<'idle' | 'outOfService'>;

interface StateFields {
  starting: object;
  outOfService: OutOfService;
  idle: object;
  identifying: { identifierValue: string; token: number; overlay: Overlay | null };
  cardProblem: { identifierValue: string; problem: CardProblem };
  lookUpProblem: { identifierValue: string; problem: LookUpProblem };
  balance: { customer: Customer; isHistoryShown: boolean; overlay: Overlay | null };
  amount: { customer: Customer; amountInCents: Cents; overlay: Overlay | null };
  confirm: {
    customer: Customer;
    amountInCents: Cents;
    isArmed: boolean;
    overlay: Overlay | null;
  };
  paying: Payment & { token: number; step: SpendStep };
  paid: Result & {
    beforeInCents: Cents;
    afterInCents: Cents;
    isInLedger: boolean;
    paidAt: EpochMs;
    reference: string;
    /** The card may still be lying on the reader: a repeat of it is only noticed. */
    isRepeatLocked: boolean;
    isReceiptShown: boolean;
    paper: Paper;
    /** Of the receipt that is being printed. */
    token: number | null;
  };
  notPaid: Result & { reason: NotPaidReason; availableInCents: Cents | null };
  notCompleted: Result & { reference: string };
  staffSignIn: {
    digits: string;
    /** Of the check that is awaited. */
    token: number | null;
    problem: 'wrong' | 'locked' | null;
    lockedSeconds: number;
    afterwards: EndState;
  };
  /** What staff see is not the session's. */
  staffReaders: { afterwards: EndState };
}

export interface OutOfService {
  readonly reason: OutOfServiceReason;
  readonly shops: readonly ShopChoice[];
  readonly fileName: string | null;
}

interface Payment {
  customer: Customer;
  amountInCents: Cents;
  afterwards: EndState;
}

/** Dead for the first moment: the second tap on `confirm` is no word about the result. */
interface Result extends Payment {
  isArmed: boolean;
}

export type OverlayOf<K extends OverlayKind = OverlayKind> = {
  [P in K]: { readonly kind: P } & Readonly<OverlayFields[P]>;
}[K];

export type Overlay = OverlayOf;
export type OverlayKind = keyof OverlayFields;

interface OverlayFields {
  stillThere: { secondsLeft: number };
  /** The other card's value lives here only, and is forgotten with the question. */
  otherCard: {
    identifierValue: string;
    /** Each question has its own, so that an answer to an earlier one takes no card. */
    number: number;
  };
}

export function isAttended(machine: Machine): machine is Machine<AttendedKind> {
  return 'overlay' in machine.state;
}
