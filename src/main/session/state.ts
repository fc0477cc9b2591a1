/**
 * Every state of the session, and what each one carries: no more than its screen needs.
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
  Screen,
  SheetKind,
  ShopChoice,
} from '../../shared/contract.ts';
import type { Cents } from '../../shared/money.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { SessionConfig } from './config.ts';
import type { Customer, SpendStep } from './results.ts';

/** The session, and what lasts beyond it. A machine never changes: `step` (machine.ts) makes the next one. */
export interface Machine<K extends StateKind = StateKind> {
  readonly config: SessionConfig;
  readonly state: StateOf<K>;
  readonly language: Language;
  readonly adjustments: Adjustments;
  readonly sheet: SheetKind | null;
  readonly notice: Notice | null;
  /** The countdown of a warning that the screen is about to go (auto-dismiss.ts); null if there is no warning. */
  readonly secondsLeft: number | null;
  readonly counters: Counters;
}

/** They only grow, and carry nothing of a customer. */
export interface Counters {
  /** Identifies the screen; see `View.screenId`. */
  readonly screen: number;
  /** The token of the last effect that is answered. It tells a late answer from the awaited one. */
  readonly request: number;
  readonly notice: number;
  /** Signs of life. */
  readonly touch: number;
  /** The value of `touch` when the screen came. */
  readonly arrival: number;
  /** How often a page has reported that it drew the screen. */
  readonly drawing: number;
}

export type StateOf<K extends StateKind = StateKind> = {
  [P in K]: { readonly kind: P } & Readonly<StateFields[P]>;
}[K];

/** A state without a screen does not compile, and neither does a screen without a state. */
export type StateKind = Screen['kind'];

/** Where a state stands in the session. Everything that only depends on this is decided by it. */
export type Phase =
  /** The kiosk takes no cards. */
  | 'closed'
  | 'idle'
  /** A person is expected to act. There is a time limit with a warning, and a question can lie over the screen. */
  | 'attended'
  | 'paying'
  /** The end of a payment. */
  | 'result'
  /** A card that led to no balance. */
  | 'problem'
  | 'staff';

const PHASES = {
  starting: 'closed',
  outOfService: 'closed',
  idle: 'idle',
  identifying: 'attended',
  cardProblem: 'problem',
  lookUpProblem: 'problem',
  balance: 'attended',
  amount: 'attended',
  confirm: 'attended',
  paying: 'paying',
  paid: 'result',
  notPaid: 'result',
  notCompleted: 'result',
  staffSignIn: 'staff',
  staffReaders: 'staff',
} as const satisfies Record<StateKind, Phase>;

type Phases = typeof PHASES;

export type KindIn<P extends Phase> = {
  [K in keyof Phases]: Phases[K] extends P ? K : never;
}[keyof Phases];

export type AttendedKind = KindIn<'attended'>;

export function phaseOf(machine: Machine): Phase {
  return PHASES[machine.state.kind];
}

export function isAttended(machine: Machine): machine is Machine<AttendedKind> {
  return phaseOf(machine) === 'attended';
}

/** Where a session ends: the kiosk may have gone out of service during a payment. */
export type EndState = StateOf<'idle' | 'outOfService'>;

/** Refuses fields for a kind that is no screen, and a screen without fields. */
type ForEachScreen<
  Fields extends Record<Screen['kind'], object> & {
    [K in keyof Fields]: K extends Screen['kind'] ? object : never;
  },
> = Fields;

type StateFields = ForEachScreen<{
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
    /** The card may still lie on the reader, so another scan of it only gets a notice. */
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
    /** Of the PIN check that is awaited. */
    token: number | null;
    problem: 'wrong' | 'locked' | null;
    lockedSeconds: number;
    afterwards: EndState;
  };
  /** The staff board itself is not part of the session. */
  staffReaders: { afterwards: EndState };
}>;

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

/** Its buttons are dead at first: the second tap of a double tap on `confirm` must not dismiss the result. */
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
  /** The other card's value is kept only here, and forgotten with the question. */
  otherCard: {
    identifierValue: string;
    /** Each question has its own number, so that a late answer to an earlier one takes no card. */
    number: number;
  };
}
