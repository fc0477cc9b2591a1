/** Journals in real files, and the operations in them. */
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import {
  openJournal,
  type Opened,
  type OpenJournal,
  type OpenOptions,
} from '../../src/main/journal/open.ts';
import type { Damage } from '../../src/main/journal/damage.ts';
import { verifyAll } from '../../src/main/journal/verify.ts';
import type { Home } from '../../src/main/journal/record.ts';
import { identifyMachine } from '../../src/main/lifecycle/machine.ts';
import type { NewOperation } from '../../src/main/journal/journal.ts';
import type { Operation } from '../../src/main/journal/operation.ts';
import { contactUuid, identifierValue, shopUuid } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { epochMs } from '../../src/shared/time.ts';
import { CARD, CONTACT, SHOP } from './names.ts';
import { aFolder } from './terminal.ts';

const NOW_MS = Date.UTC(2026, 0, 5, 9, 0, 0);

const MACHINE = identifyMachine();

/** The home of a journal on this machine, without a record outside the data folder. */
export function aHome(changes: Partial<Home> = {}): Home {
  return { machine: MACHINE, outside: null, ...changes };
}

export interface JournalFile {
  file: string;
  /** Opens the journal as the kiosk does. The journal closes when the test ends. */
  open: (changes?: Partial<OpenOptions>) => Opened;
  /** Like `open`, but fails if the journal does not open. */
  opened: (changes?: Partial<OpenOptions>) => OpenJournal;
  /** Changes the closed file with SQLite, without the triggers. */
  tamper: (sql: string) => void;
  /** Flips all bits of one byte of the closed file. */
  flip: (offset: number) => void;
}

export function aJournalFile(file = join(aFolder(), 'journal.sqlite')): JournalFile {
  let ids = 0;
  let nowMs = NOW_MS;
  const journalFile: JournalFile = {
    file,
    open(changes = {}) {
      const opened = openJournal({
        file,
        home: aHome(),
        now: () => epochMs((nowMs += 1)),
        newId: () => `operation-${String((ids += 1)).padStart(6, '0')}`,
        ...changes,
      });
      if (opened.kind === 'open') onTestFinished(() => opened.close());
      return opened;
    },
    opened(changes) {
      const opened = journalFile.open(changes);
      if (opened.kind !== 'open') throw new Error(JSON.stringify(opened));
      return opened;
    },
    tamper(sql) {
      const db = new Database(file);
      db.pragma('journal_mode = DELETE');
      const triggers = db
        .prepare<[], { name: string; sql: string }>(
          "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'",
        )
        .all();
      for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
      db.exec(sql);
      for (const trigger of triggers) db.exec(trigger.sql);
      // As the kiosk leaves it, so that a test can compare every byte.
      db.pragma('journal_mode = WAL');
      db.close();
    },
    flip(offset) {
      const bytes = readFileSync(file);
      bytes.writeUInt8(bytes.readUInt8(offset) ^ 0xff, offset);
      writeFileSync(file, bytes);
    },
  };
  return journalFile;
}

/** Makes a start verify only what came after the seal, as in a long journal. */
export const IN_PART: Partial<OpenOptions> = { wholeUpTo: 0 };

/** The damage that the kiosk finds: at the start, or by the check behind the first view. Null if there is none. */
export function damageFoundBy(opened: Opened): Damage | null {
  if (opened.kind === 'damaged') return opened.damage;
  if (opened.kind !== 'open') throw new Error(`it is ${opened.kind}`);
  try {
    return verifyAll(opened.db);
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    return { kind: 'pages', where: error.message, since: null };
  } finally {
    opened.close();
  }
}

/** A live spend of €5.00, with these changes. */
export function aNewOperation(changes: Partial<NewOperation> = {}): NewOperation {
  return {
    kind: 'spend',
    acceptedAs: 'live',
    contactUuid: contactUuid(CONTACT),
    identifierValue: identifierValue(CARD),
    shopUuid: shopUuid(SHOP),
    amountInCents: cents(-500),
    promise: 'none',
    baseline: null,
    ...changes,
  };
}

/** Adds the operation in its own transaction. */
export function added({ journal }: OpenJournal, changes: Partial<NewOperation> = {}): Operation {
  const result = journal.write(() => journal.add(aNewOperation(changes)));
  if (result.kind !== 'written') throw new Error(result.why);
  return result.value;
}

/** Everything in the journal, as one text. */
export function contentOf({ db }: OpenJournal): string {
  const tables = ['operation', 'event', 'seen_card', 'stop_list', 'report'];
  return JSON.stringify(tables.map((table) => db.prepare(`SELECT * FROM ${table}`).all()));
}
