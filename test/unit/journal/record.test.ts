/** The records outside the database show that commits are missing, and that a journal is a copy. */
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { continueCopy } from '../../../src/main/journal/continue-copy.ts';
import { Journal } from '../../../src/main/journal/journal.ts';
import { DECISIONS } from '../../../src/main/journal/migrations/002-decisions.ts';
import { FIRST } from '../../../src/main/journal/migrations/001-first.ts';
import { openJournal, type Opened } from '../../../src/main/journal/open.ts';
import { quarantineDamaged } from '../../../src/main/journal/quarantine.ts';
import type { Home } from '../../../src/main/journal/record.ts';
import { emptyState } from '../../../src/main/journal/state.ts';
import { contactUuid } from '../../../src/shared/ids.ts';
import { epochMs } from '../../../src/shared/time.ts';
import {
  added,
  aHome,
  aJournalFile,
  aNewOperation,
  type JournalFile,
} from '../../builders/journal.ts';
import { aFolder } from '../../builders/terminal.ts';

const OPERATIONS = 5;
const SUFFIXES = ['', '-wal', '.record'];

/** A journal of promised spends whose process was killed: all commits are in the write-ahead log. */
function aKilledJournal(): JournalFile {
  const journalFile = aJournalFile();
  const opened = journalFile.opened();
  for (let index = 0; index < OPERATIONS; index++) {
    added(opened, { promise: 'paid', contactUuid: contactUuid(`contact-${index}`) });
  }
  const { file } = journalFile;
  const folder = aFolder();
  for (const suffix of SUFFIXES) copyFileSync(file + suffix, join(folder, `copy${suffix}`));
  opened.close();
  for (const suffix of SUFFIXES) copyFileSync(join(folder, `copy${suffix}`), file + suffix);
  return journalFile;
}

/** A closed journal with the same spends. */
function aClosedJournal(home: Home = aHome()): string {
  const file = join(aFolder(), 'journal.sqlite');
  const opened = open(file, home);
  if (opened.kind !== 'open') throw new Error(opened.kind);
  for (let index = 0; index < OPERATIONS; index++) {
    added(opened, { promise: 'paid', contactUuid: contactUuid(`contact-${index}`) });
  }
  opened.close();
  return file;
}

let ids = 0;

function open(file: string, home: Home): Opened {
  return openJournal(optionsFor(file, home));
}

function optionsFor(file: string, home: Home): Parameters<typeof openJournal>[0] {
  return { file, home, now: () => epochMs(1), newId: () => `id-${(ids += 1)}` };
}

/** Opens the journal and closes it. Returns the damage, or null. */
function damageOf(opened: Opened): unknown {
  if (opened.kind === 'open') opened.close();
  return opened.kind === 'damaged' ? opened.damage : opened.kind === 'open' ? null : opened;
}

function flip(path: string, offset: number): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(offset) ^ 1, offset);
  writeFileSync(path, bytes);
}

describe('a journal of a killed process', () => {
  it('opens with everything, although all commits are in the log', () => {
    const { journal } = aKilledJournal().opened();
    expect(journal.waiting().count).toBe(OPERATIONS);
  });

  it('is behind if one bit of the log was flipped, and the missing events are named', () => {
    const journalFile = aKilledJournal();
    const log = `${journalFile.file}-wal`;
    flip(log, readFileSync(log).length - 6_000);
    const damage = damageOf(journalFile.open());
    expect(damage).toMatchObject({ kind: 'behind' });
    expect(damage).toMatchObject({
      where: expect.stringMatching(/^events \d to 5 are missing; at least \d operations/) as string,
    });
    expect(damageOf(journalFile.open())).toEqual(damage);
  });

  it('keeps a copy of its log if it is damaged, and removes the copy if it is not', () => {
    const damaged = aKilledJournal();
    const log = readFileSync(`${damaged.file}-wal`);
    flip(`${damaged.file}-wal`, log.length - 6_000);
    damaged.open();
    expect(readFileSync(`${damaged.file}.log-at-damage`)).toHaveLength(log.length);
    const whole = aKilledJournal();
    whole.opened();
    expect(existsSync(`${whole.file}.log-at-damage`)).toBe(false);
  });

  it.each([0, 32, 4_000, 60_000])('is damaged if its log was cut to %d bytes', (length) => {
    const journalFile = aKilledJournal();
    truncateSync(`${journalFile.file}-wal`, length);
    expect(damageOf(journalFile.open())).toMatchObject({
      kind: expect.stringMatching(/missing|behind/) as string,
    });
  });

  it('is missing if its log was removed', () => {
    const journalFile = aKilledJournal();
    rmSync(`${journalFile.file}-wal`);
    expect(damageOf(journalFile.open())).toMatchObject({
      kind: 'missing',
      where: 'the journal is gone; it had 5 events and 5 operations',
    });
  });

  it('opens if the crash came before the last event was recorded', () => {
    const journalFile = aJournalFile();
    const opened = journalFile.opened();
    added(opened);
    const before = readFileSync(`${journalFile.file}.record`);
    added(opened);
    opened.close();
    writeFileSync(`${journalFile.file}.record`, before);
    expect(damageOf(journalFile.open())).toBeNull();
  });

  it('opens if the crash tore the last write of the record, whichever part it was in', () => {
    for (const offset of [200, 4_296]) {
      const journalFile = aKilledJournal();
      flip(`${journalFile.file}.record`, offset);
      expect(damageOf(journalFile.open())).toBeNull();
    }
  });
});

