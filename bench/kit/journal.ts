/** A journal with its record in a folder of its own, and operations for it. `BENCH_DIR` chooses another disk. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Journal, NewOperation } from '../../src/main/journal/journal.ts';
import { openJournal, type OpenJournal } from '../../src/main/journal/open.ts';
import type { Home } from '../../src/main/journal/record.ts';
import { contactUuid, shopUuid } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { epochMs } from '../../src/shared/time.ts';
import { SHOP } from './sandbox.ts';

export const BENCH_HOME: Home = { machine: { id: 'bench', parts: [] }, outside: null };

export function benchFolder(): string {
  return mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'kiosk-bench-'));
}

export function openBenchJournal(folder: string): OpenJournal {
  const opened = openJournal({
    file: join(folder, 'journal.sqlite'),
    now: () => epochMs(Date.now()),
    newId: () => randomUUID(),
    home: BENCH_HOME,
  });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  return opened;
}

/** From the closed file until a payment can be added, in milliseconds. */
export function timeToOpen(folder: string): number {
  const startedMs = performance.now();
  const opened = openBenchJournal(folder);
  const tookMs = performance.now() - startedMs;
  opened.close();
  return tookMs;
}

/** Adds one operation that waits for the network, in a durable commit of its own. */
export function appendQueued(journal: Journal, contact: string): void {
  const written = journal.write(() => journal.add(queued(contact)));
  if (written.kind !== 'written') throw new Error(written.why);
}

/** A top-up that was promised offline. */
export function queued(contact: string): NewOperation {
  return {
    kind: 'topUp',
    acceptedAs: 'queued',
    promise: 'paid',
    contactUuid: contactUuid(contact),
    identifierValue: null,
    shopUuid: shopUuid(SHOP),
    amountInCents: cents(100),
    baseline: null,
  };
}
