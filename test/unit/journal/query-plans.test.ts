/**
 * No statement may take longer as the history grows, so each must find its rows through an index. The few that read a
 * whole table are listed here, each with its reason.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { acceptedSettings } from '../../../src/main/journal/accepted-settings.ts';
import { csvLines, jsonLines } from '../../../src/main/journal/export.ts';
import { isDue } from '../../../src/main/journal/archive/archive-run.ts';
import { verifyArchives } from '../../../src/main/journal/archive/verify-archives.ts';
import { MIGRATIONS } from '../../../src/main/journal/migrations/index.ts';
import { FIRST } from '../../../src/main/journal/migrations/001-first.ts';
import { openJournal } from '../../../src/main/journal/open.ts';
import { quarantineDamaged } from '../../../src/main/journal/quarantine.ts';
import { registerChecksum } from '../../../src/main/journal/row-checksums.ts';
import { epochMs } from '../../../src/shared/time.ts';
import { aJournalOfMonths, archivedOn, cutOf, exportedLines } from '../../builders/archives.ts';
import { added, aHome, aJournalFile, IN_PART } from '../../builders/journal.ts';

const SOURCES = join(import.meta.dirname, '../../../src/main');

interface Prepared {
  sql: string;
  /** The file and the line that prepared it. */
  place: string;
}

/** Runs `act`, and returns every statement that the product prepared meanwhile. */
function statementsOf(act: () => void): Prepared[] {
  const found: Prepared[] = [];
  // It is called with the database as `this` below.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const prepare = Database.prototype.prepare;
  const spy = vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (
    this: Database.Database,
    sql: string,
  ) {
    const lines = (new Error().stack ?? '').split('\n');
    const caller = lines.find((line) => line.includes('/src/main/')) ?? '';
    const place = /\/src\/main\/([^:?]+)(?:\?[^:]*)?:(\d+)/.exec(caller);
    if (place !== null) found.push({ sql, place: `${place[1]}:${place[2]}` });
    return prepare.call(this, sql);
  });
  try {
    act();
  } finally {
    spy.mockRestore();
  }
  return found;
}

/** Calls everything that prepares a statement. */
function useEverything(): void {
  const old = aJournalFile();
  const db = new Database(old.file);
  db.exec(FIRST);
  db.pragma('user_version = 1');
  db.close();
  old.opened().close();
  const journalFile = aJournalFile();
  const opened = journalFile.opened();
  acceptedSettings(opened);
  for (const line of jsonLines({ db: opened.db, archives: [], exportedAt: epochMs(1) }))
    expect(line).not.toBe('');
  for (const line of csvLines({ db: opened.db, archives: [], minorDigits: 2 }))
    expect(line).not.toBe('');
  const { id } = added(opened);
  opened.journal.write(() => opened.journal.change(id, 'promised', { promise: 'notPaid' }));
  opened.close();
  journalFile.opened(IN_PART).close();
  useArchives();
  journalFile.tamper("INSERT INTO stop_list VALUES ('card', 'damaged', 1, 'no checksum')");
  journalFile.opened().close();
  journalFile.tamper('DROP INDEX operation_reverses');
  const options = { file: journalFile.file, home: aHome(), now: () => epochMs(1), newId: () => '' };
  expect(quarantineDamaged(options, 'Sandy').kind).toBe('quarantined');
  expect(openJournal({ ...options, file: ':memory:', home: null }).kind).toBe('open');
}

/** Moves months to archives, and reads everything back. */
function useArchives(): void {
  const months = aJournalOfMonths();
  const opened = months.opened();
  expect(isDue(opened.db, epochMs(Date.UTC(2023, 3, 1)))).toBe(true);
  expect(archivedOn(opened, months.file, Date.UTC(2023, 4, 10)).kind).toBe('archived');
  expect(exportedLines(opened, months.file, epochMs(1))).not.toEqual([]);
  const parts = verifyArchives(months.file, cutOf(opened));
  for (let part = parts.next(); ; part = parts.next()) {
    if (part.done !== true) continue;
    expect(part.value).toEqual([]);
    break;
  }
  opened.close();
}

