/**
 * The terminal's durable record of money: operations and the chain of events, in one SQLite file.
 * The only writer of it; nothing is ever removed from it, and nothing is sent before it stands here.
 */
import type Database from 'better-sqlite3';
import { assert } from '../../shared/assert.ts';
import {
  operationId,
  type ContactUuid,
  type OperationId,
  type ShopUuid,
  type TransactionUuid,
} from '../../shared/ids.ts';
import { negateCents, type Cents } from '../../shared/money.ts';
import type { EpochMs } from '../../shared/time.ts';
import { CHAIN_START, hashOf } from './chain.ts';
import { assertTransitionAllowed } from './transition-rules.ts';
import { changeOfMove, isSettled, type Operation, type OperationChange } from './operation.ts';
import { fromRow, toRow } from './rows.ts';
import { createStatements, type Promised, type Statements } from './statements.ts';
import { written, type Written } from './disk-errors.ts';

/** What is known of an operation when it is made. */
export type NewOperation = Pick<
  Operation,
  | 'kind'
  | 'acceptedAs'
  | 'contactUuid'
  | 'identifierValue'
  | 'shopUuid'
  | 'amountInCents'
  | 'promise'
  | 'baseline'
>;

/** A row of the ledger that has to be taken back. */
export interface RowToReverse {
  uuid: TransactionUuid;
  amountInCents: Cents;
  contactUuid: ContactUuid;
  shopUuid: ShopUuid;
}

export interface JournalWaiting {
  /** Open operations that are not held. */
  count: number;
  heldCount: number;
  oldestAt: EpochMs | null;
}

export interface JournalOptions {
  db: Database.Database;
  now: () => EpochMs;
  newId: () => string;
}

export class Journal {
  readonly #db: Database.Database;
  readonly #now: () => EpochMs;
  readonly #newId: () => string;
  readonly #sql: Statements;
  /** What waits, oldest first, and what is held: kept in memory, as the screen asks at every change. */
  readonly #waiting = new Map<OperationId, EpochMs>();
  readonly #held = new Set<OperationId>();
  /** The last event of the chain. */
  #end = { seq: 0, hash: CHAIN_START };
  #presentCount = 0;

  constructor({ db, now, newId }: JournalOptions) {
    this.#db = db;
    this.#now = now;
    this.#newId = newId;
    this.#sql = createStatements(db);
    this.#recall();
  }

