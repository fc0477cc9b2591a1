/** Opening a journal locks, checks and migrates it, and corrects operations that a crash interrupted. */
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIRST } from '../../../src/main/journal/migrations/001-first.ts';
import type { OpenJournal } from '../../../src/main/journal/open.ts';
import { contactUuid, transactionUuid } from '../../../src/shared/ids.ts';
import {
  added,
  aJournalFile,
  contentOf,
  damageFoundBy,
  IN_PART,
  type JournalFile,
} from '../../builders/journal.ts';

/** How many runs flip one byte each. The file has a few hundred thousand bytes. */
const RUNS = Number(process.env['FLIPS'] ?? 60);

function writeSome(opened: OpenJournal): void {
  const { journal } = opened;
  for (const name of ['plankton', 'krabs', 'pearl']) {
    const { id } = added(opened, { contactUuid: contactUuid(name) });
    journal.write(() => journal.change(id, 'sent', { ledger: 'sent', sends: 1 }));
    journal.write(() =>
      journal.change(id, 'present', { ledger: 'present', uuid: transactionUuid(`row-${name}`) }),
    );
    journal.write(() => journal.change(id, 'promised', { promise: 'paid' }));
  }
}

/** The files that this process has open. */
function openFiles(): string[] {
  const folder = '/proc/self/fd';
  return readdirSync(folder)
    .map((name) => readLink(join(folder, name)))
    .filter((path) => path.startsWith('/') && !path.startsWith('/proc'))
    .sort();
}

/** Empty if the file was closed meanwhile. */
function readLink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** A closed journal with three paid spends. They have twelve events. */
function aClosedJournal(): JournalFile {
  const journalFile = aJournalFile();
  const opened = journalFile.opened();
  writeSome(opened);
  opened.close();
  return journalFile;
}

describe('opening', () => {
  it('is refused while another process has the journal open', () => {
    const journalFile = aJournalFile();
    const opened = journalFile.opened();
    expect(journalFile.open()).toEqual({ kind: 'locked' });
    opened.close();
    expect(journalFile.open().kind).toBe('open');
  });

  it('sets WAL mode, foreign keys, and a sync to the disk at each commit', () => {
    const { db } = aJournalFile().opened();
    const settings = ['journal_mode', 'synchronous', 'foreign_keys'].map((name) =>
      db.pragma(name, { simple: true }),
    );
    expect(settings).toEqual(['wal', 2, 1]);
  });

  it('keeps no temporary file, which would have rows of customers in it', () => {
    const opened = aJournalFile().opened();
    writeSome(opened);
    const before = openFiles();
    // Before a statement that can fail half-way, SQLite copies the pages that it changes. Many pages go into a file.
    opened.db.exec(`
      CREATE TABLE customer (name TEXT UNIQUE) STRICT;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000)
      INSERT INTO customer SELECT 'Krabs ' || i FROM n;
      BEGIN;
      INSERT INTO customer VALUES ('Pearl');
      UPDATE customer SET name = name || ' again';
      COMMIT`);
    expect(openFiles()).toEqual(before);
  });

  it('finds everything as it was at the last close', () => {
    const journalFile = aJournalFile();
    const opened = journalFile.opened();
    writeSome(opened);
    const before = contentOf(opened);
    opened.close();
    expect(contentOf(journalFile.opened())).toBe(before);
  });

  it('turns a missing promise into not paid, and a running POST into unknown', () => {
    const journalFile = aJournalFile();
    const opened = journalFile.opened();
    const { journal } = opened;
    const { id } = added(opened);
    const waiting = added(opened);
    const owed = added(opened, { promise: 'paid' });
    journal.write(() => journal.change(id, 'sent', { ledger: 'sent', sends: 1 }));
    opened.close();
    const again = journalFile.opened().journal;
    expect(again.get(id)).toMatchObject({
      promise: 'notPaid',
      ledger: 'unknown',
      isSettled: false,
    });
    expect(again.get(waiting.id)).toMatchObject({ promise: 'notPaid', isSettled: true });
    expect(again.get(owed.id)).toEqual(owed);
  });
});

