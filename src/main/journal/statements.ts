/** Every SQL statement of the journal, prepared once. Each uses an index of the schema. */
import type Database from 'better-sqlite3';
import type { ContactUuid, OperationId, TransactionUuid } from '../../shared/ids.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { JournalEvent } from './chain.ts';
import { COLUMNS, SELECT_FACTS, type Fact } from './rows.ts';
import { seenCardChecksum } from './row-checksums.ts';

/** The kinds of operation that can be promised to a customer. A reversal is promised to no one. */
export type Promised = 'spend' | 'topUp';

type Row = Record<string, string | number | null>;

export interface SentRow {
  seq: number;
  contactUuid: ContactUuid;
}

export interface Statements {
  insert: Database.Statement<[Row]>;
  /** Sets these facts and `@lastEvent` of the operation `@id`. SQLite writes to the index of each column that it sets. */
  update: (facts: readonly Fact[]) => Database.Statement<[Row]>;
  byId: Database.Statement<[OperationId]>;
  nextOpen: Database.Statement<[ContactUuid]>;
  openContacts: Database.Statement<[], { contactUuid: ContactUuid }>;
  openOf: Database.Statement<[ContactUuid]>;
  allOpen: Database.Statement<[]>;
  queued: Database.Statement<[], { id: OperationId }>;
  held: Database.Statement<[]>;
  sentOf: Database.Statement<[ContactUuid]>;
  contactsSince: Database.Statement<[EpochMs], SentRow>;
  contactsWithoutTime: Database.Statement<[], SentRow>;
  lastSentAt: Database.Statement<[], { at: EpochMs | null }>;
  inFlight: Database.Statement<[ContactUuid]>;
  moveSeenCards: Database.Statement<[{ from: ContactUuid; to: ContactUuid }]>;
  moveStop: Database.Statement<[{ from: ContactUuid; to: ContactUuid }]>;
  byUuid: Database.Statement<[TransactionUuid]>;
  byReversedUuid: Database.Statement<[TransactionUuid]>;
  claim: Database.Statement<[TransactionUuid]>;
  reversalOf: Database.Statement<[TransactionUuid]>;
  archivedClaim: Database.Statement<[TransactionUuid]>;
  archivedReversal: Database.Statement<[TransactionUuid]>;
  owedBy: Database.Statement<[Promised, ContactUuid], { cents: number }>;
  owedByAll: Database.Statement<[Promised], { cents: number }>;
  toBeTakenBack: Database.Statement<[ContactUuid], { cents: number }>;
  moveSeen: Database.Statement<[{ contactUuid: ContactUuid; amountInCents: number }]>;
  setSeen: Database.Statement<
    [{ contactUuid: ContactUuid; balanceAfterInCents: number; asOf: EpochMs }]
  >;
  waiting: Database.Statement<[], { id: OperationId; createdAt: EpochMs; isHeld: 0 | 1 }>;
  append: Database.Statement<[JournalEvent]>;
}

const FACTS = Object.keys(COLUMNS);
const INSERT = `INSERT INTO operation (seq, ${Object.values(COLUMNS).join(', ')}, last_event)
  VALUES (@seq, ${FACTS.map((fact) => `@${fact}`).join(', ')}, @lastEvent)`;
const SELECT = `SELECT ${SELECT_FACTS} FROM operation`;
/** Without the hint, SQLite would read the whole table, to save itself sorting the few open operations. */
const OF_OPEN = 'INDEXED BY operation_open';
/** Held operations count too: a promised amount is owed until the ledger has it. */
const SELECT_OWED = `SELECT COALESCE(SUM(ABS(amount_in_cents)), 0) AS cents FROM operation
  ${OF_OPEN} WHERE is_settled = 0 AND kind = ? AND promise = 'paid' AND ledger <> 'present'`;
/** Reversals of top-ups, and top-ups that were not promised but that the ledger may have. */
const SELECT_TAKEN_BACK = `SELECT COALESCE(SUM(ABS(amount_in_cents)), 0) AS cents FROM operation
  WHERE is_settled = 0 AND contact_uuid = ? AND (
    (kind = 'reversal' AND amount_in_cents < 0 AND ledger <> 'present')
    OR (kind = 'topUp' AND promise <> 'paid' AND ledger IN ('sent', 'unknown', 'present')))`;
/** A POST may have been sent, regardless of the reply. */
const LEFT = '(sends > 0 OR last_sent_at_server IS NOT NULL)';
const OPEN = 'is_settled = 0 AND held_reason IS NULL';
const SELECT_SENT = `SELECT seq, contact_uuid AS contactUuid FROM operation
  INDEXED BY operation_last_sent_at WHERE ${LEFT}`;
/**
 * The order of a contact's operations: first those that may be in the ledger, then the reversals, then the rest by age.
 * Otherwise a new spend would be checked against a balance from which an earlier spend still has to be taken back.
 */
const TURN = `CASE WHEN ledger IN ('sent', 'unknown') THEN 0 WHEN ledger = 'present' THEN 1
  WHEN kind = 'reversal' THEN 2 ELSE 3 END, seq`;