/** The steps of a plan that read a whole table or index, or that sort. */
function slowSteps(sql: string): string[] {
  const db = new Database(':memory:');
  registerChecksum(db);
  for (const step of MIGRATIONS) db.exec(step);
  try {
    return db
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...parametersOf(sql))
      .map(({ detail }) => detail)
      .filter((detail) => /^SCAN|TEMP B-TREE/.test(detail));
  } finally {
    db.close();
  }
}

function parametersOf(sql: string): unknown[] {
  const named = [...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, null]);
  const positional = [...sql.matchAll(/\?/g)].map(() => null);
  return named.length > 0 ? [Object.fromEntries(named)] : positional;
}

/** Statements that may read much, and why. */
const MAY_READ_MUCH: readonly { sql: RegExp; steps: RegExp; why: string }[] = [
  {
    sql: /INDEXED BY operation_open/,
    steps: /^SCAN operation USING (COVERING )?INDEX operation_open$|TEMP B-TREE/,
    why: 'the index has the open operations only, and they are few',
  },
  {
    sql: /ORDER BY seq DESC LIMIT 1$/,
    steps: /^SCAN (event|report)$/,
    why: 'it ends after the first row',
  },
  {
    sql: /WHERE contact_uuid = \? AND is_settled = 0 .* LIMIT 1\)$/s,
    steps: /TEMP B-TREE/,
    why: 'it sorts the open operations of one contact',
  },
  {
    sql: /sqlite_schema/,
    steps: /SCAN sqlite_schema|TEMP B-TREE/,
    why: 'the schema does not grow',
  },
  {
    sql: /pragma_table_info/,
    steps: /SCAN pragma_table_info/,
    why: 'the columns of one table',
  },
  {
    sql: /^DELETE FROM stop_list WHERE checksum/,
    steps: /^SCAN stop_list$/,
    why: 'nothing else checks the stop list, which is short; at a start',
  },
  {
    sql: /^DELETE FROM seen_card$/,
    steps: /^SCAN seen_card$/,
    why: 'when the account changes, or the stop list is damaged; not at a start',
  },
  {
    sql: /^SELECT COUNT\(\*\) FROM (operation|event|report)$/,
    steps: /^SCAN (operation|event|report) USING COVERING INDEX|^SCAN (event|report)$/,
    why: 'an export reads everything',
  },
  {
    sql: /^SELECT key FROM archived_(claim|reversal)$/,
    steps: /^SCAN archived_(claim|reversal)$/,
    why: 'the check of the whole journal adds up all keys, one at a time',
  },
  {
    sql: /FROM (operation|event|report) ORDER BY seq$/,
    steps: /^SCAN (operation|event|report)$/,
    why: 'an export, a check or the list of a damaged journal reads everything, one row at a time',
  },
];

describe('every statement of the product', () => {
  it('is looked at here', () => {
    const places = statementsOf(useEverything).map(({ place }) => place);
    expect(linesThatPrepare().filter((line) => !places.includes(line))).toEqual([]);
  });

  it('finds its rows through an index, unless it is listed with a reason', () => {
    const statements = new Set(statementsOf(useEverything).map(({ sql }) => sql.trim()));
    const slow = [...statements].flatMap((sql) => {
      if (sql.startsWith('VACUUM')) return [];
      const reason = MAY_READ_MUCH.find((one) => one.sql.test(sql));
      const steps = slowSteps(sql).filter((step) => reason?.steps.test(step) !== true);
      return steps.length === 0 ? [] : [{ sql, steps }];
    });
    expect(slow).toEqual([]);
  });

  it('is in the folder of the journal', () => {
    expect(linesThatPrepare().filter((line) => !line.startsWith('journal/'))).toEqual([]);
  });
});

/** Each line of the product that prepares a statement, as `file:line`. */
function linesThatPrepare(): string[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, text: readFileSync(join(SOURCES, name), 'utf8') }))
    .filter(({ text }) => /\bdb\b/.test(text))
    .flatMap(({ name, text }) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          /\.prepare\b/.test(line) ? [`${name.replaceAll('\\', '/')}:${index + 1}`] : [],
        ),
    );
}