describe.skipIf(process.platform === 'win32')('the files of a journal', () => {
  const modesIn = (folder: string): Record<string, string> =>
    Object.fromEntries(
      readdirSync(folder).map((name) => [
        name,
        (statSync(join(folder, name)).mode & 0o777).toString(8),
      ]),
    );

  it('are readable by their owner only, even in a folder that is open to all', () => {
    const journalFile = aJournalFile();
    const folder = dirname(journalFile.file);
    chmodSync(folder, 0o755);
    writeSome(journalFile.opened());
    expect(modesIn(folder)).toEqual({
      'journal.sqlite': '600',
      'journal.sqlite-shm': '600',
      'journal.sqlite-wal': '600',
      'journal.sqlite.lock': '600',
      'journal.sqlite.record': '600',
    });
  });

  it('become private if an earlier version left them readable for others, and so does the copy of the earlier version', () => {
    const journalFile = aJournalFile();
    const folder = dirname(journalFile.file);
    const old = new Database(journalFile.file);
    old.pragma('journal_mode = WAL');
    old.exec(FIRST);
    old.pragma('user_version = 1');
    for (const suffix of ['', '-wal', '-shm']) chmodSync(`${journalFile.file}${suffix}`, 0o644);
    old.close();
    journalFile.opened();
    expect(new Set(Object.values(modesIn(folder)))).toEqual(new Set(['600']));
  });
});

describe('damage', () => {
  const CASES: [string, string, string, string][] = [
    [
      'an event whose body was changed',
      `UPDATE event SET body = '{"promise":"paid"}' WHERE seq = 3`,
      'chain',
      'event 3 (changed)',
    ],
    [
      'an event whose time was changed',
      'UPDATE event SET at = at + 1 WHERE seq = 5',
      'chain',
      'event 5 (changed)',
    ],
    ['an event that is gone', 'DELETE FROM event WHERE seq = 4', 'chain', 'event 5 (missing)'],
    [
      'the last event missing',
      'DELETE FROM event WHERE seq = 12',
      'behind',
      'events 12 to 12 are missing',
    ],
    ['all events gone', 'DELETE FROM event', 'behind', 'events 1 to 12 are missing'],
    [
      'an amount that was changed',
      "UPDATE operation SET amount_in_cents = -1 WHERE contact_uuid = 'krabs'",
      'operation',
      'operation operation-000002',
    ],
    [
      'a promise that was changed',
      "UPDATE operation SET promise = 'notPaid' WHERE seq = 1",
      'operation',
      'operation operation-000001',
    ],
    [
      'an operation that is missing',
      'DELETE FROM operation WHERE seq = 2',
      'operation',
      'operation operation-000002 (missing)',
    ],
    [
      'an operation that no event made',
      "UPDATE operation SET id = 'forged' WHERE seq = 3",
      'operation',
      'operation forged',
    ],
    [
      'an invalid baseline',
      "UPDATE operation SET baseline = '{' WHERE seq = 3",
      'operation',
      'operation operation-000003 (unreadable)',
    ],
    ['a missing index', 'DROP INDEX operation_reverses', 'schema', 'schema of operation_reverses'],
    ['a newer version', 'PRAGMA user_version = 99', 'newerVersion', 'version 99'],
  ];
  it.each(CASES)('by %s is reported, and the file is not changed', (...[, sql, kind, where]) => {
    const journalFile = aClosedJournal();
    journalFile.tamper(sql);
    const before = readFileSync(journalFile.file);
    const opened = journalFile.open();
    if (opened.kind !== 'damaged') throw new Error(`it is ${opened.kind}`);
    expect(opened.damage.kind).toBe(kind);
    expect(opened.damage.where).toContain(where);
    expect(journalFile.open()).toEqual(opened);
    expect(readFileSync(journalFile.file)).toEqual(before);
  });

  it.each(CASES)(
    'by %s is reported too if a start verifies only a part',
    (...[, sql, kind, where]) => {
      const journalFile = aClosedJournal();
      journalFile.tamper(sql);
      expect(damageFoundBy(journalFile.open(IN_PART))).toMatchObject({
        kind,
        where: expect.stringContaining(where) as string,
      });
    },
  );

  it.each(["held_reason = 'bogus'", "baseline = '{'", 'sends = -1'])(
    'of a row with %s is reported without the card and the contact',
    (change) => {
      const journalFile = aClosedJournal();
      journalFile.tamper(`UPDATE operation SET ${change}`);
      const opened = journalFile.open();
      if (opened.kind !== 'damaged') throw new Error(`it is ${opened.kind}`);
      expect(opened.damage.where).toContain('operation-000001');
      expect(opened.damage.where).not.toMatch(/P-1|plankton/);
    },
  );

  it('is reported with the time when it began', () => {
    const journalFile = aClosedJournal();
    journalFile.tamper("UPDATE event SET body = '{}', at = 1234567890123 WHERE seq = 7");
    expect(journalFile.open()).toMatchObject({ damage: { since: 1_234_567_890_123 } });
  });

  it('is reported if another file is in its place', () => {
    const journalFile = aJournalFile();
    writeFileSync(journalFile.file, 'Dear diary, '.repeat(1000));
    expect(journalFile.open()).toMatchObject({ kind: 'damaged', damage: { kind: 'notADatabase' } });
  });

  it.each([
    ['', {}],
    [' also if a start verifies only a part', IN_PART],
  ])(
    'by one flipped byte anywhere is reported or has no effect, and never throws,%s',
    (...[, how]) => {
      const { file } = aClosedJournal();
      const whole = readFileSync(file);
      const money = (opened: OpenJournal): string =>
        JSON.stringify([
          opened.db.prepare('SELECT * FROM operation').all(),
          opened.db.prepare('SELECT * FROM event').all(),
        ]);
      const original = aJournalFile(file).opened();
      const content = money(original);
      original.close();
      fc.assert(
        fc.property(fc.nat(whole.length - 1), (offset) => {
          writeFileSync(file, whole);
          const journalFile = aJournalFile(file);
          journalFile.flip(offset);
          const first = journalFile.open(how);
          if (first.kind !== 'open') return first.kind === 'damaged';
          if (damageFoundBy(first) !== null) return true;
          const opened = journalFile.opened(how);
          const isSame = money(opened) === content;
          opened.close();
          return isSame;
        }),
        { numRuns: RUNS },
      );
    },
    60_000,
  );

  it('is reported for an empty file, because a first start makes the record before the journal', () => {
    const journalFile = aJournalFile();
    writeFileSync(journalFile.file, '');
    expect(journalFile.open()).toMatchObject({ kind: 'damaged', damage: { kind: 'missing' } });
  });
});

