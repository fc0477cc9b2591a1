/**
 * Random histories, of which random parts move to archives at random times. For each move:
 *  - the export has every operation and every event that it had, and nothing else, and it verifies;
 *  - the journal is whole, and so is each archive, alone and beside the others;
 *  - a row of the ledger that was claimed or taken back stays so, and cannot be claimed or taken back again.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyArchives } from '../../../../src/main/journal/archive/verify-archives.ts';
import type { OpenJournal } from '../../../../src/main/journal/open.ts';
import { verifyAll } from '../../../../src/main/journal/verify.ts';
import { verifyExport } from '../../../../src/main/journal/verify-export.ts';
import { transactionUuid, type TransactionUuid } from '../../../../src/shared/ids.ts';
import { epochMs } from '../../../../src/shared/time.ts';
import { cutOf, exportedLines } from '../../../builders/archives.ts';
import { added, aJournalFile, IN_PART, type JournalFile } from '../../../builders/journal.ts';
import { aRandomHistory, step } from '../../../builders/random-history.ts';
import { runs } from '../../runs.ts';

interface Told {
  lines: string[];
  claimed: TransactionUuid[];
  reversed: TransactionUuid[];
}

/** What the journal and its archives say together. */
function told(opened: OpenJournal, { file }: JournalFile): Told {
  const lines = exportedLines(opened, file, epochMs(1));
  expect(verifyExport(lines)).toMatchObject({ kind: 'whole' });
  const facts = lines.flatMap((line): Record<string, unknown>[] =>
    line.includes('"type":"operation"') ? [JSON.parse(line) as Record<string, unknown>] : [],
  );
  const uuids = (name: string): TransactionUuid[] =>
    facts.flatMap((fact) => {
      const uuid = fact[name];
      return typeof uuid === 'string' ? [transactionUuid(uuid)] : [];
    });
  return { lines, claimed: uuids('uuid'), reversed: uuids('reversesUuid') };
}

/** The operations and their events. A move leaves a note, and comes with a report. */
function own({ lines }: Told): string[] {
  return lines.filter(
    (line) =>
      /"type":"(operation|event)"/.test(line) &&
      !line.includes('"kind":"archived"') &&
      !line.includes('"kind":"someNote"'),
  );
}

function problemsOf(opened: OpenJournal, { file }: JournalFile): unknown[] {
  const parts = verifyArchives(file, cutOf(opened));
  for (;;) {
    const part = parts.next();
    if (part.done === true) return part.value;
  }
}

function expectWhole(opened: OpenJournal, file: JournalFile): void {
  expect(verifyAll(opened.db)).toBeNull();
  expect(problemsOf(opened, file)).toEqual([]);
}

function expectTaken({ journal }: OpenJournal, { claimed, reversed }: Told): void {
  expect(claimed.filter((uuid) => !journal.isClaimed(uuid))).toEqual([]);
  expect(reversed.filter((uuid) => !journal.isReversed(uuid))).toEqual([]);
  expect(journal.isTaken(transactionUuid('row-of-no-one'))).toBe(false);
}

/** No row can be claimed or taken back a second time, wherever its operation is. */
function expectNeverAgain(opened: OpenJournal, { claimed, reversed }: Told): void {
  const { journal } = opened;
  const { id, ...operation } = added(opened);
  for (const uuid of claimed) {
    const claim = (): unknown =>
      journal.write(() => journal.change(id, 'present', { ledger: 'present', uuid }));
    expect(claim).toThrow(/constraint failed/i);
  }
  for (const uuid of reversed) {
    const again = journal.write(() => journal.addReversal({ ...operation, uuid }, null, 'create'));
    expect(again).toEqual({ kind: 'written', value: null });
  }
}

describe('a journal of which random parts move to archives', () => {
  it(
    'has all that it had, is whole, and never lets a row be claimed again',
    () => {
      let archiveCount = 0;
      fc.assert(
        fc.property(fc.array(step, { minLength: 10, maxLength: 30, size: 'max' }), (steps) => {
          const file = aJournalFile();
          const history = aRandomHistory(file);
          for (const one of steps) {
            const isMove = one.kind === 'archive' && one.meanwhile === null;
            const before = isMove ? told(history.opened, file) : null;
            history.take(one);
            if (before === null) continue;
            expect(own(told(history.opened, file))).toEqual(own(before));
            expectTaken(history.opened, before);
            expectWhole(history.opened, file);
          }
          const last = told(history.opened, file);
          expectTaken(history.opened, last);
          expectWhole(history.opened, file);
          archiveCount += cutOf(history.opened).archives.length;
          history.opened.close();
          const again = file.opened({ ...IN_PART, home: null });
          expect(again.lostArchives).toEqual([]);
          expectWhole(again, file);
          expect(told(again, file).claimed).toEqual(last.claimed);
          expectNeverAgain(again, last);
          again.close();
        }),
        { numRuns: runs({ fast: 15, full: 50 }) },
      );
      expect(archiveCount).toBeGreaterThan(3);
    },
    runs({ fast: 60_000, full: 300_000 }),
  );
});
