/** Every event that a machine can receive now: valid, late, stale and malicious events. */
import type { Intent } from '../../../src/shared/contract.ts';
import { cents } from '../../../src/shared/money.ts';
import type { PaymentHistory } from '../../../src/shared/payment-history.ts';
import type { Customer, Identified, SpendOutcome } from '../../../src/main/session/answers.ts';
import type { Timer } from '../../../src/main/session/effects.ts';
import type { SessionEvent } from '../../../src/main/session/events.ts';
import type { Machine } from '../../../src/main/session/state.ts';
import type { TypedAmount } from '../../../src/main/session/typed-amount.ts';
import {
  aSessionConfig,
  aCustomer,
  anItem,
  aPaidOutcome,
  NOT_COMPLETED,
  NOT_PAID,
  OLDER,
  OTHER_CARD,
} from '../../builders/session.ts';
import { DEMO_CARD } from '../../builders/names.ts';

/** Short warnings, so that the full search stays small. */
export const CONFIG = aSessionConfig({ warningMs: 2_000, quickAmountsInCents: [cents(500)] });

export function eventsFor(machine: Machine): SessionEvent[] {
  const { screen, request } = machine.counters;
  return [
    ...drawnFrom(screen),
    ...(screen > 0 ? stale(screen - 1) : []),
    { kind: 'touch' },
    { kind: 'pressed' },
    { kind: 'stay' },
    ...answersToQuestion(machine),
    { kind: 'keepThisCard' },
    ...beginsTyping(machine),
    ...takesBackTyped(machine),
    { kind: 'chooseLanguage', language: 'nl' },
    { kind: 'adjust', change: { isLarge: true } },
    { kind: 'openSheet', sheet: 'help' },
    { kind: 'closeSheet' },
    { kind: 'presentDemoCard', value: OTHER_CARD },
    { kind: 'scanned', value: DEMO_CARD },
    { kind: 'scanned', value: OTHER_CARD },
    { kind: 'ready', config: CONFIG },
    { kind: 'connectionChanged', isOnline: true },
    { kind: 'connectionChanged', isOnline: false },
    ...recalls(machine),
    { kind: 'wentOutOfService', reason: 'tokenRefused', shops: [], fileName: null, place: null },
    ...[request, request - 1].flatMap((token) => answersWith(machine, token)),
    ...TIMERS.map((timer): SessionEvent => ({ kind: 'timerFired', timer })),
  ];
}

export const TIMERS: readonly Timer[] = [
  'idle',
  'second',
  'arm',
  'result',
  'repeat',
  'notice',
  'choices',
];

const KINDS = [
  'drawn',
  'stop',
  'back',
  'retry',
  'showHistory',
  'hideHistory',
  'showOlder',
  'startSpend',
  'pressDoubleZero',
  'pressDecimalSign',
  'erase',
  'review',
  'confirmSpend',
  'showReceipt',
  'hideReceipt',
  'printReceipt',
  'openStaff',
  'submitPin',
  'startTeaching',
  'cancelTeaching',
] as const;

function drawnFrom(screenId: number): Intent[] {
  return [
    ...KINDS.map((kind) => ({ kind, screenId })),
    { kind: 'pressDigit', digit: 5, screenId },
    { kind: 'useProfile', choice: 0, screenId },
    { kind: 'chooseAmount', amountInCents: cents(500), screenId },
    { kind: 'chooseAmount', amountInCents: cents(-500), screenId },
  ];
}

/** An answer to the present question, and an answer to an earlier question. */
function answersToQuestion({ state }: Machine): Intent[] {
  const asked = 'overlay' in state && state.overlay?.kind === 'otherCard' ? state.overlay : null;
  const number = asked?.number ?? 0;
  return [number, number + 1].map((of) => ({ kind: 'takeOtherCard', number: of }));
}

