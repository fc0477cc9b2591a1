/**
 * Compares an append to the journal with an append to a queue in one JSON file, which is what a kiosk without a
 * database would keep. `conf` is the store of electron-store. It writes the whole file again for each operation.
 */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import Conf from 'conf';
import { inTurns } from '../kit/in-turns.ts';
import { appendQueued, benchFolder, openBenchJournal, queued } from '../kit/journal.ts';
import type { Extent, Sample } from '../kit/row.ts';

const WAITING = 1_000;
const APPENDS = 10;

export async function jsonQueue({ isShort }: Extent): Promise<Sample[]> {
  const folder = benchFolder();
  const opened = openBenchJournal(folder);
  const waiting = Array.from({ length: WAITING }, () => queued(randomUUID()));
  opened.journal.write(() => waiting.forEach((operation) => opened.journal.add(operation)));
  const store = new Conf<{ queue: object[] }>({
    ...{ cwd: folder, configName: 'queue' },
    defaults: { queue: waiting },
  });
  const samples = await inTurns({
    count: isShort ? 6 : 30,
    program() {
      for (let index = 0; index < APPENDS; index++) appendQueued(opened.journal, randomUUID());
    },
    reference() {
      for (let index = 0; index < APPENDS; index++) {
        store.set('queue', [...store.get('queue'), queued(randomUUID())]);
      }
    },
  });
  opened.close();
  rmSync(folder, { recursive: true });
  return samples;
}
