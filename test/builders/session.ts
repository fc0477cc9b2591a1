/** Test data for session tests, and a session with its timers and effects simulated as kiosk.ts runs them. */
import { assert } from '../../src/shared/assert.ts';
import type { HistoryItem, Intent, Screen, View } from '../../src/shared/contract.ts';
import { cents } from '../../src/shared/money.ts';
import type { OlderRead, OlderRows } from '../../src/shared/payment-history.ts';
import { epochMs } from '../../src/shared/time.ts';
import type {
  Customer,
  Identified,
  Printed,
  SpendOutcome,
} from '../../src/main/session/answers.ts';
import type { SessionConfig } from '../../src/main/session/config.ts';
import type { Effect, Timer } from '../../src/main/session/effects.ts';
import type { SessionEvent } from '../../src/main/session/events.ts';
import { createMachine, step } from '../../src/main/session/machine.ts';
import type { Machine } from '../../src/main/session/state.ts';
import { viewOf, type Terminal } from '../../src/main/session/view.ts';
import { DEMO_CARD } from './names.ts';
import { STANDARD } from './view.ts';

export const OTHER_CARD = '04A1B2C3D4E5F6';

export function aSessionConfig(over: Partial<SessionConfig> = {}): SessionConfig {
  return {
    idleMs: 30_000,
    warningMs: 30_000,
    armMs: 600,
    minorDigits: 2,
    resultMs: 12_000,
    receiptMs: 45_000,
    noticeMs: 2_500,
    repeatMs: 2_500,
    quickAmountsInCents: [cents(250), cents(500), cents(10_000)],
    languages: ['en', 'nl'],
    language: 'en',
    hasPrinter: true,
    volume: STANDARD.volume,
    staff: { hasPin: true, demoPin: null },
    isSandbox: true,
    ...over,
  };
}

export function aCustomer(over: Partial<Customer> = {}): Customer {
  return {
    identifierValue: DEMO_CARD,
    contactUuid: 'contact-1',
    cardName: 'Krabby Membership',
    availableInCents: cents(5_000),
    asOf: epochMs(1_700_000_000_000),
    isLive: true,
    history: { items: [anItem()], rest: { kind: 'none' } },
    cap: null,
    canSpend: true,
    isEarlierUnsettled: false,
    ...over,
  };
}

/** A payment of a history, `ageSeconds` before the payment of `aCustomer()`. */
export function anItem(ageSeconds = 0): HistoryItem {
  return {
    uuid: `transaction-${String(ageSeconds + 1)}`,
    amountInCents: cents(-250),
    createdAt: epochMs(1_699_999_000_000 - ageSeconds * 1_000),
    shopName: 'Krusty Krab',
  };
}

/** A list that goes on after the first two rows. */
export const OLDER: OlderRows = {
  kind: 'older',
  order: 'descending',
  total: 3,
  firstTotal: 3,
  linkAt: 0,
};

export function aPaidOutcome(over: { isInLedger?: boolean } = {}): SpendOutcome {
  return {
    kind: 'paid',
    beforeInCents: cents(5_000),
    afterInCents: cents(4_500),
    isInLedger: over.isInLedger ?? true,
    paidAt: epochMs(1_700_000_001_000),
    reference: 'K7-42',
  };
}

export const NOT_PAID: SpendOutcome = {
  kind: 'notPaid',
  reason: 'balanceTooLow',
  availableInCents: cents(300),
};

export const NOT_COMPLETED: SpendOutcome = {
  kind: 'notCompleted',
  endedAt: epochMs(1_700_000_002_000),
  reference: 'K7-43',
};

export function aTerminalStatus(over: Partial<Terminal> = {}): Terminal {
  return {
    revision: 1,
    currency: 'EUR',
    minorDigits: 2,
    shopName: 'Krusty Krab',
    accentColor: null,
    shopLogo: null,
    shopPictures: [],
    readerPlace: 'below',
    speech: 'onRequest',
    physicalScreen: { pixelsPerMm: null, diagonalInches: null },
    reader: 'ready',
    gesture: 'either',
    demoCards: [{ kind: 'ordinary', value: DEMO_CARD }],
    connection: { kind: 'online' },
    takesMoney: true,
    waiting: { count: 0, oldestAt: null, heldCount: 0 },
    drain: null,
    staff: { notices: [], readers: [], feed: [], teaching: { kind: 'off' } },
    ...over,
  };
}

