/** Customers and staff. They use the terminals, and every answer is recorded. */
import { assertNever } from '../../src/shared/assert.ts';
import { contactUuid, identifierValue, operationId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import type { Operation } from '../../src/main/journal/operation.ts';
import { PROOF_MS } from '../../src/main/sync/delays.ts';
import type { Identified, KnownCustomer, PaymentOutcome } from '../../src/main/wallet/results.ts';
import type { ReversalOutcome } from '../../src/main/wallet/wallet.ts';
import type { Account } from './account.ts';
import { archiveOld } from './archive-old.ts';
import { hasOpenBefore, hasOperation, promiseOf } from './operations.ts';
import type { Figures, Watch, Who } from './figures.ts';
import { inPayment, noteOperation } from './request-budget.ts';
import type { RequestRecord } from './request-record.ts';
import { offlineBreach } from './offline-check.ts';
import type { Action, Plan } from './plan.ts';
import type { Instance, Terminal } from './terminal.ts';

export interface People {
  asked: readonly RequestRecord[];
  act(action: Action): void;
  /** Must be called for every operation that is added to a journal. */
  noteAdded(operation: Operation): void;
  /** To be called when an operation is sent: its customer must not have been told that it is not paid. */
  noteSent(operationId: string): void;
  noteCrash(instance: Instance): void;
  /** Each kind of answer that was reached. */
  reached: Set<string>;
}

export interface PeopleOptions {
  plan: Plan;
  account: Account;
  terminals: readonly Terminal[];
  figures: Figures;
  trace: (line: string) => void;
  onFailure: (what: string) => void;
}

/** A terminal that asked the server nothing for this long has nothing under way. */
const QUIET_MS = 5_000;

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500;
}

type Beginning = Omit<
  RequestRecord,
  'operationId' | 'answer' | 'askedMs' | 'waitedMs' | 'promiseAtCrash' | 'figure'
>;

