/**
 * Short keys for the uuids of rows of the ledger, so that the journal can remember millions of rows that archived
 * operations claim. A uuid is an opaque text, so its key is the first half of its SHA-256.
 */
import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';

const KEY_BYTES = 16;

export function rowKey(uuid: string): Buffer {
  return hash('sha256', uuid, 'buffer').subarray(0, KEY_BYTES);
}

/** Makes `row_key` known to SQLite. The triggers of the operations use it. */
export function registerRowKey(db: Database.Database): void {
  db.function('row_key', { deterministic: true }, (uuid) => rowKey(String(uuid)));
}

/** A set of keys as one number, to find out later that one was changed, added or lost. The order does not matter. */
export interface KeySum {
  count: number;
  /** All keys, added bit by bit without carry, in hexadecimal digits. */
  sum: string;
}

export const NO_KEYS: KeySum = { count: 0, sum: '0'.repeat(KEY_BYTES * 2) };

export function addKeys({ count, sum }: KeySum, keys: Iterable<Buffer>): KeySum {
  const total = Buffer.from(sum, 'hex');
  let added = 0;
  for (const key of keys) {
    added += 1;
    for (const [index, byte] of key.entries()) total[index] = (total[index] ?? 0) ^ byte;
  }
  return { count: count + added, sum: total.toString('hex') };
}
