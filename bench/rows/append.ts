/** Compares durable appends of the journal with bare inserts: same size, same SQLite settings, same disk. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openBareTable } from '../kit/bare-table.ts';
import { inTurns } from '../kit/in-turns.ts';
import { appendQueued, benchFolder, openBenchJournal } from '../kit/journal.ts';
import type { Extent, Sample } from '../kit/row.ts';

const APPENDS = 100;
/** The size of an operation and its first event together. */
const BODY = 'x'.repeat(1_000);

/** `syncs`: how often the reference syncs the disk for each insert. The journal syncs twice. */
export async function append({ isShort }: Extent, syncs: 1 | 2): Promise<Sample[]> {
  const folder = benchFolder();
  const opened = openBenchJournal(folder);
  const bare = openBareTable(join(folder, 'bare.sqlite'), syncs);
  const samples = await inTurns({
    count: isShort ? 6 : 20,
    program() {
      for (let index = 0; index < APPENDS; index++) appendQueued(opened.journal, randomUUID());
    },
    reference() {
      for (let index = 0; index < APPENDS; index++) bare.insert(BODY);
    },
  });
  opened.close();
  bare.close();
  rmSync(folder, { recursive: true });
  return samples;
}