function stale(screenId: number): Intent[] {
  return [
    { kind: 'confirmSpend', screenId },
    { kind: 'review', screenId },
    { kind: 'stop', screenId },
    { kind: 'drawn', screenId },
  ];
}

/** Typed keys are taken back to no amount only, because every amount to go back to multiplies the states. */
export function isGoneBackTo(amount: TypedAmount | null): boolean {
  return amount !== null && amount.decimalCount === null && amount.amountInCents === 0;
}

function takesBackTyped({ state }: Machine): Intent[] {
  const isOther = 'beforeTyping' in state && !isGoneBackTo(state.beforeTyping);
  return isOther
    ? []
    : [
        { kind: 'takeBackTyped', mayBePin: false },
        { kind: 'takeBackTyped', mayBePin: true },
      ];
}

function beginsTyping({ state, counters }: Machine): Intent[] {
  const isOther =
    (state.kind === 'amount' && !isGoneBackTo(state.typed)) ||
    (state.kind === 'staffSignIn' && state.digits !== '');
  return isOther ? [] : [{ kind: 'beginTyping', screenId: counters.screen }];
}

function answersWith(machine: Machine, token: number): SessionEvent[] {
  const looksUp = cardOf(machine);
  const answers: Identified[] = [
    ...customersOf(looksUp).map((customer) => ({ kind: 'found' as const, customer })),
    { kind: 'cardProblem', problem: 'inactive' },
    { kind: 'lookUpProblem', problem: 'busy' },
  ];
  const outcomes: SpendOutcome[] = [aPaidOutcome(), NOT_PAID, NOT_COMPLETED];
  return [
    ...customersOf(looksUp).map((customer): SessionEvent => ({
      kind: 'earlierKnown',
      token,
      customer: earlier(customer),
    })),
    ...answers.map((answer): SessionEvent => ({ kind: 'identified', token, answer })),
    ...outcomes.map((outcome): SessionEvent => ({ kind: 'spendEnded', token, outcome })),
    { kind: 'olderRead', token, answer: { kind: 'read', history: WHOLE_HISTORY } },
    { kind: 'olderRead', token, answer: { kind: 'failed', problem: 'offline' } },
    { kind: 'spendStepped', token, step: 'checking' },
    { kind: 'printEnded', token, result: { kind: 'printed' } },
    { kind: 'printEnded', token, result: { kind: 'problem', problem: 'noPaper', mayBeOut: false } },
    { kind: 'pinChecked', token, answer: { kind: 'right' } },
    { kind: 'pinChecked', token, answer: { kind: 'wrong', lockedSeconds: 2 } },
  ];
}

/** The last known balance of the card of the session, and of another card. */
function recalls(machine: Machine): SessionEvent[] {
  return [cardOf(machine), OTHER_CARD].flatMap((identifierValue) =>
    [...customersOf(identifierValue).map(earlier), null].map((customer): SessionEvent => ({
      kind: 'recalled',
      identifierValue,
      customer,
    })),
  );
}

function earlier(customer: Customer): Customer {
  return { ...customer, isLive: false, history: null };
}

function cardOf({ state }: Machine): string {
  if ('identifierValue' in state) return state.identifierValue;
  return 'customer' in state ? state.customer.identifierValue : DEMO_CARD;
}

const WHOLE_HISTORY: PaymentHistory = {
  items: [anItem(0), anItem(1), anItem(2)],
  rest: { kind: 'none' },
};

/** One customer with a cap and one customer in debt. Each card belongs to a different contact. */
function customersOf(identifierValue: string): Customer[] {
  const contactUuid = `contact of ${identifierValue}`;
  return [
    aCustomer({
      identifierValue,
      contactUuid,
      cap: { limitInCents: cents(600), kind: 'offline' },
      history: { items: [anItem(0), anItem(1)], rest: OLDER },
    }),
    aCustomer({ identifierValue, contactUuid, availableInCents: cents(-1), history: null }),
  ];
}
