/**
 * The process of `check-history.ts`. It runs at the lowest priority, and rests as long as it works. It ends with the
 * kiosk that started it.
 */
import Database from 'better-sqlite3';
import * as v from 'valibot';
import { assert } from '../../shared/assert.ts';
import { findChangedArchives } from './archive/verify-archives.ts';
import { readCut } from './cut.ts';
import { FILE_VARIABLE, type CheckMessage } from './check-history.ts';
import type { Damage } from './damage.ts';
import { isDiskError } from './disk-errors.ts';
import { channelToParent, inRest, takeLowestPriority } from './history-channel.ts';
import { verifyInParts } from './verify.ts';

type Say = (message: CheckMessage) => void;

async function check(file: string, say: Say): Promise<void> {
  const db = new Database(file, { readonly: true });
  try {
    db.exec('BEGIN');
    const damage = await findDamage(db, say);
    if (damage === null) {
      const read = readCut(db);
      const archives = read.kind === 'read' ? read.cut.archives : [];
      say({ kind: 'archives', problems: await inRest(findChangedArchives(file, archives)) });
    }
    say({ kind: 'ended', damage });
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || isDiskError(error)) throw error;
    say({ kind: 'ended', damage: { kind: 'pages', where: error.message, since: null } });
  } finally {
    db.close();
  }
}

async function findDamage(db: Database.Database, say: Say): Promise<LateDamage | null> {
  const verified = await inRest(verifyInParts(db), ({ doneEvents, totalEvents }) =>
    say({ kind: 'progress', percent: Math.floor((doneEvents * 100) / Math.max(totalEvents, 1)) }),
  );
  return verified.kind === 'whole' ? null : asLate(verified.damage);
}

type LateDamage = NonNullable<Extract<CheckMessage, { kind: 'ended' }>['damage']>;

function asLate({ kind, where, since }: Damage): LateDamage {
  assert(
    kind === 'pages' || kind === 'schema' || kind === 'chain' || kind === 'operation',
    'a check of the history finds damage inside the file',
  );
  return { kind, where, since };
}

takeLowestPriority();
// The process gets nothing but its environment.
// eslint-disable-next-line no-restricted-properties
await check(v.parse(v.string(), process.env[FILE_VARIABLE]), channelToParent());
