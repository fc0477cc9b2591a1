/** Compares durable appends of the journal with bare inserts: same size, same SQLite settings, same disk, in turns. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { openJournal } from '../src/main/journal/open.ts';
import { createRecord, openRecord, type RecordFacts } from '../src/main/journal/record-file.ts';
import { contactUuid, shopUuid } from '../src/shared/ids.ts';
import { cents } from '../src/shared/money.ts';
import { epochMs } from '../src/shared/time.ts';
import { print } from './figures.ts';

const ROUNDS = 10;
const APPENDS = 200;

const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'bench-journal-'));
const opened = openJournal({
  file: join(folder, 'journal.sqlite'),
  now: () => epochMs(Date.now()),
  newId: () => randomUUID(),
  home: { machine: { id: 'bench', parts: [] }, outside: null },
});
if (opened.kind !== 'open') throw new Error(opened.kind);
const { journal } = opened;

const bare = new Database(join(folder, 'bare.sqlite'));
bare.pragma('locking_mode = EXCLUSIVE');
bare.pragma('journal_mode = WAL');
bare.pragma('synchronous = FULL');
bare.exec('CREATE TABLE row (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, body TEXT) STRICT');
const insert = bare.prepare('INSERT INTO row (id, body) VALUES (?, ?)');
/** The size of an operation and its first event together. */
const body = 'x'.repeat(1_000);

function timeOf(append: () => unknown): number {
  const startedMs = performance.now();
  for (let index = 0; index < APPENDS; index++) append();
  return performance.now() - startedMs;
}

/** The record of the journal alone: one write and one sync to the disk. */
const recordFile = join(folder, 'alone.record');
const facts: RecordFacts = {
  ...{ seq: 0, hash: '0'.repeat(64), operationCount: 0 },
  ...{ machineId: 'bench', machineParts: [], folder: '' },
};
createRecord(recordFile, facts);
const record = openRecord(recordFile, 1, true);

let journalMs = 0;
let bareMs = 0;
let recordMs = 0;
for (let round = 0; round < ROUNDS; round++) {
  recordMs += timeOf(() => record.write({ ...facts, seq: (facts.seq += 1) }));
  bareMs += timeOf(() => insert.run(randomUUID(), body));
  journalMs += timeOf(() =>
    journal.write(() =>
      journal.add({
        kind: 'spend',
        acceptedAs: 'queued',
        promise: 'paid',
        contactUuid: contactUuid(randomUUID()),
        identifierValue: null,
        shopUuid: shopUuid('123123'),
        amountInCents: cents(-1000),
        baseline: null,
      }),
    ),
  );
}
const count = ROUNDS * APPENDS;
print('durable append', {
  'journal per second': (count * 1000) / journalMs,
  'bare insert per second': (count * 1000) / bareMs,
  ratio: bareMs / journalMs,
});
print('record', {
  'microseconds per commit': (recordMs * 1000) / count,
  'of an append': recordMs / journalMs,
});
record.close();
opened.close();
bare.close();
rmSync(folder, { recursive: true });
