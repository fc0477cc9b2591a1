/** Checks that an offline promise kept within every cap. Reads the journal file and does not use the wallet. */
import type Database from 'better-sqlite3';
import type { Account } from './account.ts';
import type { Plan } from './plan.ts';
import type { RequestRecord } from './request-record.ts';
import type { Terminal } from './terminal.ts';

const OWED = `SELECT COALESCE(SUM(ABS(amount_in_cents)), 0) AS cents FROM operation
  WHERE kind = ? AND promise = 'paid' AND ledger <> 'present'`;

/** The part of the last known balance that is being taken back. */
const TAKEN_BACK = `SELECT COALESCE(SUM(ABS(amount_in_cents)), 0) AS cents FROM operation
  WHERE contact_uuid = ? AND is_settled = 0 AND (
    (kind = 'reversal' AND amount_in_cents < 0 AND ledger <> 'present')
    OR (kind = 'topUp' AND promise <> 'paid' AND ledger IN ('sent', 'unknown', 'present')))`;

export interface OfflineSituation {
  plan: Plan;
  account: Account;
  watch: Pick<Terminal, 'lastStatus' | 'lastLiveSeq'> | undefined;
}

/** Returns what forbids the promise, or null. */
export function offlineBreach(
  { instance, contact: contactIndex, kind, amountInCents, operationId }: RequestRecord,
  { plan, account, watch }: OfflineSituation,
): string | null {
  const { offline: caps } = plan;
  const { opened, time } = instance;
  if (caps === null) return 'promised without the ledger although the policy is off';
  if (REFUSALS.has(watch?.lastStatus ?? 0)) {
    return 'promised offline although the server refuses the terminal';
  }
  const { db } = opened;
  const contact = db
    .prepare<[string | null], { contact_uuid: string; identifier_value: string }>(
      'SELECT contact_uuid, identifier_value FROM operation WHERE id = ?',
    )
    .get(operationId);
  if (contact === undefined) return 'promised, and not in the journal';
  const owedByAll = db.prepare<[string], { cents: number }>(OWED).get(kind)?.cents ?? 0;
  const owed =
    db
      .prepare<[string, string], { cents: number }>(`${OWED} AND contact_uuid = ?`)
      .get(kind, contact.contact_uuid)?.cents ?? 0;
  const seen = db
    .prepare<[string], { balance_in_cents: number; as_of: number }>(
      `SELECT balance_in_cents, as_of FROM seen_card WHERE contact_uuid =
        (SELECT contact_uuid FROM seen_card WHERE identifier_value = ?) ORDER BY as_of DESC`,
    )
    .get(contact.identifier_value);
  const isStopped =
    db
      .prepare<[string, string]>('SELECT 1 FROM stop_list WHERE value IN (?, ?)')
      .get(contact.identifier_value, contact.contact_uuid) !== undefined;
  if (seen === undefined) return 'promised from a balance that was never seen';
  if (isStopped) return 'promised to a stopped card';
  const refusedSeq = Math.max(
    ...account.uuidsOf(contactIndex).map((uuid) => lastRefused(db, uuid)),
  );
  // The stop list is not written to a full disk.
  if (plan.disks.length === 0 && refusedSeq > (watch?.lastLiveSeq(contactIndex) ?? 0))
    return 'promised to a contact whose promised spend was refused';
  if (Math.abs(amountInCents) > caps.perOperationInCents)
    return 'more than the cap of one operation';
  if (owed > caps.perContactInCents) return 'more than the cap of the contact';
  if (owedByAll > caps.perTerminalInCents) return 'more than the cap of the terminal';
  const takenBack =
    db.prepare<[string], { cents: number }>(TAKEN_BACK).get(contact.contact_uuid)?.cents ?? 0;
  if (kind === 'spend' && owed + takenBack > seen.balance_in_cents)
    return 'more than the balance that was seen';
  const ageMs = time.wallMs() - seen.as_of;
  return ageMs < 0 || ageMs > caps.ageMsMax ? 'from a balance that is too old' : null;
}

/** 401, 403 and 429: the server answers, but refuses this terminal. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 429]);

/** The last event that held a spend of this contact because the ledger refused it. 0 if there is none. */
function lastRefused(db: Database.Database, contactUuid: string): number {
  return (
    db
      .prepare<[string], { seq: number }>(
        `SELECT COALESCE(MAX(event.seq), 0) AS seq FROM event JOIN operation
           ON operation.id = event.operation_id
         WHERE operation.contact_uuid = ? AND operation.kind = 'spend' AND event.kind = 'held'
           AND operation.held_reason = 'refusedAfterPaid'`,
      )
      .get(contactUuid)?.seq ?? 0
  );
}