export interface Session {
  readonly machine: Machine;
  readonly view: View;
  readonly screen: Screen;
  /** The running timers, with their delays in milliseconds. */
  readonly timers: ReadonlyMap<Timer, number>;
  /** How often a timer was started. */
  starts(timer: Timer): number;
  /** All effects since the start, without the timers. */
  readonly asked: readonly Asked[];
  /** The cards whose last known balance was asked for. */
  readonly recalls: readonly string[];
  readonly spends: readonly Asked[];
  readonly prints: readonly Asked[];
  send(...events: SessionEvent[]): void;
  /** Touches buttons of the present screen. */
  tap(...kinds: DrawnKind[]): void;
  type(digits: string): void;
  scan(value: string): void;
  /** Answers the latest look-up. */
  identified(answer: Identified): void;
  /** Answers the latest request for older payments. */
  olderRead(answer: OlderRead): void;
  /** Ends the latest spend, and draws its result. */
  spendEnded(outcome: SpendOutcome): void;
  /** Answers for the latest receipt that was sent to the printer. */
  printEnded(result: Printed): void;
  /** Lets running timers fire. Fails if a timer does not run. */
  fire(...timers: Timer[]): void;
}

type Asked = Extract<Effect, { token: number }>;

type DrawnKind = Exclude<
  Extract<Intent, { screenId: number }>['kind'],
  'pressDigit' | 'chooseAmount' | 'useProfile'
>;

/** A kiosk in service that waits for a card. */
export function aSession(over: Partial<SessionConfig> = {}): Session {
  const config = aSessionConfig(over);
  const session = drive(createMachine(config));
  session.send({ kind: 'ready', config });
  return session;
}

/** A session at the named screen, with a balance of €50.00. From the amount screen on, €5.00 is typed. */
export function aSessionAt(
  kind: 'balance' | 'amount' | 'confirm' | 'armed' | 'paying' | 'paid',
  customer: Customer = aCustomer(),
): Session {
  const session = aSession();
  session.scan(customer.identifierValue);
  session.identified({ kind: 'found', customer });
  const ways = {
    amount: () => {
      session.tap('startSpend');
      session.type('500');
    },
    confirm: () => session.tap('review'),
    armed: () => session.fire('arm'),
    paying: () => session.tap('confirmSpend'),
    paid: () => session.spendEnded(aPaidOutcome()),
  };
  if (kind === 'balance') return session;
  for (const [reached, go] of Object.entries(ways)) {
    go();
    if (reached === kind) return session;
  }
  return session;
}

export function drive(start: Machine): Session {
  let machine = start;
  const asked: Asked[] = [];
  const recalls: string[] = [];
  const timers = new Map<Timer, number>();
  const started: Timer[] = [];
  const send = (...events: SessionEvent[]): void => {
    for (const event of events) {
      const next = step(machine, event);
      machine = next.machine;
      for (const effect of next.effects) {
        switch (effect.kind) {
          case 'startTimer':
            timers.set(effect.timer, effect.delayMs);
            started.push(effect.timer);
            break;
          case 'cancelTimer':
            assert(timers.delete(effect.timer), `${effect.timer} runs`);
            break;
          case 'identify':
          case 'readOlder':
          case 'spend':
          case 'print':
          case 'checkPin':
            asked.push(effect);
            break;
          case 'recall':
            recalls.push(effect.identifierValue);
            break;
          case 'startTeaching':
          case 'cancelTeaching':
          case 'useProfile':
        }
      }
    }
  };
  const drawn = (): { screenId: number } => ({ screenId: machine.counters.screen });
  const token = (): number => machine.counters.request;
  return {
    get machine() {
      return machine;
    },
    get view() {
      return viewOf(machine, aTerminalStatus());
    },
    get screen() {
      return viewOf(machine, aTerminalStatus()).screen;
    },
    timers,
    starts: (timer) => started.filter((name) => name === timer).length,
    asked,
    recalls,
    get spends() {
      return asked.filter(({ kind }) => kind === 'spend');
    },
    get prints() {
      return asked.filter(({ kind }) => kind === 'print');
    },
    send,
    tap: (...kinds) => {
      for (const kind of kinds) send({ kind, ...drawn() });
    },
    type: (digits) => {
      for (const digit of digits) send({ kind: 'pressDigit', digit: Number(digit), ...drawn() });
    },
    scan: (value) => send({ kind: 'scanned', value }),
    identified: (answer) => send({ kind: 'identified', token: token(), answer }),
    olderRead: (answer) => send({ kind: 'olderRead', token: token(), answer }),
    spendEnded: (outcome) => {
      send({ kind: 'spendEnded', token: token(), outcome });
      send({ kind: 'drawn', ...drawn() });
    },
    printEnded: (result) => send({ kind: 'printEnded', token: token(), result }),
    fire: (...fired) => {
      for (const timer of fired) {
        assert(timers.delete(timer), `${timer} runs`);
        send({ kind: 'timerFired', timer });
      }
    },
  };
}

/** Lets the timer fire, and then lets the warning run out without an answer. */
export function waitOut(session: Session, timer: Timer): void {
  session.fire(timer);
  while (session.view.overlay?.kind === 'stillThere') session.fire('second');
}

/** A machine without its counters. The counters contain nothing about a customer. */
export function withoutCounters({
  config,
  state,
  language,
  adjustments,
  sheet,
  notice,
  secondsLeft,
  isArmed,
}: Machine): unknown {
  return { config, state, language, adjustments, sheet, notice, secondsLeft, isArmed };
}