/** A damaged balance stays as it is, because a new checksum would make it valid. */
const IS_WHOLE = `checksum = ${seenCardChecksum()}`;

export function createStatements(db: Database.Database): Statements {
  return {
    insert: db.prepare(INSERT),
    update: updates(db),
    byId: db.prepare(`${SELECT} WHERE id = ?`),
    nextOpen: db.prepare(`${SELECT} WHERE seq = (SELECT seq FROM operation
      WHERE contact_uuid = ? AND ${OPEN} ORDER BY ${TURN} LIMIT 1)`),
    openContacts:
      db.prepare(`SELECT contact_uuid AS contactUuid FROM operation ${OF_OPEN} WHERE ${OPEN}
      GROUP BY contact_uuid ORDER BY MIN(seq)`),
    openOf: db.prepare(`${SELECT} WHERE contact_uuid = ? AND is_settled = 0 ORDER BY seq`),
    allOpen: db.prepare(`${SELECT} ${OF_OPEN} WHERE is_settled = 0 ORDER BY seq`),
    queued: db.prepare(`SELECT id FROM operation ${OF_OPEN}
      WHERE ${OPEN} AND promise = 'paid' AND ledger <> 'present'`),
    held: db.prepare(`${SELECT} ${OF_OPEN}
      WHERE is_settled = 0 AND held_reason IS NOT NULL ORDER BY seq`),
    sentOf: db.prepare(`${SELECT} WHERE contact_uuid = ? AND ${LEFT} ORDER BY seq`),
    contactsSince: db.prepare(`${SELECT_SENT} AND last_sent_at_server >= ?`),
    contactsWithoutTime: db.prepare(`${SELECT_SENT} AND last_sent_at_server IS NULL`),
    lastSentAt: db.prepare(`SELECT MAX(last_sent_at_server) AS at FROM operation WHERE ${LEFT}`),
    inFlight: db.prepare(`SELECT 1 AS found FROM operation WHERE contact_uuid = ?
      AND ledger IN ('sent', 'unknown') AND ${OPEN}`),
    moveSeenCards: db.prepare(`UPDATE seen_card SET contact_uuid = @to,
        checksum = ${seenCardChecksum('balance_in_cents', 'as_of', '@to')}
      WHERE contact_uuid = @from AND ${IS_WHOLE}`),
    moveStop: db.prepare(`INSERT INTO stop_list (value, reason, at, checksum)
      SELECT @to, reason, at, row_checksum('stop_list', @to, reason, at)
      FROM stop_list WHERE value = @from ON CONFLICT (value) DO NOTHING`),
    byUuid: db.prepare(`${SELECT} WHERE uuid = ?`),
    byReversedUuid: db.prepare(`${SELECT} WHERE reverses_uuid = ?`),
    claim: db.prepare('SELECT 1 AS found FROM operation WHERE uuid = ?'),
    reversalOf: db.prepare('SELECT 1 AS found FROM operation WHERE reverses_uuid = ?'),
    archivedClaim: db.prepare('SELECT 1 AS found FROM archived_claim WHERE key = row_key(?)'),
    archivedReversal: db.prepare('SELECT 1 AS found FROM archived_reversal WHERE key = row_key(?)'),
    owedBy: db.prepare(`${SELECT_OWED} AND contact_uuid = ?`),
    owedByAll: db.prepare(SELECT_OWED),
    toBeTakenBack: db.prepare(SELECT_TAKEN_BACK),
    // The last known balance only goes down here. A balance that was read after a top-up already includes the top-up.
    moveSeen: db.prepare(`UPDATE seen_card
      SET balance_in_cents = balance_in_cents + MIN(@amountInCents, 0),
        checksum = ${seenCardChecksum('balance_in_cents + MIN(@amountInCents, 0)')}
      WHERE contact_uuid = @contactUuid AND ${IS_WHOLE}`),
    setSeen:
      db.prepare(`UPDATE seen_card SET balance_in_cents = @balanceAfterInCents, as_of = @asOf,
        checksum = ${seenCardChecksum('@balanceAfterInCents', '@asOf')}
      WHERE contact_uuid = @contactUuid AND ${IS_WHOLE}`),
    waiting: db.prepare(`SELECT id, created_at AS createdAt, held_reason IS NOT NULL AS isHeld
      FROM operation ${OF_OPEN} WHERE is_settled = 0 ORDER BY seq`),
    append: db.prepare(`INSERT INTO event (seq, at, operation_id, kind, body, previous_hash, hash)
      VALUES (@seq, @at, @operationId, @kind, @body, @previousHash, @hash)`),
  };
}

/** There are few sets of facts that change together, so each statement is prepared once. */
function updates(db: Database.Database): Statements['update'] {
  const prepared = new Map<string, Database.Statement<[Row]>>();
  return (facts) => {
    const columns = [
      ...facts.map((fact) => `${COLUMNS[fact]} = @${fact}`),
      'last_event = @lastEvent',
    ];
    const assignments = columns.join(', ');
    const known = prepared.get(assignments);
    const statement =
      known ?? db.prepare<[Row]>(`UPDATE operation SET ${assignments} WHERE id = @id`);
    prepared.set(assignments, statement);
    return statement;
  };
}