  /** All that `write` changes stands together or not at all; `unwritable` when the disk would not take it. */
  write<T>(write: () => T): Written<T> {
    let isWritten = false;
    try {
      const result = written(() => this.#db.transaction(write)());
      isWritten = result.kind === 'written';
      return result;
    } finally {
      if (!isWritten) this.#recall();
    }
  }

  /** A new operation, never sent yet. Inside `write`. */
  add(facts: NewOperation): Operation {
    return this.#insert({
      ...facts,
      id: this.#nextId(),
      reversesUuid: null,
      reversesOperationId: null,
      createdAt: this.#now(),
      method: 'create',
      ledger: 'absent',
      uuid: null,
      balanceAfterInCents: null,
      refusal: null,
      sends: 0,
      firstSentAtServer: null,
      lastSentAtServer: null,
      heldReason: null,
      decision: null,
      decidedBy: null,
    });
  }

  /** The intent to take a row back, before anything is sent; null where that row has its reversal already. Inside `write`. */
  addReversal(
    row: RowToReverse,
    of: Operation | null,
    method: 'reverse' | 'create',
  ): Operation | null {
    if (this.#sql.reversalOf.get(row.uuid) !== undefined) return null;
    const reversal = this.#insert({
      kind: 'reversal',
      acceptedAs: 'queued',
      contactUuid: row.contactUuid,
      identifierValue: of?.identifierValue ?? null,
      shopUuid: row.shopUuid,
      amountInCents: negateCents(row.amountInCents),
      promise: 'paid',
      baseline: null,
      id: this.#nextId(),
      reversesUuid: row.uuid,
      reversesOperationId: of?.uuid === row.uuid ? of.id : null,
      createdAt: this.#now(),
      method,
      ledger: 'absent',
      uuid: null,
      balanceAfterInCents: null,
      refusal: null,
      sends: 0,
      firstSentAtServer: null,
      lastSentAtServer: null,
      heldReason: null,
      decision: null,
      decidedBy: null,
    });
    if (of !== null) this.change(of.id, 'reversed', {});
    return reversal;
  }

  /** Sets facts of an operation and appends the event of it. Inside `write`. */
  change(id: OperationId, event: string, change: OperationChange): Operation {
    const before = this.get(id);
    assertTransitionAllowed(before, change);
    const facts = { ...before, ...change };
    const after = { ...facts, isSettled: isSettled(facts, this.#hasReversal(facts)) };
    this.#sql.update.run(toRow(after));
    if (before.ledger !== 'present' && after.ledger === 'present') this.#noteBalance(after);
    this.#append(id, event, { ...change, isSettled: after.isSettled });
    this.#noteWaiting(after);
    return after;
  }

  /**
   * The contact was merged into another: all of ours goes with it. False, and nothing moved,
   * while a POST is under way, or both have an operation in flight. Inside `write`.
   */
  moveContact(from: ContactUuid, to: ContactUuid): boolean {
    const open = this.openOf(from);
    if (open.some(({ ledger }) => ledger === 'sent')) return false;
    if (this.#hasInFlight(from) && this.#hasInFlight(to)) return false;
    const known = new Map([...open, ...this.sentOf(from)].map((one) => [one.id, one]));
    for (const operation of known.values()) {
      this.change(operation.id, 'rebound', changeOfMove(operation, to));
    }
    this.#sql.moveSeenCards.run({ from, to });
    this.#sql.moveStop.run({ from, to });
    return true;
  }

  /** An event that belongs to no operation (a start, a stop, a decision about the journal itself). */
  note(kind: string, body: Record<string, string | number | boolean | null>): void {
    this.#append(null, kind, body);
  }

  get(id: OperationId): Operation {
    const row = this.#sql.byId.get(id);
    assert(row !== undefined, 'an operation is never lost from the journal');
    return fromRow(row);
  }

  /** The open operation of a contact whose turn it is: what is to be taken back goes before what is new; none that is held. */
  nextOpen(contactUuid: ContactUuid): Operation | null {
    const row = this.#sql.nextOpen.get(contactUuid);
    return row === undefined ? null : fromRow(row);
  }

  /** Contacts with open operations that are not held, the longest waiting first. */
  openContacts(): ContactUuid[] {
    return this.#sql.openContacts.all().map((row) => row.contactUuid);
  }

  /** Open operations of one contact, held ones too. */
  openOf(contactUuid: ContactUuid): Operation[] {
    return this.#sql.openOf.all(contactUuid).map(fromRow);
  }

  allOpen(): Operation[] {
    return this.#sql.allOpen.all().map(fromRow);
  }

  /** What is promised and has to be sent: neither who still waits for an answer, nor what is only looked up. */
  queued(): OperationId[] {
    return this.#sql.queued.all().map(({ id }) => id);
  }

  held(): Operation[] {
    return this.#sql.held.all().map(fromRow);
  }

  /** Operations of a contact that may have reached the ledger, whatever became of them. */
  sentOf(contactUuid: ContactUuid): Operation[] {
    return this.#sql.sentOf.all(contactUuid).map(fromRow);
  }

  /** Contacts with operations that were sent at or after a time of the server's clock. */
  contactsSince(since: EpochMs): ContactUuid[] {
    return this.#sql.contactsSince.all(since).map((row) => row.contactUuid);
  }

  /** Whether an operation has this row of the ledger as its own. */
  isClaimed(uuid: TransactionUuid): boolean {
    return this.#sql.claim.get(uuid) !== undefined;
  }

  /** Whether the row is an operation's own, or one too many that is being taken back: it can be no other's. */
  isSpokenFor(uuid: TransactionUuid): boolean {
    return this.isClaimed(uuid) || this.isReversed(uuid);
  }

  /** Whether a reversal of this row of the ledger is intended already. */
  isReversed(uuid: TransactionUuid): boolean {
    return this.#sql.reversalOf.get(uuid) !== undefined;
  }

  /** Spends that are promised as paid and not in the ledger yet, as a positive amount; of all contacts for null. */
  unsettledSpends(contactUuid: ContactUuid | null): number {
    return this.#unsettled('spend', contactUuid);
  }

  /** The same of top-ups. */
  unsettledTopUps(contactUuid: ContactUuid | null): number {
    return this.#unsettled('topUp', contactUuid);
  }

  /** Grows whenever the ledger turns out to have another row of ours: a balance read across it may be old. */
  get presentCount(): number {
    return this.#presentCount;
  }

  waiting(): JournalWaiting {
    const [oldest] = this.#waiting.values();
    return {
      count: this.#waiting.size,
      heldCount: this.#held.size,
      oldestAt: oldest ?? null,
    };
  }

  /**
   * What was seen of the contact before is not its balance any more; told in the same transaction,
   * so that no crash leaves an old balance to be spent from without a network.
   */
  #noteBalance({ contactUuid, amountInCents, balanceAfterInCents }: Operation): void {
    this.#presentCount += 1;
    if (balanceAfterInCents === null) this.#sql.moveSeen.run({ contactUuid, amountInCents });
    else this.#sql.setSeen.run({ contactUuid, balanceAfterInCents, asOf: this.#now() });
  }

  /** What a balance that was seen may have of the contact and will not keep, as a positive amount. */
  toBeTakenBack(contactUuid: ContactUuid): number {
    return this.#sql.toBeTakenBack.get(contactUuid)?.cents ?? 0;
  }

  #unsettled(kind: Promised, contactUuid: ContactUuid | null): number {
    const { owedBy, owedByAll } = this.#sql;
    const promised = contactUuid === null ? owedByAll.get(kind) : owedBy.get(kind, contactUuid);
    return promised?.cents ?? 0;
  }

  #hasInFlight(contactUuid: ContactUuid): boolean {
    return this.#sql.inFlight.get(contactUuid) !== undefined;
  }

  #hasReversal(operation: Pick<Operation, 'uuid'>): boolean {
    return operation.uuid !== null && this.isReversed(operation.uuid);
  }

  #insert(facts: Omit<Operation, 'isSettled'>): Operation {
    const operation = { ...facts, isSettled: isSettled(facts, false) };
    this.#sql.insert.run(toRow(operation));
    const { id, ...body } = operation;
    this.#append(id, 'created', body);
    this.#noteWaiting(operation);
    return operation;
  }

  #append(id: OperationId | null, kind: string, facts: object): void {
    const event = {
      seq: this.#end.seq + 1,
      at: this.#now(),
      operationId: id,
      kind,
      body: JSON.stringify(facts),
      previousHash: this.#end.hash,
    };
    const hash = hashOf(event);
    this.#sql.append.run({ ...event, hash });
    this.#end = { seq: event.seq, hash };
  }

  #nextId(): OperationId {
    return operationId(this.#newId());
  }

  #noteWaiting({ id, heldReason, isSettled: isDone, createdAt }: Operation): void {
    if (heldReason !== null || isDone) this.#waiting.delete(id);
    else if (!this.#waiting.has(id)) this.#waiting.set(id, createdAt);
    if (heldReason === null) this.#held.delete(id);
    else this.#held.add(id);
  }

  /** Memory as the file has it: at the start, and after a write that was rolled back. */
  #recall(): void {
    this.#end = this.#sql.chainEnd.get() ?? { seq: 0, hash: CHAIN_START };
    this.#waiting.clear();
    this.#held.clear();
    for (const { id, createdAt, isHeld } of this.#sql.waiting.iterate()) {
      if (isHeld === 1) this.#held.add(id);
      else this.#waiting.set(id, createdAt);
    }
  }
}
