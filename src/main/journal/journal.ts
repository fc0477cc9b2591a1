/**
 * The terminal's durable record of money: operations and the chain of events, in one SQLite file.
 * Only this class writes to it, and nothing is sent before it is written here. Nothing is removed, except what a verified
 * archive file has (archive/move-out.ts).
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
import { hashOf } from './chain.ts';
import { assertTransitionAllowed } from './transition-rules.ts';
import { changeOfMove, isSettled, type Operation, type OperationChange } from './operation.ts';
import { changedFacts, fromRow, toRow } from './rows.ts';
import { createStatements, type Promised, type Statements } from './statements.ts';
import { written, type Written } from './disk-errors.ts';
import type { RecordKeeper } from './record.ts';
import { prepareSeal } from './seal.ts';
import type { JournalState, Note } from './state.ts';

/** The facts that the caller gives for a new operation. */
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

/** A row of the ledger that must be taken back. */
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
  /** Records the last event outside the database. Null for a journal in memory. */
  record: Pick<RecordKeeper, 'keep'> | null;
  /** What the events of the file add up to. The journal changes it. */
  state: JournalState;
  /** The event that the last seal of the file is for. 0 if it has none. */
  sealedSeq: number;
  /** After so many events, the next transaction writes a seal. A start reads at most about so many. */
  sealEvery: number;
}

/** An operation whose claimed row is not its own. */
const RELEASED: OperationChange = { ledger: 'unknown', uuid: null, balanceAfterInCents: null };

export class Journal {
  readonly #db: Database.Database;
  readonly #now: () => EpochMs;
  readonly #newId: () => string;
  readonly #sql: Statements;
  /**
   * The waiting operations, oldest first, and the held operations. Kept in memory, because the screen needs them at
   * every change.
   */
  readonly #waiting = new Map<OperationId, EpochMs>();
  readonly #held = new Set<OperationId>();
  readonly #state: JournalState;
  /** Takes back what the running transaction did to `#state`, the last change first. */
  readonly #undo: (() => void)[] = [];
  readonly #putSeal: (state: JournalState) => void;
  #sealedSeq: number;
  readonly #sealEvery: number;
  /** The last event that is recorded outside the database. */
  #recordedSeq: number;
  readonly #record: JournalOptions['record'];
  #presentCount = 0;

  constructor(options: JournalOptions) {
    const { db, now, newId, record, state, sealedSeq, sealEvery } = options;
    this.#db = db;
    this.#record = record;
    this.#now = now;
    this.#newId = newId;
    this.#sql = createStatements(db);
    this.#putSeal = prepareSeal(db);
    this.#state = state;
    this.#sealedSeq = sealedSeq;
    this.#sealEvery = sealEvery;
    this.#recordedSeq = state.end.seq;
    this.#readWaiting();
  }