describe('a journal of an earlier version', () => {
  it('is migrated, and a copy of the old file is kept', () => {
    const journalFile = aJournalFile();
    const old = new Database(journalFile.file);
    old.exec(FIRST);
    old.pragma('user_version = 1');
    old.close();
    const opened = journalFile.opened();
    writeSome(opened);
    opened.close();
    expect(journalFile.open().kind).toBe('open');
    const backup = new Database(`${journalFile.file}.before-version-2`, { readonly: true });
    expect(backup.pragma('user_version', { simple: true })).toBe(1);
    backup.close();
  });

  it('is migrated even if an earlier copy was cut short', () => {
    const journalFile = aJournalFile();
    const old = new Database(journalFile.file);
    old.exec(FIRST);
    old.pragma('user_version = 1');
    old.close();
    writeFileSync(`${journalFile.file}.before-version-2.unfinished`, 'half');
    expect(journalFile.open().kind).toBe('open');
    expect(existsSync(`${journalFile.file}.before-version-2.unfinished`)).toBe(false);
    expect(existsSync(`${journalFile.file}.before-version-2`)).toBe(true);
  });

  it('is not migrated if it is damaged', () => {
    const journalFile = aJournalFile();
    const old = new Database(journalFile.file);
    old.exec(FIRST);
    old.exec("INSERT INTO event VALUES (1, 5, NULL, 'x', '{}', '', 'forged')");
    old.pragma('user_version = 1');
    old.close();
    expect(journalFile.open()).toMatchObject({ kind: 'damaged', damage: { kind: 'chain' } });
    expect(existsSync(`${journalFile.file}.before-version-2`)).toBe(false);
  });

  it('is not copied if it was just created', () => {
    const journalFile = aJournalFile();
    journalFile.opened();
    expect(existsSync(`${journalFile.file}.before-version-2`)).toBe(false);
  });
});