export function createPeople(options: PeopleOptions): People {
  const { plan, account, terminals, figures, trace, onFailure } = options;
  const asked: RequestRecord[] = [];
  const reached = new Set<string>();
  /** Cards that a terminal saw inactive, until it sees them in good order again. */
  const stopped = new Set<string>();
  /** True if the server may tell a terminal to send nothing for a while. */
  const canAskToWait =
    (plan.behaviour.rateLimit ?? null) !== null ||
    plan.outages.some(({ kind }) => kind === 'tooMany' || kind === 'maintenance') ||
    plan.faults.some(({ fault }) => fault.kind === 'tooMany429' || fault.kind === 'unavailable503');
  const canRefuseOnce = plan.faults.some(({ route }) => route === 'find');
  let adding: RequestRecord | null = null;
  const beginLookUp = createLookUps();

  const begin = (facts: Beginning): RequestRecord => {
    const record: RequestRecord = {
      ...facts,
      operationId: null,
      answer: null,
      askedMs: facts.instance.time.monotonicMs(),
      waitedMs: null,
      promiseAtCrash: null,
      figure: null,
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
      const breach = offlineBreach(record, { plan, account, watch: terminals[record.terminal] });
      if (breach !== null) onFailure(`action ${record.name}: ${breach}`);
      if (stopped.has(`${record.terminal} ${record.card}`)) {
        onFailure(`action ${record.name}: promised to a card that was seen inactive`);
      }
    }
    if (answer.kind === 'paid') checkFigures(record, answer);
    if (answer.kind === 'notPaid' && answer.reason === 'busy' && isForgotten(record)) {
      onFailure(`action ${record.name} was answered busy, and nothing was done for it`);
    }
  };

  /** True if a payment waited until its time was over, while the terminal had nothing else to do. */
  const isForgotten = ({ terminal, waitedMs, operationId: id, instance }: RequestRecord): boolean =>
    !canAskToWait &&
    (waitedMs ?? 0) >= PROOF_MS &&
    (terminals[terminal]?.quietMs() ?? 0) > QUIET_MS &&
    !hasOpenBefore(instance.opened.db, id);

  const checkFigures = (
    record: RequestRecord,
    { isInLedger, beforeInCents, afterInCents }: Extract<PaymentOutcome, { kind: 'paid' }>,
  ): void => {
    const breach = isInLedger
      ? (record.figure?.end(afterInCents) ?? null)
      : figures.breachOffline(record, beforeInCents);
    if (breach !== null) onFailure(`action ${record.name}: contact ${record.contact} ${breach}`);
    if (!isInLedger) figures.saidOffline(record, afterInCents);
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

  function pay(record: RequestRecord, uuid: string): void {
    const { wallet } = record.instance.money;
    record.figure = figures.watch(record);
    const request = {
      contactUuid: contactUuid(uuid),
      identifierValue: identifierValue(record.card),
      amountInCents: cents(Math.abs(record.amountInCents)),
      onStep: (step: string) => {
        if (record.instance.isAlive) reached.add(`step:${step}`);
      },
    };
    const outcome = during(record, () =>
      inPayment(() => (record.kind === 'spend' ? wallet.spend(request) : wallet.topUp(request))),
    );
    outcome.then(
      (answer) => {
        tell(record, answer);
        record.figure?.cancel();
      },
      (error: unknown) => onFailure(`action ${record.name} threw ${String(error)}`),
    );
  }

  function customer(action: Extract<Action, { kind: 'customer' }>, instance: Instance): void {
    const card = account.cardValue(action.contact, action.card);
    const stopKey = `${action.terminal} ${card}`;
    const who = { instance, terminal: action.terminal, contact: action.contact };
    const figure = figures.watch(who);
    terminals[action.terminal]?.cardStatuses.delete(card);
    const lookUp = beginLookUp(instance, card);
    let paysFor: KnownCustomer | null = null;
    const payLater = (known: KnownCustomer): void => {
      const amountInCents = amountOf(action, known);
      if (amountInCents === null) return;
      paysFor = known;
      instance.time.after(action.thinkMs, () => {
        // The look-up may have ended with a problem of the card while the customer was thinking.
        if (!instance.isAlive || paysFor !== known) return;
        const { terminal, contact, name } = action;
        const kind = 'spend' as const;
        const facts = { name, terminal, contact, kind, card, instance };
        // The contact may have been merged while the customer was thinking.
        pay(begin({ ...facts, amountInCents: -amountInCents }), known.contactUuid);
      });
    };
    /** Half of the customers pay from the last known balance, without waiting for the ledger. */
    const seesEarlier = (known: KnownCustomer): void => {
      if (!instance.isAlive) return;
      reached.add('identify:earlier');
      const breach = figures.breachOffline(who, known.availableInCents);
      if (breach !== null) onFailure(`action ${action.name}: contact ${action.contact} ${breach}`);
      if (known.isLive) onFailure(`action ${action.name}: an earlier balance is shown as live`);
      if (stopped.has(stopKey)) {
        onFailure(`action ${action.name}: a card that was seen inactive is shown`);
      }
      if (action.name % 2 === 0) payLater(known);
    };
    const proceed = (answer: Identified): void => {
      if (!instance.isAlive) return;
      const isAlone = lookUp.end();
      checkShown(action, who, { answer, figure });
      // The server knows better than the last known balance. A request to find the contact again may fail by itself.
      const status = terminals[action.terminal]?.cardStatuses.get(card) ?? 0;
      if (answer.kind === 'found' && isRefusal(status) && !canRefuseOnce && isAlone) {
        onFailure(`action ${action.name}: a card that the server refused is shown`);
      }
      trace(`T${action.terminal} action ${action.name} sees ${briefly(answer)}`);
      reached.add(`identify:${reasonOf(answer)}`);
      if (answer.kind === 'cardProblem' && answer.problem === 'inactive') stopped.add(stopKey);
      if (answer.kind !== 'found') {
        paysFor = null;
        return;
      }
      const { customer: known } = answer;
      if (known.isLive) {
        stopped.delete(stopKey);
        terminals[action.terminal]?.sawLive(action.contact);
      }
      if (account.contactOf(known.contactUuid) !== action.contact) {
        onFailure(
          `action ${action.name}: the card of contact ${action.contact} is somebody else's`,
        );
      }
      // Whoever pays from the last known balance has made up their mind already.
      if (paysFor === null) payLater(known);
    };
    instance.money.wallet
      .identify(identifierValue(card), seesEarlier)
      .then(proceed, (error: unknown) => {
        onFailure(`action ${action.name}: identify threw ${String(error)}`);
      });
  }

  function checkShown(
    { name, contact }: Extract<Action, { kind: 'customer' }>,
    who: Who,
    { answer, figure }: { answer: Identified; figure: Watch },
  ): void {
    if (answer.kind !== 'found') {
      figure.cancel();
      return;
    }
    const { isLive, availableInCents } = answer.customer;
    const breach = isLive
      ? figure.end(availableInCents)
      : figures.breachOffline(who, availableInCents);
    if (breach !== null) onFailure(`action ${name}: contact ${contact} ${breach}`);
    if (!isLive) figure.cancel();
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
    const promise = promiseOf(instance.opened.db, target.operationId);
    const answer = during(record, () => instance.money.wallet.reverse(id));
    if (answer.kind === 'intended' && promise !== 'paid') {
      onFailure(`action ${action.name} takes back what was promised ${String(promise)}`);
    }
    tell(record, answer);
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
      noteOperation(operation.id);
      if (adding !== null && operation.kind !== 'reversal') adding.operationId = operation.id;
    },
    noteSent(id) {
      const record = asked.find(
        ({ kind, operationId }) => kind !== 'reverse' && operationId === id,
      );
      if (record === undefined || record.answer === null || record.answer.kind === 'paid') return;
      onFailure(`action ${record.name} is sent after it was answered ${record.answer.kind}`);
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
            const record = begin({ name, terminal, contact, kind, card, amountInCents, instance });
            pay(record, account.contactUuid(contact));
          });
          return;
        case 'reverse':
          atTerminal(action.terminal, (instance) => reverse(action, instance));
          return;
        case 'elsewhere':
          account.spendElsewhere(action.contact, action.amountInCents);
          figures.changed();
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
        case 'powerCut':
          terminals[action.terminal]?.powerCut(action.damage);
          return;
        case 'clone':
          terminals[action.terminal]?.clone();
          return;
        case 'replace':
          terminals[action.terminal]?.replaceMachine(action.isMoved);
          return;
        case 'restore':
          terminals[action.terminal]?.restoreLater(action.afterMs);
          return;
        case 'archive':
          atTerminal(action.terminal, (instance) => {
            archiveOld(instance, { index: action.terminal, reached, trace, fail: onFailure });
          });
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

interface LookUp {
  /** Returns true if no other look-up of the card ran at the same time. */
  end(): boolean;
}

/** Look-ups of one card that overlap: a status of one of them says nothing about the others. */
function createLookUps(): (instance: Instance, card: string) => LookUp {
  const running = new WeakMap<Instance, Map<string, Set<{ isAlone: boolean }>>>();
  return (instance, card) => {
    const byCard = running.get(instance) ?? new Map<string, Set<{ isAlone: boolean }>>();
    running.set(instance, byCard);
    const others = byCard.get(card) ?? new Set();
    byCard.set(card, others);
    for (const other of others) other.isAlone = false;
    const own = { isAlone: others.size === 0 };
    others.add(own);
    return {
      end() {
        others.delete(own);
        return own.isAlone;
      },
    };
  };
}
