/** Everything that can happen to a session: taps, scans, answers to its requests, and timers. */
import type { Intent } from '../../shared/contract.ts';
import type { OlderRead } from '../../shared/payment-history.ts';
import type { SessionConfig } from './config.ts';
import type { Timer } from './effects.ts';
import type {
  Customer,
  Identified,
  PinAnswer,
  Printed,
  SpendOutcome,
  SpendStep,
} from './answers.ts';
import type { OutOfService } from './state.ts';

export type SessionEvent = Intent | SystemEvent;

/** The events that a state decides about. `drawn` is not one of them: it is only counted. */
export type EventKind = Exclude<SessionEvent['kind'], 'drawn'>;

export type EventOf<K extends EventKind = EventKind> = {
  [P in K]: EventByKind[P] & { kind: P };
}[K];

/** Events that do not come from the screen. A token is the token of the effect that this event answers. */
type SystemEvent =
  | { kind: 'scanned'; value: string }
  /** The kiosk is in service, with these settings. */
  | { kind: 'ready'; config: SessionConfig }
  | ({ kind: 'wentOutOfService' } & OutOfService)
  /** The API can be reached again, or it cannot. */
  | { kind: 'connectionChanged'; isOnline: boolean }
  /** The ledger has not answered the look-up yet. This is the last known balance. */
  | { kind: 'earlierKnown'; token: number; customer: Customer }
  | { kind: 'identified'; token: number; answer: Identified }
  /** The last known balance of the card. Null if there is none that may be shown. */
  | { kind: 'recalled'; identifierValue: string; customer: Customer | null }
  | { kind: 'olderRead'; token: number; answer: OlderRead }
  | { kind: 'pinChecked'; token: number; answer: PinAnswer }
  | { kind: 'spendStepped'; token: number; step: SpendStep }
  | { kind: 'spendEnded'; token: number; outcome: SpendOutcome }
  | { kind: 'printEnded'; token: number; result: Printed }
  | { kind: 'timerFired'; timer: Timer };

type EventByKind = { [E in SessionEvent as E['kind']]: E };

/**
 * The group of each event. A state decides about single events, or ignores a whole group (`ignores` in decision.ts). A
 * new event does not compile until it has a group. Then the states that ignore the group ignore the new event too, and
 * every other state must decide about it.
 */
export const GROUP_OF = {
  touch: 'touch',
  pressed: 'touch',
  chooseLanguage: 'choices',
  adjust: 'choices',
  openSheet: 'choices',
  closeSheet: 'choices',
  scanned: 'scans',
  presentDemoCard: 'scans',
  stop: 'exits',
  back: 'exits',
  retry: 'lookUp',
  showHistory: 'balance',
  hideHistory: 'balance',
  showOlder: 'balance',
  startSpend: 'balance',
  pressDigit: 'keypad',
  erase: 'keypad',
  beginTyping: 'typing',
  takeBackTyped: 'typing',
  pressDoubleZero: 'amount',
  pressDecimalSign: 'amount',
  chooseAmount: 'amount',
  review: 'amount',
  confirmSpend: 'confirm',
  showReceipt: 'receipt',
  hideReceipt: 'receipt',
  printReceipt: 'receipt',
  openStaff: 'staffEntry',
  submitPin: 'pin',
  startTeaching: 'teaching',
  cancelTeaching: 'teaching',
  useProfile: 'teaching',
  stay: 'overlay',
  takeOtherCard: 'overlay',
  keepThisCard: 'overlay',
  ready: 'service',
  wentOutOfService: 'service',
  connectionChanged: 'connection',
  earlierKnown: 'answers',
  identified: 'answers',
  recalled: 'answers',
  olderRead: 'answers',
  pinChecked: 'answers',
  spendStepped: 'answers',
  spendEnded: 'answers',
  printEnded: 'answers',
  timerFired: 'timers',
} as const satisfies Record<EventKind, string>;

export type EventGroup = (typeof GROUP_OF)[keyof typeof GROUP_OF];

/** True if events of the group are a sign of life. A scan is one; an answer or a timer is not. */
const IS_FROM_CUSTOMER: Record<EventGroup, boolean> = {
  touch: true,
  choices: true,
  scans: true,
  exits: true,
  lookUp: true,
  balance: true,
  keypad: true,
  typing: true,
  amount: true,
  confirm: true,
  receipt: true,
  staffEntry: true,
  pin: true,
  teaching: true,
  overlay: true,
  service: false,
  connection: false,
  answers: false,
  timers: false,
};

export function isFromCustomer(event: EventOf): boolean {
  return IS_FROM_CUSTOMER[GROUP_OF[event.kind]];
}

/** True if the event is a press by hand. A scan is none, and neither is a sign of life, such as listening to the voice. */
export function isPress(event: SessionEvent): boolean {
  const { kind } = event;
  if (kind === 'touch' || kind === 'drawn' || kind === 'scanned') return false;
  return isFromCustomer(event);
}