describe('a kiosk that ran before', () => {
  it.each([
    ['the journal is empty', (file: string) => truncateSync(file, 0)],
    ['the journal was removed', (file: string) => rmSync(file)],
    [
      'the journal and its record were removed, and its log is there',
      (file: string) => {
        renameSync(file, `${file}-wal`);
        rmSync(`${file}.record`);
      },
    ],
    [
      'the journal and its record were removed, and a copy of an earlier version is there',
      (file: string) => {
        renameSync(file, `${file}.before-version-2`);
        rmSync(`${file}.record`);
      },
    ],
  ])('begins no new journal if %s', (_, damage) => {
    const file = aClosedJournal();
    damage(file);
    const before = readdirSync(dirname(file));
    expect(damageOf(open(file, aHome()))).toMatchObject({ kind: 'missing' });
    expect(readdirSync(dirname(file))).toEqual(before);
  });

  it('begins no new journal if the whole folder is gone, as the record outside shows', () => {
    const home = aHome({ outside: join(aFolder(), 'outside.record') });
    const file = aClosedJournal(home);
    rmSync(dirname(file), { recursive: true });
    mkdirSync(dirname(file));
    expect(damageOf(open(file, home))).toMatchObject({ kind: 'missing' });
  });

  it('begins a new journal if staff accept that it is gone', () => {
    const home = aHome({ outside: join(aFolder(), 'outside.record') });
    const file = aClosedJournal(home);
    rmSync(file);
    const accepted = quarantineDamaged(optionsFor(file, home), 'Sandy');
    expect(accepted).toMatchObject({ kind: 'quarantined', unsettled: { isComplete: false } });
    expect(damageOf(open(file, home))).toBeNull();
  });

  it('lists what it knows if staff accept a journal that is behind', () => {
    const journalFile = aKilledJournal();
    const log = `${journalFile.file}-wal`;
    flip(log, readFileSync(log).length - 6_000);
    const accepted = quarantineDamaged(optionsFor(journalFile.file, aHome()), 'Sandy');
    if (accepted.kind !== 'quarantined') throw new Error(accepted.kind);
    expect(accepted.damage.kind).toBe('behind');
    expect(accepted.unsettled.isComplete).toBe(false);
    expect(accepted.unsettled.operations.length).toBeGreaterThan(0);
    expect(damageOf(journalFile.open())).toBeNull();
  });

  it('starts after a first start that was cut short', () => {
    const journalFile = aJournalFile();
    journalFile.opened().close();
    truncateSync(journalFile.file, 0);
    expect(damageOf(journalFile.open())).toBeNull();
  });
});

describe('the record', () => {
  it('is damage if it was removed, or if neither part can be read', () => {
    const removed = aClosedJournal();
    rmSync(`${removed}.record`);
    expect(damageOf(open(removed, aHome()))).toMatchObject({ kind: 'record' });
    const unreadable = aClosedJournal();
    flip(`${unreadable}.record`, 100);
    flip(`${unreadable}.record`, 4_200);
    expect(damageOf(open(unreadable, aHome()))).toMatchObject({ kind: 'record' });
  });

  it('is made for a journal of an earlier version, and is missed from then on', () => {
    const { file } = aJournalFile();
    const old = new Database(file);
    old.exec(FIRST + DECISIONS);
    old.pragma('user_version = 2');
    old.close();
    expect(damageOf(open(file, aHome()))).toBeNull();
    rmSync(`${file}.record`);
    expect(damageOf(open(file, aHome()))).toMatchObject({ kind: 'record' });
  });

  it('shows a journal whose last recorded event is another one', () => {
    const [one, other] = [aClosedJournal(), aClosedJournal()];
    copyFileSync(`${other}.record`, `${one}.record`);
    const damage = damageOf(open(one, aHome()));
    expect(damage).toMatchObject({ kind: 'behind', where: 'event 5 is not the recorded one' });
  });

  it('is written after each commit, and a write is refused while the record cannot be written', () => {
    const { db } = aJournalFile().opened();
    const kept: number[] = [];
    let why: string | null = null;
    const journal = new Journal({
      db,
      state: emptyState(),
      sealedSeq: 0,
      sealEvery: 500,
      now: () => epochMs(1),
      newId: () => `new-${kept.length}-${String(why)}`,
      record: {
        keep({ seq }) {
          if (why === null) kept.push(seq);
          return why;
        },
      },
    });
    const add = (): unknown => journal.write(() => journal.add(aNewOperation())).kind;
    expect([add(), add()]).toEqual(['written', 'written']);
    why = 'EIO';
    expect([add(), add(), add()]).toEqual(['written', 'unwritable', 'unwritable']);
    why = null;
    expect(add()).toBe('written');
    expect(kept).toEqual([1, 2, 3, 4]);
  });
});

