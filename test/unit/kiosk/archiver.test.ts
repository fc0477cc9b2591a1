/** Months move out of the journal while nobody is at the kiosk, piece by piece, and never in front of a customer. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareArchive } from '../../../src/main/journal/archive/archive-run.ts';
import { ORDER_VARIABLE, prepareInProcess } from '../../../src/main/journal/archive/prepare.ts';
import type { WrittenArchive } from '../../../src/main/journal/archive/write-archive.ts';
import { verifyAll } from '../../../src/main/journal/verify.ts';
import { createArchiver } from '../../../src/main/kiosk/archiver.ts';
import { spawnNodeReaders } from '../../../src/main/readers/supervisor/node-process.ts';
import { epochMs } from '../../../src/shared/time.ts';
import { aJournalOfMonths, compared, cutOf, dueOn } from '../../builders/archives.ts';
import { added } from '../../builders/journal.ts';
import type { LongJournal } from '../../builders/long-journal.ts';
import { aLog } from '../../builders/log.ts';
import { aVirtualWorld } from '../../builders/virtual-world.ts';

const MAY = Date.UTC(2023, 4, 10);
const HOUR_MS = 3_600_000;

function anArchiver(keepMonths: number | null = 1, changes: Partial<LongJournal> = {}) {
  const months = aJournalOfMonths(changes);
  const { log, messages } = aLog();
  const opened = months.opened();
  const world = aVirtualWorld();
  const now = { isIdle: true, fails: false };
  const acts: string[] = [];
  const archiver = createArchiver({
    ...{ world, opened, keepMonths, journalFile: months.file, log },
    isIdle: () => now.isIdle,
    prepare(before, { onEnd, onFailure }) {
      acts.push('prepared');
      if (now.fails) {
        onFailure();
        return () => undefined;
      }
      const parts = prepareArchive(opened.db, { journalFile: months.file, before });
      for (let part = parts.next(); ; part = parts.next()) {
        if (part.done !== true) continue;
        onEnd(part.value);
        return () => acts.push('stopped');
      }
    },
  });
  archiver.start();
  return { months, opened, world, now, acts, archiver, messages };
}

describe('the archiver', () => {
  it('moves every month that is due, a month after the other', async () => {
    const { opened, world, acts } = anArchiver();
    compared(opened, { at: MAY });
    await world.advance(HOUR_MS);
    expect(cutOf(opened).archives).toHaveLength(3);
    expect(cutOf(opened).state.end.seq).toBe(cutOf(opened).archives.at(-1)?.lastSeq);
    expect(acts).toEqual(['prepared', 'prepared', 'prepared']);
    expect(verifyAll(opened.db)).toBeNull();
  });

  it('does nothing before a report has compared the month, or if the owner wants no archives', async () => {
    const early = anArchiver();
    await early.world.advance(3 * HOUR_MS);
    expect(early.acts).toEqual([]);
    compared(early.opened, { at: MAY });
    await early.world.advance(HOUR_MS);
    expect(early.acts).toHaveLength(3);
    const never = anArchiver(null);
    compared(never.opened, { at: MAY });
    await never.world.advance(3 * HOUR_MS);
    expect(never.acts).toEqual([]);
  });

  it('rests while a customer is at the screen, and while an operation is open', async () => {
    const { opened, world, now, acts } = anArchiver();
    compared(opened, { at: MAY });
    now.isIdle = false;
    await world.advance(HOUR_MS);
    expect(acts).toEqual([]);
    now.isIdle = true;
    await world.advance(2_000);
    const { seq } = cutOf(opened).state.end;
    expect(seq).toBeLessThan(200);
    const { id } = added(opened);
    await world.advance(HOUR_MS);
    expect(cutOf(opened).state.end.seq).toBe(seq);
    opened.journal.write(() => opened.journal.change(id, 'promised', { promise: 'notPaid' }));
    await world.advance(HOUR_MS);
    expect(cutOf(opened).state.end.seq).toBeGreaterThan(seq);
  });

  it('says once that nothing leaves, if the next event is in the future', async () => {
    const { opened, world, acts, messages } = anArchiver(1, { betweenMs: 200 * 24 * HOUR_MS });
    compared(opened, { at: Date.UTC(2040, 0, 1) });
    await world.advance(HOUR_MS);
    expect(acts.length).toBeGreaterThan(0);
    await world.advance(30 * HOUR_MS);
    expect(messages().filter((line) => line.includes('a clock was wrong'))).toHaveLength(1);
  });

  it('tries again later if the file cannot be written, and ends with the kiosk', async () => {
    const { opened, world, now, acts, archiver } = anArchiver();
    compared(opened, { at: MAY });
    now.fails = true;
    await world.advance(HOUR_MS);
    expect(acts).toHaveLength(1);
    now.fails = false;
    await world.advance(HOUR_MS);
    expect(cutOf(opened).archives.length).toBeGreaterThan(0);
    archiver.stop();
    opened.close();
    await world.advance(3 * HOUR_MS);
  });
});

describe('the process of the archiver', () => {
  it('writes the file while the journal is open, and reports it', async () => {
    const months = aJournalOfMonths();
    const opened = months.opened();
    const { before } = dueOn(opened, MAY);
    const script = join(
      import.meta.dirname,
      '../../../src/main/journal/archive/archive-process.ts',
    );
    const prepare = prepareInProcess((from) => {
      const order = JSON.stringify({ journalFile: months.file, before: from });
      return spawnNodeReaders(script, { ...process.env, [ORDER_VARIABLE]: order });
    });
    const result = await new Promise<WrittenArchive | null>((resolve) => {
      prepare(epochMs(before), { onEnd: resolve, onFailure: () => resolve(null) });
    });
    expect(result).toMatchObject({ kind: 'written', archive: { firstSeq: 1 } });
  });
});