  /**
   * Runs `write` as one transaction, and then records its last event outside the database. Returns `unwritable` if the
   * disk refuses the write. The record never lags behind by more than one transaction.
   */
  write<T>(write: () => T): Written<T> {
    const why = this.#keepRecord();
    if (why !== null) return { kind: 'unwritable', why };
    const sealedSeq = this.#sealedSeq;
    let isWritten = false;
    try {
      const result = written(() => this.#db.transaction(() => this.#andSeal(write))());
      isWritten = result.kind === 'written';
      return result;
    } finally {
      if (isWritten) {
        this.#undo.length = 0;
        this.#keepRecord();
      } else {
        this.#sealedSeq = sealedSeq;
        this.#takeBack();
      }
    }
  }

  /** Seals the journal if it has changed since the last seal, so that the next start has nothing to read. */
  seal(): void {
    const isDue = this.#state.end.seq !== this.#sealedSeq && this.#db.open;
    // Without this seal, the next start reads a few more events.
    if (isDue) written(() => this.#putSeal(this.#state));
  }

  /** Writes a seal now. Call it inside `write`. */
  sealNow(): void {
    this.#putSeal(this.#state);
    this.#sealedSeq = this.#state.end.seq;
  }

  /** A seal for many open operations is long, so it is written less often. */
  #andSeal<T>(write: () => T): T {
    const value = write();
    const { end, open } = this.#state;
    if (end.seq - this.#sealedSeq >= Math.max(this.#sealEvery, open.size)) this.sealNow();
    return value;
  }

  #takeBack(): void {
    for (const takeBack of this.#undo.reverse()) takeBack();
    this.#undo.length = 0;
    this.#readWaiting();
  }

  /** Returns null, or the error code if the record cannot be written. Then the next write tries again first. */
  #keepRecord(): string | null {
    const { end, operationCount } = this.#state;
    const isDue = end.seq !== this.#recordedSeq && !this.#db.inTransaction;
    if (this.#record === null || !isDue) return null;
    const why = this.#record.keep(end, operationCount);
    if (why === null) this.#recordedSeq = end.seq;
    return why;
  }

  /** Adds an operation that was never sent. Call it inside `write`. */
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

  /**
   * Adds a reversal, which takes a row of the ledger back. Null if the row already has a reversal. Call it inside
   * `write`.
   */
  addReversal(
    row: RowToReverse,
    of: Operation | null,
    method: 'reverse' | 'create',
  ): Operation | null {
    if (this.isReversed(row.uuid)) return null;
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

  /** Changes an operation, and appends the event. Call it inside `write`. */
  change(id: OperationId, event: string, change: OperationChange): Operation {
    // What is open comes from the events, so that a row that was damaged meanwhile does not get into the seal.
    const before = this.#state.open.get(id) ?? this.get(id);
    assertTransitionAllowed(before, change);
    const facts = { ...before, ...change };
    const after = { ...facts, isSettled: isSettled(facts, this.#hasReversal(facts)) };
    const lastEvent = this.#state.end.seq + 1;
    this.#sql.update(changedFacts(before, after)).run({ ...toRow(after), lastEvent });
    if (before.ledger !== 'present' && after.ledger === 'present') this.#noteBalance(after);
    // A settled operation is not in the seal, so its next event states all facts.
    const { id: sameId, ...all } = after;
    this.#append(sameId, event, before.isSettled ? all : { ...change, isSettled: after.isSettled });
    this.#remember(after);
    return after;
  }

  /**
   * Moves all records of a contact that was merged into another. If a POST is running, or if both contacts have an
   * operation in flight, it moves nothing and returns false. Call it inside `write`.
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

  /**
   * Gives the operation another row than the one that it claimed by mistake. The operation that claims that row by
   * mistake is looked up again. If a POST that depends on one of the claims was sent, or if one of the contacts has an
   * operation in flight, it changes nothing and returns false. Call it inside `write`.
   */
  correctClaim(operation: Operation, uuid: TransactionUuid): boolean {
    const { id, contactUuid } = operation;
    assert(operation.uuid !== null && operation.uuid !== uuid, 'the claim differs');
    const holder = this.holderOf(uuid);
    const reversal = this.#reversalOf(operation.uuid);
    const contacts = [contactUuid, ...(holder === null ? [] : [holder.contactUuid])];
    const isSent = reversal !== null && (reversal.ledger !== 'absent' || reversal.sends > 0);
    // What an archive has stays as it is.
    const isArchived =
      (holder === null && this.isClaimed(uuid)) ||
      (reversal === null && this.isReversed(operation.uuid));
    if (
      isSent ||
      isArchived ||
      this.isReversed(uuid) ||
      contacts.some((one) => this.#hasInFlight(one))
    ) {
      return false;
    }
    if (holder !== null) this.release(holder.id);
    this.release(id);
    this.change(id, 'present', { ledger: 'present', uuid });
    if (reversal !== null) {
      this.change(reversal.id, 'reversalMoved', { reversesUuid: uuid });
      this.change(id, 'reversed', {});
    }
    return true;
  }

  /** The operation gives up the row that it claimed by mistake, and is looked up again. Call it inside `write`. */
  release(id: OperationId): void {
    this.change(id, 'claimReleased', RELEASED);
  }

  /** Whether an operation of another contact claims this row, and whether it can give the row up now. */
  misclaimOf(uuid: TransactionUuid, contactUuid: ContactUuid): 'none' | 'free' | 'busy' {
    const holder = this.holderOf(uuid);
    if (holder === null || holder.contactUuid === contactUuid) return 'none';
    // Its reversal names this row, and a held operation waits for staff.
    const isBound = this.isReversed(uuid) || holder.heldReason !== null;
    return isBound || this.#hasInFlight(holder.contactUuid) ? 'busy' : 'free';
  }

  /** The operation that claims this row of the ledger. Null if none does, or if it has moved to an archive. */
  holderOf(uuid: TransactionUuid): Operation | null {
    const row = this.#sql.byUuid.get(uuid);
    return row === undefined ? null : fromRow(row);
  }

  /** Appends an event about the journal itself, not about an operation. Call it inside `write`. */
  note(kind: string, body: Record<string, string | number | boolean | null>): void {
    const { notes } = this.#state;
    const before = notes.get(kind);
    this.#append(null, kind, body);
    notes.set(kind, { seq: this.#state.end.seq, kind, body: JSON.stringify(body) });
    this.#undo.push(() => restore(notes, kind, before));
  }

  /** The last note of one of these kinds. Null if there is none. */
  lastNote(kinds: readonly string[]): Note | null {
    const found = kinds.flatMap((kind) => this.#state.notes.get(kind) ?? []);
    return found.toSorted((a, b) => b.seq - a.seq)[0] ?? null;
  }

  get(id: OperationId): Operation {
    const operation = this.find(id);
    assert(operation !== null, 'an operation is never lost from the journal');
    return operation;
  }

  /** Null if the operation has moved to an archive. */
  find(id: OperationId): Operation | null {
    const row = this.#sql.byId.get(id);
    return row === undefined ? null : fromRow(row);
  }

  /** The contact's next operation; see `TURN` in statements.ts. Held operations are skipped. */
  nextOpen(contactUuid: ContactUuid): Operation | null {
    const row = this.#sql.nextOpen.get(contactUuid);
    return row === undefined ? null : fromRow(row);
  }

  /** Contacts with open operations that are not held. The one that waits longest comes first. */
  openContacts(): ContactUuid[] {
    return this.#sql.openContacts.all().map((row) => row.contactUuid);
  }

  /** The open operations of a contact, including the held ones. */
  openOf(contactUuid: ContactUuid): Operation[] {
    return this.#sql.openOf.all(contactUuid).map(fromRow);
  }

  allOpen(): Operation[] {
    return this.#sql.allOpen.all().map(fromRow);
  }

  /** Operations that were promised as paid and are not in the ledger yet, without the held ones. */
  queued(): OperationId[] {
    return this.#sql.queued.all().map(({ id }) => id);
  }

  held(): Operation[] {
    return this.#sql.held.all().map(fromRow);
  }

  /** The contact's operations that may have reached the ledger, whatever their state is now. */
  sentOf(contactUuid: ContactUuid): Operation[] {
    return this.#sql.sentOf.all(contactUuid).map(fromRow);
  }

  /**
   * Contacts with operations that were sent at or after this time, by the server's clock, or at an unknown time. The
   * contact of the oldest operation comes first.
   */
  contactsSince(since: EpochMs): ContactUuid[] {
    const { contactsSince, contactsWithoutTime } = this.#sql;
    const rows = [...contactsSince.all(since), ...contactsWithoutTime.all()];
    const ordered = rows.toSorted((a, b) => a.seq - b.seq);
    return [...new Set(ordered.map(({ contactUuid }) => contactUuid))];
  }

  /** The time of the last POST, by the server's clock. Null if no such time is known. */
  lastSentAt(): EpochMs | null {
    return this.#sql.lastSentAt.get()?.at ?? null;
  }

  /** True if an operation has claimed this row of the ledger, even if it has moved to an archive. */
  isClaimed(uuid: TransactionUuid): boolean {
    const { claim, archivedClaim } = this.#sql;
    return claim.get(uuid) !== undefined || archivedClaim.get(uuid) !== undefined;
  }

  /** True if the row is claimed or is being taken back. No other operation can claim it. */
  isTaken(uuid: TransactionUuid): boolean {
    return this.isClaimed(uuid) || this.isReversed(uuid);
  }

  /** True if the journal or an archive has a reversal of this row of the ledger. */
  isReversed(uuid: TransactionUuid): boolean {
    const { reversalOf, archivedReversal } = this.#sql;
    return reversalOf.get(uuid) !== undefined || archivedReversal.get(uuid) !== undefined;
  }

  /**
   * The sum of the spends that were promised as paid and are not in the ledger yet, as a positive amount. Null means
   * all contacts.
   */
  unsettledSpends(contactUuid: ContactUuid | null): number {
    return this.#unsettled('spend', contactUuid);
  }

  /** The sum of the top-ups that were promised as paid and are not in the ledger yet. Null means all contacts. */
  unsettledTopUps(contactUuid: ContactUuid | null): number {
    return this.#unsettled('topUp', contactUuid);
  }

  /**
   * Grows each time that an operation gets its row in the ledger. If it grows while a balance is read, that balance may
   * be out of date.
   */
  get presentCount(): number {
    return this.#presentCount;
  }

  /** True once a payment was begun on this terminal. */
  get hasOperations(): boolean {
    return this.#state.operationCount > 0;
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
   * Updates the contact's last known balance in the same transaction. So a crash never leaves an outdated balance that
   * could be spent offline.
   */
  #noteBalance({ contactUuid, amountInCents, balanceAfterInCents }: Operation): void {
    this.#presentCount += 1;
    if (balanceAfterInCents === null) this.#sql.moveSeen.run({ contactUuid, amountInCents });
    else this.#sql.setSeen.run({ contactUuid, balanceAfterInCents, asOf: this.#now() });
  }

  /** The part of a contact's last known balance that will be taken back, as a positive amount. */
  toBeTakenBack(contactUuid: ContactUuid): number {
    return this.#sql.toBeTakenBack.get(contactUuid)?.cents ?? 0;
  }

  #unsettled(kind: Promised, contactUuid: ContactUuid | null): number {
    const { owedBy, owedByAll } = this.#sql;
    const promised = contactUuid === null ? owedByAll.get(kind) : owedBy.get(kind, contactUuid);
    return promised?.cents ?? 0;
  }

  #reversalOf(uuid: TransactionUuid): Operation | null {
    const row = this.#sql.byReversedUuid.get(uuid);
    return row === undefined ? null : fromRow(row);
  }

  #hasInFlight(contactUuid: ContactUuid): boolean {
    return this.#sql.inFlight.get(contactUuid) !== undefined;
  }

  #hasReversal(operation: Pick<Operation, 'uuid'>): boolean {
    return operation.uuid !== null && this.isReversed(operation.uuid);
  }

  #insert(facts: Omit<Operation, 'isSettled'>): Operation {
    const operation = { ...facts, isSettled: isSettled(facts, false) };
    const { operationCount, end } = this.#state;
    // The last operation may have moved to an archive, so SQLite must not choose the number.
    this.#sql.insert.run({ ...toRow(operation), seq: operationCount + 1, lastEvent: end.seq + 1 });
    this.#state.operationCount += 1;
    this.#undo.push(() => (this.#state.operationCount = operationCount));
    const { id, ...body } = operation;
    this.#append(id, 'created', body);
    this.#remember(operation);
    return operation;
  }

  #append(id: OperationId | null, kind: string, facts: object): void {
    const { end } = this.#state;
    const event = {
      seq: end.seq + 1,
      at: this.#now(),
      operationId: id,
      kind,
      body: JSON.stringify(facts),
      previousHash: end.hash,
    };
    const hash = hashOf(event);
    this.#sql.append.run({ ...event, hash });
    this.#state.end = { seq: event.seq, hash };
    this.#undo.push(() => (this.#state.end = end));
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

  #remember(operation: Operation): void {
    const { id } = operation;
    const { open } = this.#state;
    const before = open.get(id);
    restore(open, id, operation.isSettled ? undefined : operation);
    this.#undo.push(() => restore(open, id, before));
    this.#noteWaiting(operation);
  }

  /** At the start, and after a write was rolled back. */
  #readWaiting(): void {
    this.#waiting.clear();
    this.#held.clear();
    for (const { id, createdAt, isHeld } of this.#sql.waiting.iterate()) {
      if (isHeld === 1) this.#held.add(id);
      else this.#waiting.set(id, createdAt);
    }
  }
}

function restore<K, V>(map: Map<K, V>, key: K, value: V | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}
