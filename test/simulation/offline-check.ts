/** Checks that an offline promise kept within every cap. Reads the journal file and does not use the wallet. */
import type { Instance } from './terminal.ts';
import type { OfflineCaps } from './plan.ts';
import type { RequestRecord } from './request-record.ts';

const OWED = `SELECT COALESCE(SUM(ABS(amount_in_cents)), 0) AS cents FROM operation
  WHERE kind = ? AND promise = 'paid' AND ledger <> 'present'`;

/** Returns the name of the exceeded cap, or null. */
export function offlineBreach(
  { opened, time }: Instance,
  { kind, amountInCents, operationId }: RequestRecord,
  caps: OfflineCaps | null,
): string | null {
  if (caps === null) return 'promised without the ledger although the policy is off';
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
  if (Math.abs(amountInCents) > caps.perOperationInCents)
    return 'more than the cap of one operation';
  if (owed > caps.perContactInCents) return 'more than the cap of the contact';
  if (owedByAll > caps.perTerminalInCents) return 'more than the cap of the terminal';
  if (kind === 'spend' && owed > seen.balance_in_cents)
    return 'more than the balance that was seen';
  const ageMs = time.wallMs() - seen.as_of;
  return ageMs < 0 || ageMs > caps.ageMsMax ? 'from a balance that is too old' : null;
}