describe('a copy of the data folder', () => {
  const OTHER = { id: 'other', parts: ['other part'] };
  const MINE = { id: 'mine', parts: ['first part', 'second part'] };

  it('does not open on another machine, and is not changed', () => {
    const file = aClosedJournal(aHome({ machine: MINE }));
    const before = readFileSync(file);
    for (const machine of [OTHER, { ...MINE, id: null }, { ...MINE, parts: ['other part'] }]) {
      expect(damageOf(open(file, aHome({ machine })))).toMatchObject({ kind: 'otherMachine' });
    }
    expect(readFileSync(file)).toEqual(before);
  });

  it('opens on the same machine if one of its parts was exchanged', () => {
    const file = aClosedJournal(aHome({ machine: MINE }));
    const machine = { ...MINE, parts: ['second part', 'new part'] };
    expect(damageOf(open(file, aHome({ machine })))).toBeNull();
  });

  it('does not open in another folder of the same machine', () => {
    const file = aClosedJournal();
    const folder = join(aFolder(), 'copy');
    cpSync(dirname(file), folder, { recursive: true });
    const copy = join(folder, 'journal.sqlite');
    expect(damageOf(open(copy, aHome()))).toMatchObject({ kind: 'otherFolder' });
    expect(damageOf(open(file, aHome()))).toBeNull();
  });

  it('that is older than the journal which it replaces does not open', () => {
    const home = aHome({ outside: join(aFolder(), 'outside.record') });
    const file = aClosedJournal(home);
    const copy = join(aFolder(), 'copy');
    cpSync(dirname(file), copy, { recursive: true });
    const opened = open(file, home);
    if (opened.kind !== 'open') throw new Error(opened.kind);
    added(opened, { promise: 'paid' });
    opened.close();
    cpSync(copy, dirname(file), { recursive: true });
    expect(damageOf(open(file, home))).toMatchObject({
      kind: 'olderCopy',
      where: 'events 6 to 6 are missing; at least 1 operations are missing',
    });
  });

  it('continues on another machine if staff confirm it, and every open operation is held', () => {
    const file = aClosedJournal(aHome({ machine: MINE }));
    const home = aHome({ machine: OTHER });
    const continued = continueCopy(optionsFor(file, home), { by: 'Sandy', isMoved: false });
    expect(continued).toEqual({ kind: 'continued', heldCount: OPERATIONS });
    const opened = open(file, home);
    if (opened.kind !== 'open') throw new Error(opened.kind);
    expect(opened.journal.waiting()).toMatchObject({ count: 0, heldCount: OPERATIONS });
    const [body] = opened.db
      .prepare<[], string>("SELECT body FROM event WHERE kind = 'machineConfirmed'")
      .pluck()
      .all();
    expect(body).toBe('{"by":"Sandy","isMoved":false}');
    opened.close();
    expect(damageOf(open(file, aHome({ machine: MINE })))).toMatchObject({ kind: 'otherMachine' });
  });

  it('continues as before if the folder was moved', () => {
    const file = aClosedJournal(aHome({ machine: MINE }));
    const options = optionsFor(file, aHome({ machine: OTHER }));
    expect(continueCopy(options, { by: 'Sandy', isMoved: true })).toEqual({
      kind: 'continued',
      heldCount: 0,
    });
    const again = continueCopy(options, { by: 'Sandy', isMoved: true });
    expect(again).toEqual({ kind: 'refused', reason: 'notCopied' });
  });

  it('is not continued if it is damaged too', () => {
    const file = aClosedJournal(aHome({ machine: MINE }));
    rmSync(file);
    const options = optionsFor(file, aHome({ machine: OTHER }));
    expect(continueCopy(options, { by: 'Sandy', isMoved: false })).toMatchObject({
      kind: 'damaged',
      damage: { kind: 'missing' },
    });
  });
});
