/**
 * Makes the journal of a terminal that has worked for years, in seconds. Its rows are those that the product writes for
 * payments that went well (a test compares them), and its chain, its seal and its record are whole.
 */
import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { hashOf } from '../../src/main/journal/chain.ts';
import { MIGRATIONS } from '../../src/main/journal/migrations/index.ts';
import type { Operation } from '../../src/main/journal/operation.ts';
import { adoptRecord, type Home } from '../../src/main/journal/record.ts';
import { registerChecksum, seenCardChecksum } from '../../src/main/journal/row-checksums.ts';
import { COLUMNS, toRow } from '../../src/main/journal/rows.ts';
import { prepareSeal } from '../../src/main/journal/seal.ts';
import { emptyState, type JournalState } from '../../src/main/journal/state.ts';
import {
  contactUuid,
  identifierValue,
  operationId,
  shopUuid,
  transactionUuid,
} from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { epochMs } from '../../src/shared/time.ts';

export interface LongJournal {
  /** A file that does not exist yet. */
  file: string;
  home: Home;
  operationCount: number;
  /** How many customers there are. Each has one card. */
  contactCount?: number;
  /** How many payments at the end were promised without a network, and wait to be sent. */
  openCount?: number;
  /** The time from one operation to the next. */
  betweenMs?: number;
  /** Without a seal, the next start verifies everything. */
  isSealed?: boolean;
}

const START_MS = Date.UTC(2023, 0, 2, 8, 0, 0);
/** A million payments are three years. */
const BETWEEN_MS = 94_000;
const CONTACTS = 2_000;
/** Every tenth operation is a top-up. */
const TOP_UP_EVERY = 10;
const CACHE_KIB = 400_000;

export function makeLongJournal(options: LongJournal): void {
  const { file, home, operationCount, contactCount = CONTACTS, openCount = 0 } = options;
  const plan = { contactCount, betweenMs: options.betweenMs ?? BETWEEN_MS };
  const db = new Database(file);
  // The file is made in one go, so a crash need not leave anything.
  db.pragma('auto_vacuum = INCREMENTAL');
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', `cache_size = -${CACHE_KIB}`]) {
    db.pragma(pragma);
  }
  registerChecksum(db);
  for (const step of MIGRATIONS) db.exec(step);
  db.pragma(`user_version = ${MIGRATIONS.length}`);
  const state = emptyState();
  const indexes = dropIndexes(db);
  db.transaction(() => {
    const write = writerOf(db, state);
    for (let number = 0; number < operationCount; number++) {
      const isOpen = number >= operationCount - openCount;
      write(isOpen ? aPromise(number, plan) : aPayment(number, plan));
    }
    addSeenCards(db, contactCount);
    for (const sql of indexes) db.exec(sql);
    if (options.isSealed !== false) prepareSeal(db)(state);
  })();
  db.pragma('journal_mode = WAL');
  adoptRecord(db, file, home);
  db.close();
}

/** They are made again at the end, which is faster. Returns the statements that make them. */
function dropIndexes(db: Database.Database): string[] {
  const indexes = db
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
    )
    .all();
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  return indexes.map(({ sql }) => sql);
}

/** An operation and the events that led to it. */
interface Life {
  operation: Operation;
  events: { kind: string; at: number; facts: Partial<Operation> }[];
}

interface Plan {
  contactCount: number;
  betweenMs: number;
}

function created(number: number, { contactCount, betweenMs }: Plan): Operation {
  const contact = number % contactCount;
  const isTopUp = number % TOP_UP_EVERY === TOP_UP_EVERY - 1;
  return {
    kind: isTopUp ? 'topUp' : 'spend',
    promise: 'none',
    acceptedAs: 'live',
    contactUuid: contactUuid(`contact-${contact}`),
    identifierValue: identifierValue(`P-${contact}`),
    shopUuid: shopUuid('kiosk-1'),
    amountInCents: cents(isTopUp ? 2_000 : -250),
    baseline: null,
    id: operationId(randomUUID()),
    reversesUuid: null,
    reversesOperationId: null,
    createdAt: epochMs(START_MS + number * betweenMs),
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
    isSettled: false,
  };
}

/** A payment that is booked at once. */
function aPayment(number: number, plan: Plan): Life {
  const first = created(number, plan);
  const at = first.createdAt;
  const total = Math.floor(number / plan.contactCount);
  const uuids = Array.from({ length: Math.min(total, 3) }, () => transactionUuid(randomUUID()));
  const [sentFrom, sentTo] = [epochMs(at - 1_000), epochMs(at + 1_000)];
  const sent: Partial<Operation> = {
    ledger: 'sent',
    baseline: { balanceInCents: cents(5_000), total, uuids },
    sends: 1,
    firstSentAtServer: sentFrom,
    lastSentAtServer: epochMs(at + 2_000),
    isSettled: false,
  };
  const present: Partial<Operation> = {
    ledger: 'present',
    uuid: transactionUuid(randomUUID()),
    balanceAfterInCents: cents(4_750),
    firstSentAtServer: sentFrom,
    lastSentAtServer: sentTo,
    isSettled: false,
  };
  const promised: Partial<Operation> = { promise: 'paid', isSettled: true };
  return {
    operation: { ...first, ...sent, ...present, ...promised },
    events: [
      { kind: 'created', at, facts: first },
      { kind: 'sent', at: at + 5, facts: sent },
      { kind: 'present', at: at + 250, facts: present },
      { kind: 'promised', at: at + 255, facts: promised },
    ],
  };
}

/** A spend that was promised without a network. */
function aPromise(number: number, plan: Plan): Life {
  const operation: Operation = {
    ...created(number, plan),
    kind: 'spend',
    amountInCents: cents(-250),
    promise: 'paid',
    acceptedAs: 'queued',
  };
  return { operation, events: [{ kind: 'created', at: operation.createdAt, facts: operation }] };
}

function writerOf(db: Database.Database, state: JournalState): (life: Life) => void {
  const names = Object.keys(COLUMNS);
  const insert =
    db.prepare(`INSERT INTO operation (${Object.values(COLUMNS).join(', ')}, last_event)
    VALUES (${names.map((name) => `@${name}`).join(', ')}, @lastEvent)`);
  const append = db.prepare(`INSERT INTO event
    (seq, at, operation_id, kind, body, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  return ({ operation, events }) => {
    insert.run({ ...toRow(operation), lastEvent: state.end.seq + events.length });
    state.operationCount += 1;
    if (!operation.isSettled) state.open.set(operation.id, operation);
    for (const { kind, at, facts } of events) {
      const body = { ...facts };
      delete body.id;
      const event = {
        seq: state.end.seq + 1,
        at: epochMs(at),
        operationId: operation.id,
        kind,
        body: JSON.stringify(body),
        previousHash: state.end.hash,
      };
      const hash = hashOf(event);
      append.run(...Object.values(event), hash);
      state.end = { seq: event.seq, hash };
    }
  };
}

function addSeenCards(db: Database.Database, contactCount: number): void {
  const add = db.prepare(`INSERT INTO seen_card
    (identifier_value, contact_uuid, card_name, balance_in_cents, as_of) VALUES (?, ?, ?, ?, ?)`);
  for (let contact = 0; contact < contactCount; contact++) {
    add.run(`P-${contact}`, `contact-${contact}`, 'Card', 4_750, START_MS);
  }
  db.exec(`UPDATE seen_card SET checksum = ${seenCardChecksum()}`);
}
