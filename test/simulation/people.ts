/** Customers and staff. They use the terminals, and every answer is recorded. */
import { assertNever } from '../../src/shared/assert.ts';
import { contactUuid, identifierValue, operationId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import type { Operation } from '../../src/main/journal/operation.ts';
import type { Identified, KnownCustomer, PaymentOutcome } from '../../src/main/wallet/results.ts';
import type { ReversalOutcome } from '../../src/main/wallet/wallet.ts';
import type { Account } from './account.ts';
import { hasOperation, promiseOf } from './operations.ts';
import type { RequestRecord } from './request-record.ts';
import { offlineBreach } from './offline-check.ts';
import type { Action, Plan } from './plan.ts';
import type { Instance, Terminal } from './terminal.ts';

export interface People {
  asked: readonly RequestRecord[];
  act(action: Action): void;
  /** Must be called for every operation that is added to a journal. */
  noteAdded(operation: Operation): void;
  noteCrash(instance: Instance): void;
  /** Each kind of answer that was reached. */
  reached: Set<string>;
}

export interface PeopleOptions {
  plan: Plan;
  account: Account;
  terminals: readonly Terminal[];
  trace: (line: string) => void;
  onFailure: (what: string) => void;
}

type Beginning = Omit<
  RequestRecord,
  'operationId' | 'answer' | 'askedMs' | 'waitedMs' | 'promiseAtCrash'
>;

export function createPeople(options: PeopleOptions): People {
  const { plan, account, terminals, trace, onFailure } = options;
  const asked: RequestRecord[] = [];
  const reached = new Set<string>();
  /** Cards that a terminal saw inactive, until it sees them in good order again. */
  const stopped = new Set<string>();
  let adding: RequestRecord | null = null;

  const begin = (facts: Beginning): RequestRecord => {
    const record: RequestRecord = {
      ...facts,
      operationId: null,
      answer: null,
      askedMs: facts.instance.time.monotonicMs(),
      waitedMs: null,
      promiseAtCrash: null,
    };
    asked.push(record);
    return record;
  };

  const tell = (record: RequestRecord, answer: PaymentOutcome | ReversalOutcome): void => {
    if (!record.instance.isAlive) return;
    record.answer = answer;
    record.waitedMs = record.instance.time.monotonicMs() - record.askedMs;
    reached.add(`${record.kind}:${answer.kind}${'reason' in answer ? `:${answer.reason}` : ''}`);
    trace(`T${record.terminal} action ${record.name} is answered ${JSON.stringify(answer)}`);
    if (answer.kind === 'paid' && !isLedgerTime(answer.paidAt, record.instance)) {
      onFailure(`action ${record.name}: the receipt has another time than the ledger`);
    }
    if (answer.kind === 'paid' && !answer.isInLedger) {
      reached.add(`${record.kind}:paidOffline`);
      const breach = offlineBreach(record.instance, record, plan.offline);
      if (breach !== null) onFailure(`action ${record.name}: ${breach}`);
      if (stopped.has(`${record.terminal} ${record.card}`)) {
        onFailure(`action ${record.name}: promised to a card that was seen inactive`);
      }
    }
  };

  /** An operation that is added to the journal while `run` runs belongs to this record. */
  const during = <T>(record: RequestRecord, run: () => T): T => {
    adding = record;
    try {
      return run();
    } finally {
      adding = null;
    }
  };

  function pay(record: RequestRecord): void {
    const { wallet } = record.instance.money;
    const request = {
      contactUuid: contactUuid(account.contactUuid(record.contact)),
      identifierValue: identifierValue(record.card),
      amountInCents: cents(Math.abs(record.amountInCents)),
      onStep: (step: string) => {
        if (record.instance.isAlive) reached.add(`step:${step}`);
      },
    };
    const outcome = during(record, () =>
      record.kind === 'spend' ? wallet.spend(request) : wallet.topUp(request),
    );
    outcome.then(
      (answer) => tell(record, answer),
      (error: unknown) => onFailure(`action ${record.name} threw ${String(error)}`),
    );
  }

  function customer(action: Extract<Action, { kind: 'customer' }>, instance: Instance): void {
    const card = account.cardValue(action.contact, action.card);
    const stopKey = `${action.terminal} ${card}`;
    const proceed = (answer: Identified): void => {
      if (!instance.isAlive) return;
      trace(`T${action.terminal} action ${action.name} sees ${briefly(answer)}`);
      reached.add(`identify:${reasonOf(answer)}`);
      if (answer.kind === 'cardProblem' && answer.problem === 'inactive') stopped.add(stopKey);
      if (answer.kind !== 'found') return;
      const { customer: known } = answer;
      if (known.isLive) stopped.delete(stopKey);
      if (account.contactOf(known.contactUuid) !== action.contact) {
        onFailure(
          `action ${action.name}: the card of contact ${action.contact} is somebody else's`,
        );
      }
      const amountInCents = amountOf(action, known);
      if (amountInCents === null) return;
      instance.time.after(action.thinkMs, () => {
        if (!instance.isAlive) return;
        const { terminal, contact, name } = action;
        const kind = 'spend' as const;
        const facts = { name, terminal, contact, kind, card, instance };
        pay(begin({ ...facts, amountInCents: -amountInCents }));
      });
    };
    instance.money.wallet.identify(identifierValue(card)).then(proceed, (error: unknown) => {
      onFailure(`action ${action.name}: identify threw ${String(error)}`);
    });
  }

  function reverse(action: Extract<Action, { kind: 'reverse' }>, instance: Instance): void {
    const target = asked.find(({ name, kind }) => name === action.of && kind !== 'reverse');
    if (target === undefined || target.operationId === null || target.terminal !== action.terminal)
      return;
    // If the disk was full, the operation may be missing from the journal.
    if (!hasOperation(instance.opened.db, target.operationId)) return;
    const record = begin({
      name: action.name,
      terminal: action.terminal,
      contact: target.contact,
      kind: 'reverse',
      card: target.card,
      amountInCents: -target.amountInCents,
      instance,
    });
    record.operationId = target.operationId;
    const id = operationId(target.operationId);
    tell(
      record,
      during(record, () => instance.money.wallet.reverse(id)),
    );
  }

  function atTerminal(terminal: number, run: (instance: Instance) => void): void {
    const instance = terminals[terminal]?.running ?? null;
    instance?.time.whenAwake(() => {
      if (instance.isAlive) run(instance);
    });
  }

  return {
    asked,
    reached,
    noteAdded(operation) {
      if (adding !== null && operation.kind !== 'reversal') adding.operationId = operation.id;
    },
    noteCrash(instance) {
      for (const record of asked) {
        if (record.instance !== instance || record.answer !== null) continue;
        record.promiseAtCrash = promiseOf(instance.opened.db, record.operationId);
      }
    },
    act(action) {
      if (action.kind !== 'customer') trace(`action ${JSON.stringify(action)}`);
      reached.add(`action:${action.kind}`);
      switch (action.kind) {
        case 'customer':
          atTerminal(action.terminal, (instance) => customer(action, instance));
          return;
        case 'topUp':
          atTerminal(action.terminal, (instance) => {
            const { name, terminal, contact, amountInCents } = action;
            const kind = 'topUp' as const;
            const card = account.cardValue(contact, 0);
            pay(begin({ name, terminal, contact, kind, card, amountInCents, instance }));
          });
          return;
        case 'reverse':
          atTerminal(action.terminal, (instance) => reverse(action, instance));
          return;
        case 'elsewhere':
          account.spendElsewhere(action.contact, action.amountInCents);
          return;
        case 'stranger':
          account.addStranger(action.contact, action.amountInCents, action.terminal);
          return;
        case 'merge':
          account.merge(action.contact);
          return;
        case 'deactivate':
          account.deactivate(action.contact, action.card);
          return;
        case 'setClock':
          terminals[action.terminal]?.setClock(action.byMs);
          return;
        case 'sleep':
          terminals[action.terminal]?.running?.time.sleep(action.forMs);
          return;
        default:
          assertNever(action);
      }
    },
  };

  /** Null if the screen would not let the customer spend. */
  function amountOf(
    { amountInCents, isGreedy }: Extract<Action, { kind: 'customer' }>,
    { canSpend, availableInCents, cap }: KnownCustomer,
  ): number | null {
    if (!canSpend) return null;
    if (isGreedy) return amountInCents;
    return Math.min(amountInCents, availableInCents, cap?.limitInCents ?? availableInCents);
  }
}

function reasonOf(answer: Identified): string {
  switch (answer.kind) {
    case 'found':
      return answer.customer.isLive ? 'found' : 'foundOffline';
    case 'cardProblem':
    case 'lookUpProblem':
      return `${answer.kind}:${answer.problem}`;
    default:
      return assertNever(answer);
  }
}

function briefly(answer: Identified): string {
  if (answer.kind !== 'found') return reasonOf(answer);
  const { availableInCents, canSpend, cap, isLive } = answer.customer;
  return JSON.stringify({ availableInCents, canSpend, cap, isLive });
}

/** The wall clock of a terminal may be off by any amount. A receipt shows the time of the ledger, as far as it is known. */
function isLedgerTime(paidAt: number, { money }: Instance): boolean {
  const server = money.clock.serverNow();
  if (server === null) return true;
  return paidAt > server.earliest - RECEIPT_OFF_MS && paidAt < server.latest + RECEIPT_OFF_MS;
}

const RECEIPT_OFF_MS = 60_000;
