/** A damaged archive is named, and never stops the kiosk. Nothing leaves the journal for an archive that is damaged. */
import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { beginMove } from '../../../../src/main/journal/archive/archive-run.ts';
import { archivePath, findLostArchives } from '../../../../src/main/journal/archive/find-lost.ts';
import { verifyArchives } from '../../../../src/main/journal/archive/verify-archives.ts';
import { verifyAll } from '../../../../src/main/journal/verify.ts';
import { quarantineDamaged } from '../../../../src/main/journal/quarantine.ts';
import { epochMs } from '../../../../src/shared/time.ts';
import {
  aJournalOfMonths,
  archivedOn,
  cutOf,
  dueOn,
  preparedOn,
} from '../../../builders/archives.ts';
import { aHome, type JournalFile } from '../../../builders/journal.ts';

const MAY = Date.UTC(2023, 4, 10);

/** A closed journal with archives of three months. Returns their paths. */
function archived(): { months: JournalFile; paths: [string, string, string] } {
  const months = aJournalOfMonths();
  const opened = months.opened();
  archivedOn(opened, months.file, MAY);
  const [january, february, march] = cutOf(opened).archives.map((one) =>
    archivePath(months.file, one),
  );
  opened.close();
  return { months, paths: [january ?? '', february ?? '', march ?? ''] };
}

function kindsFoundIn(months: JournalFile): string[] {
  const opened = months.opened();
  const parts = verifyArchives(months.file, cutOf(opened));
  for (;;) {
    const part = parts.next();
    if (part.done === true)
      return part.value.map(({ name, kind }) => `${name.slice(0, 7)} ${kind}`);
  }
}

function flip(path: string): void {
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(path, bytes);
}

type Paths = [string, string, string];

describe('an archive', () => {
  it.each<[string, (paths: Paths) => void, string[], string[]]>([
    ['was left as it was', () => undefined, [], []],
    ['has a flipped bit', ([, february]) => flip(february), [], ['2023-02 changed']],
    [
      'was cut short',
      ([, february]) => truncateSync(february, 5_000),
      ['2023-02'],
      ['2023-02 changed'],
    ],
    ['was removed', ([january]) => rmSync(january), ['2023-01'], ['2023-01 missing']],
    [
      'was replaced by another one',
      ([january, february]) => copyFileSync(january, february),
      ['2023-02'],
      ['2023-02 changed'],
    ],
  ])('that %s is found, and the journal serves', (...[, damage, atStart, inAll]) => {
    const { months, paths } = archived();
    damage(paths);
    const opened = months.opened();
    expect(opened.lostArchives.map(({ name }) => name.slice(0, 7))).toEqual(atStart);
    expect(verifyAll(opened.db)).toBeNull();
    opened.close();
    expect(kindsFoundIn(months)).toEqual(inAll);
  });

  it('that was changed after the first piece left gets no more of the journal', () => {
    const months = aJournalOfMonths({ operationCount: 300, betweenMs: 8 * 3_600_000 });
    const opened = months.opened();
    const due = dueOn(opened, MAY);
    const archive = preparedOn(opened, months.file, MAY);
    const move = beginMove(opened, { journalFile: months.file, archive, due });
    expect(move.next()).toEqual({ kind: 'more' });
    move.close();
    const eventCount = (): unknown => opened.db.prepare('SELECT COUNT(*) FROM event').pluck().get();
    const before = eventCount();
    flip(archivePath(months.file, archive));
    expect(archivedOn(opened, months.file, MAY)).toMatchObject({ kind: 'stuck' });
    expect(eventCount()).toBe(before);
    expect(verifyAll(opened.db)).toBeNull();
  });

  it('stays with its journal if that is set aside', () => {
    const { months } = archived();
    rmSync(`${months.file}.record`);
    const options = { file: months.file, home: aHome(), now: () => epochMs(MAY), newId: () => 'n' };
    const aside = quarantineDamaged(options, 'Sandy');
    if (aside.kind !== 'quarantined') throw new Error(JSON.stringify(aside));
    expect(cutOf(months.opened()).archives).toEqual([]);
    const old = new Database(aside.file, { readonly: true });
    expect(findLostArchives(aside.file, cutOf({ db: old }).archives)).toEqual([]);
    expect(cutOf({ db: old }).archives).toHaveLength(3);
    old.close();
  });
});
