/**
 * Damages the files of a terminal that has crashed. The terminal must then either open its journal without any loss, or
 * refuse to open it. `MUST_OPEN` has the damage that a single crash can do: it must never stop a terminal.
 */
import Database from 'better-sqlite3';
import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { assertNever } from '../../src/shared/assert.ts';
import { readRecord } from '../../src/main/journal/record-file.ts';
import { recordOf } from '../../src/main/journal/record.ts';
import type { CrashDamage } from './plan.ts';
import type { Random } from './random.ts';

/** Only uncommitted writes were lost, or the last write of the record, or a last known balance was changed. */
export const MUST_OPEN: readonly CrashDamage[] = [
  'insideWrite',
  'recordLost',
  'recordTorn',
  'seenBalance',
];

export interface Damaged {
  file: string;
  /** The record as it was before the last write. */
  recordBefore: Buffer | null;
  random: Random;
}

export function damageFiles(kind: CrashDamage, { file, recordBefore, random }: Damaged): void {
  const [wal, record] = [`${file}-wal`, recordOf(file)];
  switch (kind) {
    case 'insideWrite':
      return;
    case 'recordLost':
      if (recordBefore !== null && existsSync(record)) writeFileSync(record, recordBefore);
      return;
    case 'recordTorn':
      tearNewestSlot(record);
      return;
    case 'recordGone':
      rmSync(record, { force: true });
      return;
    case 'walFlip':
      flipOneBit(wal, random);
      return;
    case 'walCut':
      if (existsSync(wal)) truncateSync(wal, random.between(0, readFileSync(wal).length));
      return;
    case 'walGone':
      rmSync(wal, { force: true });
      return;
    case 'journalEmpty':
      rmSync(wal, { force: true });
      truncateSync(file, 0);
      return;
    case 'journalGone':
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
      return;
    case 'seenBalance':
      raiseBalances(file);
      return;
    default:
      assertNever(kind);
  }
}

function flipOneBit(path: string, random: Random): void {
  if (!existsSync(path)) return;
  const bytes = readFileSync(path);
  if (bytes.length === 0) return;
  const offset = random.between(0, bytes.length - 1);
  bytes.writeUInt8(bytes.readUInt8(offset) ^ (1 << random.between(0, 7)), offset);
  writeFileSync(path, bytes);
}

/** The slots of the record are written in turn, at 0 and at 4096. */
function tearNewestSlot(path: string): void {
  const read = readRecord(path);
  if (read.kind !== 'read') return;
  const bytes = readFileSync(path);
  bytes.fill(' ', (read.turn % 2 === 0 ? 0 : 4096) + 100, (read.turn % 2 === 0 ? 0 : 4096) + 1024);
  writeFileSync(path, bytes);
}

function raiseBalances(file: string): void {
  const db = new Database(file);
  db.exec('UPDATE seen_card SET balance_in_cents = balance_in_cents + 128');
  db.close();
}
