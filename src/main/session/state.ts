/**
 * Every state of the session, and the data of each state: only what its screen needs.
 * `idle` has no field, so no data of the last customer can remain in it.
 */
import type {
  Adjustments,
  CardProblem,
  Language,
  LookUpProblem,
  NextAttempt,
  Notice,
  NotPaidReason,
  OutOfServiceReason,
  Paper,
  Screen,
  SheetKind,
  ShopChoice,
} from '../../shared/contract.ts';
import type { SettingPlace } from '../../shared/schemas.ts';
import type { Cents } from '../../shared/money.ts';
import type { OlderProblem } from '../../shared/payment-history.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { SessionConfig } from './config.ts';
import type { Customer, SpendStep } from './answers.ts';
import type { TypedAmount } from './typed-amount.ts';

/** The session, and the values that outlive it. A machine is immutable: `step` (machine.ts) makes the next one. */
export interface Machine<K extends StateKind = StateKind> {
  readonly config: SessionConfig;
  readonly state: StateOf<K>;
  readonly language: Language;
  readonly adjustments: Adjustments;
  readonly sheet: SheetKind | null;
  readonly notice: Notice | null;
  /** The countdown of the warning that the screen will close (auto-dismiss.ts). Null if there is no warning. */
  readonly secondsLeft: number | null;
  /** True if the question on the screen can be answered now (arming.ts). */
  readonly isArmed: boolean;
  readonly counters: Counters;
}

/** Counters that only grow. They contain no data of a customer. */
export interface Counters {
  /** Identifies the screen; see `View.screenId`. */
  readonly screen: number;
  /** The token of the last effect that has an answer. A late answer to an earlier effect has another token. */
  readonly request: number;
  readonly notice: number;
  /** The number of signs of life. */
  readonly touch: number;
  /** The number of presses: signs of life by hand, also those that changed nothing. */
  readonly press: number;
  /** The value of `touch` when the screen appeared. */
  readonly arrival: number;
  /** How often a page has reported that it drew the screen. */
  readonly drawing: number;
}

export type StateOf<K extends StateKind = StateKind> = {
  [P in K]: { readonly kind: P } & Readonly<StateFields[P]>;
}[K];

/** A state without a screen does not compile, nor does a screen without a state. */
export type StateKind = Screen['kind'];

/**
 * The phase of the session that a state belongs to. Rules that are the same for all states of a phase use the phase.
 */
export type Phase =
  /** The kiosk takes no cards. */
  | 'closed'
  | 'idle'
  /**
   * The kiosk waits for a customer to act. There is a time limit with a warning, and a question can cover the screen.
   */
  | 'attended'
  | 'paying'
  /** The end of a payment. */
  | 'result'
  /** The look-up of a card gave no balance. */
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

/** The state after a session: the kiosk may have gone out of service during a payment. */
export type EndState = StateOf<'idle' | 'outOfService'>;

/** Rejects at compile time: fields for a kind that is no screen, and a screen without fields. */
type ForEachScreen<
  Fields extends Record<Screen['kind'], object> & {
    [K in keyof Fields]: K extends Screen['kind'] ? object : never;
  },
> = Fields;

type StateFields = ForEachScreen<{
  starting: object;
  outOfService: OutOfService;
  idle: object;
  identifying: {
    identifierValue: string;
    token: number;
    /** Null if the balance is shown after the look-up. */
    attempt: Attempt | null;
    overlay: Overlay | null;
  };
  cardProblem: { identifierValue: string; problem: CardProblem };
  lookUpProblem: { identifierValue: string; problem: LookUpProblem; attempt: Attempt | null };
  balance: AtCustomer & { isHistoryShown: boolean; older: OlderReading };
  amount: AtCustomer & { typed: TypedAmount; beforeTyping: TypedAmount };
  confirm: AtCustomer & {
    amountInCents: Cents;
    /** The amount before the keys that were typed on the screen before. Null if other keys were typed since. */
    beforeTyping: TypedAmount | null;
  };
  paying: Payment & { token: number; step: SpendStep };
  paid: Payment & {
    beforeInCents: Cents;
    afterInCents: Cents;
    isInLedger: boolean;
    paidAt: EpochMs;
    reference: string;
    /** True while the card may still lie on the reader: another scan of it then shows only a notice. */
    isRepeatLocked: boolean;
  } & WithReceipt;
  notPaid: Payment & { reason: NotPaidReason; availableInCents: Cents | null };
  notCompleted: Payment & { endedAt: EpochMs; reference: string } & WithReceipt;
  staffSignIn: {
    digits: string;
    /** The digits before the keys that may turn out to be a scanner's. */
    digitsBeforeTyping: string;
    /** The token of the PIN check that is running. Null if none is. */
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
  readonly place: SettingPlace | null;
}

/** The reading of older payments. Only one reading runs at a time, and none while the card is looked up. */
export type OlderReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly token: number }
  | { readonly kind: 'failed'; readonly problem: OlderProblem };

export const NOT_READING: OlderReading = { kind: 'none' };

/** A customer looks at the balance, or chooses what to pay. */
interface AtCustomer {
  customer: Customer;
  /** The token of the look-up that is running. Null if none is. */
  token: number | null;
  overlay: Overlay | null;
}

/** Another attempt after a payment that did not happen. It is only a question until the customer confirms it. */
export interface Attempt {
  readonly next: NextAttempt;
  readonly amountInCents: Cents;
}

interface Payment {
  customer: Customer;
  amountInCents: Cents;
  afterwards: EndState;
}

interface WithReceipt {
  isReceiptShown: boolean;
  paper: Paper;
  /** The token of the receipt that is being printed. Null if none is. */
  token: number | null;
}

export type OverlayOf<K extends OverlayKind = OverlayKind> = {
  [P in K]: { readonly kind: P } & Readonly<OverlayFields[P]>;
}[K];

export type Overlay = OverlayOf;
export type OverlayKind = keyof OverlayFields;

interface OverlayFields {
  stillThere: { secondsLeft: number };
  /** The value of the other card is kept only here, and forgotten when the question closes. */
  otherCard: {
    identifierValue: string;
    /** Each question has its own number. So a late answer to an earlier question does not accept the wrong card. */
    number: number;
  };
}
