/**
 * Checksums of the rows that offline payments depend on and that no event covers: the last known balances and the stop
 * list. A damaged balance could let a customer spend more than there is.
 */
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { registerRowKey } from './row-keys.ts';

/** The checksum of a row of `seen_card`, as SQL. Also for an `UPDATE`: it may name new values. */
export function seenCardChecksum(
  balance = 'balance_in_cents',
  asOf = 'as_of',
  contact = 'contact_uuid',
): string {
  return `row_checksum('seen_card', identifier_value, ${contact}, card_name, ${balance}, ${asOf})`;
}

export const STOP_CHECKSUM = `row_checksum('stop_list', value, reason, at)`;

/** Makes `row_checksum` and `row_key` known to SQLite, before any statement that uses them is prepared. */
export function registerChecksum(db: Database.Database): void {
  registerRowKey(db);
  db.function('row_checksum', { deterministic: true, varargs: true }, (...parts: unknown[]) =>
    createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32),
  );
}

/** Rows of a version without checksums are taken as they are, once. */
export function fillChecksums(db: Database.Database): void {
  db.exec(`UPDATE seen_card SET checksum = ${seenCardChecksum()};
    UPDATE stop_list SET checksum = ${STOP_CHECKSUM};`);
}

/**
 * Removes damaged rows of the stop list. Then it is not known whom they stopped, so every balance is forgotten, and each
 * card must be seen online once more. Returns what was found, for the log. A damaged balance is found when it is read:
 * there is one for each card, and a start must not become longer with them.
 */
export function removeDamagedStops(db: Database.Database): string[] {
  const stops = db
    .prepare(`DELETE FROM stop_list WHERE checksum <> ${STOP_CHECKSUM}`)
    .run().changes;
  if (stops === 0) return [];
  const cards = db.prepare('DELETE FROM seen_card').run().changes;
  return [
    `${stops} entries of the stop list were damaged, so all ${cards} last known balances are forgotten; each card must be seen online once more`,
  ];
}
