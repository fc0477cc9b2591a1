/** Every row of the bench table, in its order. To add a row, add a module to `rows/` and a line here. */
import type { Row } from './kit/row.ts';
import { append } from './rows/append.ts';
import { openingWithArchives, pieceOfMove } from './rows/archives.ts';
import { drain } from './rows/drain.ts';
import { firstView } from './rows/first-view.ts';
import { idleCpu } from './rows/idle-cpu.ts';
import { interaction } from './rows/interaction.ts';
import { jsonQueue } from './rows/json-queue.ts';
import { appendLong, openingLong } from './rows/long-journal.ts';
import { offlineView } from './rows/offline-view.ts';
import { sandbox } from './rows/sandbox.ts';
import { scanToView } from './rows/scan-to-view.ts';

export const ROWS: readonly Row[] = [
  {
    name: 'append',
    program: 'one durable operation in the journal, with its event and its record',
    reference: 'one durable insert of the same size into bare SQLite, and one synced write',
    goal: { kind: 'speed', atLeast: 0.8 },
    measure: (extent) => append(extent, 2),
  },
  {
    name: 'append, beside one sync',
    program: 'one durable operation in the journal, with its event and its record',
    reference: 'one durable insert of the same size into bare SQLite',
    goal: { kind: 'speed', atLeast: 0.8 },
    // The record costs a second sync, so this row is known to miss its goal.
    isLong: true,
    measure: (extent) => append(extent, 1),
  },
  {
    name: 'append, beside a JSON queue',
    program: 'one durable operation in a journal of 1,000',
    reference: 'one more operation in a JSON queue of 1,000 in conf, the store of electron-store',
    goal: { kind: 'speed', atLeast: 1 },
    measure: jsonQueue,
  },
  {
    name: 'opening a long journal',
    program: 'opens a journal of a million operations, or of 300,000 with `--short`',
    reference: 'opens a journal of 100 operations',
    // Before the other row, because it verifies what was written since the last seal.
    goal: { kind: 'cost', atMost: 1.5 },
    measure: openingLong,
  },
  {
    name: 'append, in a long journal',
    program: 'one durable operation in a journal of a million, or of 300,000 with `--short`',
    reference: 'one durable operation in a journal of 100',
    goal: { kind: 'cost', atMost: 1.5 },
    measure: appendLong,
  },
  {
    name: 'opening with archives',
    program: 'opens a journal of 10,000 operations, of which half have moved to archives',
    reference: 'opens a journal of 100 operations',
    goal: { kind: 'cost', atMost: 1.5 },
    measure: openingWithArchives,
  },
  {
    name: 'a piece of a move',
    program: 'one transaction that moves operations to an archive',
    reference: 'the limit of a long task, 50 ms',
    goal: { kind: 'cost', atMost: 1 },
    share: 0.99,
    measure: pieceOfMove,
  },
  ...[1, 10, 50].map((latencyMs): Row => ({
    name: `scan to view, ${latencyMs} ms`,
    program: 'from the code of a known card to the view with the balance',
    reference: 'the same requests side by side with a bare client, and 16 ms',
    goal: { kind: 'cost', atMost: 1 },
    share: 0.99,
    measure: (extent) => scanToView(extent, { latencyMs, isReported: false }),
  })),
  {
    name: 'report to view, 10 ms',
    program:
      'from the report of a scanner, through the reader process, to the view with the balance',
    reference: 'the same requests side by side with a bare client, and 16 ms',
    goal: { kind: 'cost', atMost: 1 },
    share: 0.99,
    measure: (extent) => scanToView(extent, { latencyMs: 10, isReported: true }),
  },
  {
    name: 'offline view',
    program: 'from the code of a known card to its last known balance, on a silent line',
    reference: 'the budget, 50 ms',
    goal: { kind: 'cost', atMost: 1 },
    share: 0.99,
    measure: offlineView,
  },
  ...[1, 10, 50].map((latencyMs): Row => ({
    name: `drain, ${latencyMs} ms`,
    program: 'the offline queue, per operation',
    reference: 'a bare client with the same requests, commits and number in flight',
    goal: { kind: 'speed', atLeast: 0.8 },
    measure: (extent) => drain(extent, { latencyMs, commits: true }),
  })),
  {
    name: 'drain without commits, 50 ms',
    program: 'the offline queue, per operation',
    reference: 'a bare client with the same requests and number in flight, and no commit',
    goal: { kind: 'speed', atLeast: 0.8 },
    measure: (extent) => drain(extent, { latencyMs: 50, commits: false }),
  },
  {
    name: 'sandbox',
    program: 'one transaction booked by the sandbox',
    reference: 'one transaction booked by a bare Hono route with the same inserts',
    goal: { kind: 'speed', atLeast: 0.7 },
    measure: sandbox,
  },
  {
    name: 'first view',
    program: 'from the start of the program, and then of Chromium, to the first view',
    reference: 'from the start of a bare server, and then of Chromium, to an empty page',
    goal: { kind: 'cost', atMost: 1.5 },
    measure: firstView,
  },
  {
    name: 'interaction',
    program: 'processor time of the page for a touch and the next view',
    reference: 'the limit of a long task, 50 ms',
    goal: { kind: 'cost', atMost: 1 },
    share: 0.99,
    measure: interaction,
  },
  {
    name: 'idle',
    program: 'the processor time of Chromium in ten minutes of the idle screen, drawn in software',
    reference: 'the budget, 3 % of a core',
    goal: { kind: 'cost', atMost: 1 },
    measure: idleCpu,
  },
];
