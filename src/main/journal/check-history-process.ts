/**
 * The process of `check-history.ts`. It runs at the lowest priority, and rests as long as it works. It ends with the
 * kiosk that started it.
 */
import { constants, setPriority } from 'node:os';
import { setTimeout as rest } from 'node:timers/promises';
import Database from 'better-sqlite3';
import * as v from 'valibot';
import { assert } from '../../shared/assert.ts';
import { findChangedArchives } from './archive/verify-archives.ts';
import type { ArchiveProblem } from './archive/find-lost.ts';
import { readCut } from './cut.ts';
import { FILE_VARIABLE, type CheckMessage } from './check-history.ts';
import type { Damage } from './damage.ts';
import { isDiskError } from './disk-errors.ts';
import { verifyInParts } from './verify.ts';

type Say = (message: CheckMessage) => void;

async function check(file: string, say: Say): Promise<void> {
  const db = new Database(file, { readonly: true });
  try {
    db.exec('BEGIN');
    const damage = await findDamage(db, say);
    if (damage === null) say({ kind: 'archives', problems: await findArchives(db, file) });
    say({ kind: 'ended', damage });
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || isDiskError(error)) throw error;
    say({ kind: 'ended', damage: { kind: 'pages', where: error.message, since: null } });
  } finally {
    db.close();
  }
}

// This process is not part of the core, which the simulation runs.
// eslint-disable-next-line no-restricted-globals
const nowMs = (): number => performance.now();

async function findDamage(db: Database.Database, say: Say): Promise<LateDamage | null> {
  const parts = verifyInParts(db);
  for (;;) {
    const startedMs = nowMs();
    const part = parts.next();
    if (part.done === true) {
      return part.value.kind === 'whole' ? null : asLate(part.value.damage);
    }
    const { doneEvents, totalEvents } = part.value;
    say({ kind: 'progress', percent: Math.floor((doneEvents * 100) / Math.max(totalEvents, 1)) });
    await rest(nowMs() - startedMs);
  }
}

async function findArchives(db: Database.Database, file: string): Promise<ArchiveProblem[]> {
  const read = readCut(db);
  const parts = findChangedArchives(file, read.kind === 'read' ? read.cut.archives : []);
  for (;;) {
    const startedMs = nowMs();
    const part = parts.next();
    if (part.done === true) return part.value;
    await rest(nowMs() - startedMs);
  }
}

type LateDamage = NonNullable<Extract<CheckMessage, { kind: 'ended' }>['damage']>;

function asLate({ kind, where, since }: Damage): LateDamage {
  assert(
    kind === 'pages' || kind === 'schema' || kind === 'chain' || kind === 'operation',
    'a check of the history finds damage inside the file',
  );
  return { kind, where, since };
}

/** The part of Electron's `process.parentPort` that we use. */
const electronSchema = v.object({
  parentPort: v.custom<{ postMessage: (message: unknown) => void }>(
    (port) => typeof port === 'object' && port !== null,
  ),
});

/** Electron and Node have different channels to the process that started this one. */
function channel(): Say {
  const electron = v.safeParse(electronSchema, process);
  if (electron.success) {
    const { parentPort } = electron.output;
    return (message) => parentPort.postMessage(message);
  }
  process.on('disconnect', () => process.exit(0));
  return (message) => process.send?.(message);
}

setPriority(constants.priority.PRIORITY_LOW);
// The process gets nothing but its environment.
// eslint-disable-next-line no-restricted-properties
await check(v.parse(v.string(), process.env[FILE_VARIABLE]), channel());
