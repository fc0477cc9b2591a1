/** Months that left the journal: everything is still there, nothing is there twice, and the file is smaller. */
import { readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { archivePath } from '../../../../src/main/journal/archive/find-lost.ts';
import { beginMove, type Move } from '../../../../src/main/journal/archive/archive-run.ts';
import type { OpenJournal } from '../../../../src/main/journal/open.ts';
import type { Operation } from '../../../../src/main/journal/operation.ts';
import { readEvents, verifyAll } from '../../../../src/main/journal/verify.ts';
import { verifyExport } from '../../../../src/main/journal/verify-export.ts';
import { operationId, type TransactionUuid } from '../../../../src/shared/ids.ts';
import { epochMs } from '../../../../src/shared/time.ts';
import {
  aJournalOfMonths,
  archivedOn,
  compared,
  cutOf,
  dueOn,
  exportedLines,
  preparedOn,
} from '../../../builders/archives.ts';
import { added, damageFoundBy, IN_PART, type JournalFile } from '../../../builders/journal.ts';

/** All operations of the builder are from January to April 2023. */
const MAY = Date.UTC(2023, 4, 10);
const AT = epochMs(1);

function operationsIn({ db }: OpenJournal): Operation[] {
  const ids = db.prepare<[], string>('SELECT id FROM operation ORDER BY seq').pluck().all();
  return ids.map((id) => ({ id }) as Operation);
}

function paidRow(opened: OpenJournal): { uuid: TransactionUuid; operation: Operation } {
  const [first] = operationsIn(opened);
  if (first === undefined) throw new Error('the journal is empty');
  const operation = opened.journal.get(first.id);
  if (operation.uuid === null) throw new Error('it has no row');
  return { uuid: operation.uuid, operation };
}

/** The lines without the reports and the note of the move, which come with it. */
function linesOf(opened: OpenJournal, { file }: JournalFile): string[] {
  return exportedLines(opened, file, AT).filter(
    (line) => /"type":"(operation|event)"/.test(line) && !line.includes('"kind":"archived"'),
  );
}

/** Moves all pieces. */
function finish(move: Move): void {
  for (;;) if (move.next().kind !== 'more') return;
}

describe('a journal whose months have moved out', () => {
  it('exports exactly what it exported before, and the export verifies', () => {
    const months = aJournalOfMonths({ openCount: 2 });
    const opened = months.opened();
    const before = linesOf(opened, months);
    expect(archivedOn(opened, months.file, MAY)).toMatchObject({ kind: 'archived' });
    expect(cutOf(opened).archives.map(({ name }) => name.slice(0, 7))).toEqual([
      '2023-01',
      '2023-02',
      '2023-03',
    ]);
    expect(linesOf(opened, months)).toEqual(before);
    expect(verifyExport(exportedLines(opened, months.file, AT))).toMatchObject({ kind: 'whole' });
  });

  it('is whole, is smaller, and opens with the same state', () => {
    const months = aJournalOfMonths({ openCount: 2, operationCount: 400, contactCount: 3 });
    const opened = months.opened();
    const waiting = opened.journal.waiting();
    const sizeBefore = statSync(months.file).size;
    archivedOn(opened, months.file, Date.UTC(2023, 11, 10));
    expect(verifyAll(opened.db)).toBeNull();
    opened.close();
    expect(statSync(months.file).size).toBeLessThan(sizeBefore / 2);
    for (const changes of [IN_PART, {}]) {
      const again = months.opened(changes);
      expect(again.journal.waiting()).toEqual(waiting);
      expect(again.lostArchives).toEqual([]);
      again.close();
    }
  });

  it('never claims or takes back a row that an archived operation has', () => {
    const months = aJournalOfMonths();
    const opened = months.opened();
    const { uuid, operation } = paidRow(opened);
    archivedOn(opened, months.file, MAY);
    const { journal } = opened;
    expect(journal.find(operation.id)).toBeNull();
    expect(journal.isClaimed(uuid)).toBe(true);
    expect(journal.isTaken(uuid)).toBe(true);
    const { id } = added(opened);
    expect(() =>
      journal.write(() => journal.change(id, 'present', { ledger: 'present', uuid })),
    ).toThrow(/archived operation has this row/);
    expect(journal.get(id).ledger).toBe('absent');
  });

  it('never takes a row back a second time', () => {
    const months = aJournalOfMonths();
    const opened = months.opened();
    const { uuid, operation } = paidRow(opened);
    const { journal } = opened;
    const row = { ...operation, uuid };
    const reversed = journal.write(() => journal.addReversal(row, operation, 'reverse'));
    const reversal = reversed.kind === 'written' ? reversed.value : null;
    if (reversal === null) throw new Error('it was not reversed');
    const sentAt = epochMs(Date.UTC(2023, 3, 1));
    const sent = { ledger: 'sent', sends: 1, lastSentAtServer: sentAt } as const;
    journal.write(() => journal.change(reversal.id, 'sent', sent));
    const made = { ledger: 'present', uuid: 'row-of-the-reversal' as TransactionUuid } as const;
    journal.write(() => journal.change(reversal.id, 'present', made));
    archivedOn(opened, months.file, Date.UTC(2026, 5, 1));
    expect(journal.find(reversal.id)).toBeNull();
    expect(journal.isReversed(uuid)).toBe(true);
    expect(journal.write(() => journal.addReversal(row, null, 'create'))).toMatchObject({
      value: null,
    });
    expect(verifyAll(opened.db)).toBeNull();
  });

  it('gives no number of an archived operation to a new one, even if all have left', () => {
    const months = aJournalOfMonths({ operationCount: 30 });
    const opened = months.opened();
    archivedOn(opened, months.file, MAY);
    expect(operationsIn(opened)).toEqual([]);
    added(opened);
    expect(opened.db.prepare('SELECT seq FROM operation').pluck().get()).toBe(31);
    opened.close();
    const again = months.opened();
    expect(verifyAll(again.db)).toBeNull();
    expect(again.journal.hasOperations).toBe(true);
  });

  it('keeps what may still be needed: open ones, and those that were not compared', () => {
    const months = aJournalOfMonths();
    const opened = months.opened();
    const held = added(opened, { promise: 'paid' });
    compared(opened, { at: MAY, unread: ['contact-3'] });
    const due = { before: dueOn(opened, MAY).before, unread: new Set(['contact-3' as never]) };
    const archive = preparedOn(opened, months.file, MAY);
    const move = beginMove(opened, { journalFile: months.file, archive, due });
    finish(move);
    move.close();
    const kept = [...cutOf(opened).state.open.values()];
    expect(kept.length).toBeGreaterThan(0);
    expect(new Set(kept.map(({ contactUuid }) => contactUuid))).toEqual(new Set(['contact-3']));
    expect(opened.journal.get(held.id).isSettled).toBe(false);
    expect(verifyAll(opened.db)).toBeNull();
  });

  it('keeps an operation that changes while its month moves out', () => {
    const months = aJournalOfMonths();
    const opened = months.opened();
    const before = linesOf(opened, months);
    const { operation } = paidRow(opened);
    const archive = preparedOn(opened, months.file, MAY);
    opened.journal.write(() => opened.journal.change(operation.id, 'reversed', {}));
    const due = dueOn(opened, MAY);
    const move = beginMove(opened, { journalFile: months.file, archive, due });
    finish(move);
    move.close();
    expect(opened.journal.find(operation.id)).not.toBeNull();
    expect(verifyAll(opened.db)).toBeNull();
    const after = linesOf(opened, months).filter((line) => !line.includes('"kind":"reversed"'));
    expect(after).toEqual(before);
    opened.close();
    const again = months.opened();
    archivedOn(again, months.file, Date.UTC(2026, 5, 1));
    expect(again.journal.find(operation.id)).toBeNull();
    expect(verifyAll(again.db)).toBeNull();
    expect(verifyExport(exportedLines(again, months.file, AT))).toMatchObject({ kind: 'whole' });
  });

  it('stops in the middle at any piece, and continues at the next run', () => {
    const months = aJournalOfMonths({ operationCount: 300, betweenMs: 8 * 3_600_000 });
    const opened = months.opened();
    const before = linesOf(opened, months);
    const archive = preparedOn(opened, months.file, MAY);
    const due = dueOn(opened, MAY);
    const move = beginMove(opened, { journalFile: months.file, archive, due });
    expect(move.next()).toEqual({ kind: 'more' });
    move.close();
    expect(cutOf(opened).state.end.seq).toBeLessThan(archive.lastSeq);
    expect(verifyAll(opened.db)).toBeNull();
    expect(linesOf(opened, months)).toEqual(before);
    opened.close();
    const again = months.opened(IN_PART);
    expect(verifyAll(again.db)).toBeNull();
    expect(archivedOn(again, months.file, MAY)).toMatchObject({ kind: 'archived' });
    expect(cutOf(again).archives[0]).toEqual(archive);
    expect(linesOf(again, months)).toEqual(before);
    expect(verifyAll(again.db)).toBeNull();
  });

  it('removes nothing if the disk refuses the write', () => {
    const months = aJournalOfMonths();
    const opened = months.opened();
    const before = linesOf(opened, months);
    const due = dueOn(opened, MAY);
    const archive = preparedOn(opened, months.file, MAY);
    const move = beginMove(opened, { journalFile: months.file, archive, due });
    opened.db.pragma('query_only = ON');
    expect(move.next()).toMatchObject({ kind: 'unwritable' });
    opened.db.pragma('query_only = OFF');
    expect(linesOf(opened, months)).toEqual(before);
    expect(move.next()).toEqual({ kind: 'more' });
    move.close();
  });

  it('throws an unfinished file of an earlier run away, and leaves no other file', () => {
    const months = aJournalOfMonths();
    const opened = months.opened();
    const unfinished = `${months.file}.archive-2023-01.unfinished`;
    new Database(unfinished).exec('CREATE TABLE half (a)').close();
    archivedOn(opened, months.file, MAY);
    opened.close();
    const names = readdirSync(dirname(months.file)).filter((name) => name.includes('archive'));
    expect(names).toHaveLength(3);
    expect(names.join()).not.toContain('unfinished');
  });
});

describe('an archive', () => {
  it('is a journal of its own, which verifies alone', () => {
    const months = aJournalOfMonths();
    const opened = months.opened();
    archivedOn(opened, months.file, MAY);
    const { archives } = cutOf(opened);
    let last = 0;
    for (const archive of archives) {
      const db = new Database(archivePath(months.file, archive), { readonly: true });
      expect(verifyAll(db)).toBeNull();
      const [first] = readEvents(db);
      expect(first?.seq).toBe(last + 1);
      last = archive.lastSeq;
      db.close();
    }
  });

  it.each(['archived_claim', 'cut'])(
    'is remembered by the journal: a change of %s is damage',
    (table) => {
      const months = aJournalOfMonths();
      const opened = months.opened();
      archivedOn(opened, months.file, MAY);
      opened.close();
      months.tamper(
        table === 'cut'
          ? "UPDATE cut SET state = replace(state, '2023-01', '2023-09')"
          : 'DELETE FROM archived_claim WHERE key = (SELECT MIN(key) FROM archived_claim)',
      );
      expect(damageFoundBy(months.open(IN_PART))).not.toBeNull();
    },
  );

  it('never lets its operations come back into the journal', () => {
    const months = aJournalOfMonths();
    const opened = months.opened();
    const { operation } = paidRow(opened);
    archivedOn(opened, months.file, MAY);
    const [archive] = cutOf(opened).archives;
    opened.close();
    if (archive === undefined) throw new Error('there is no archive');
    months.tamper(`ATTACH '${archivePath(months.file, archive)}' AS old;
      INSERT INTO operation SELECT * FROM old.operation WHERE id = '${operation.id}'`);
    expect(damageFoundBy(months.open(IN_PART))).toMatchObject({
      kind: 'operation',
      where: `operation ${operationId(operation.id)} (moved to an archive)`,
    });
  });
});
