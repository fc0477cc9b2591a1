/** Random histories of a terminal over months, as data, and how they happen on a journal in a real file. */
import fc from 'fast-check';
import {
  beginMove,
  prepareArchive,
  type Move,
} from '../../src/main/journal/archive/archive-run.ts';
import { dueOf, type Due } from '../../src/main/journal/archive/due.ts';
import type { OpenJournal } from '../../src/main/journal/open.ts';
import type { Operation } from '../../src/main/journal/operation.ts';
import {
  contactUuid,
  operationId,
  transactionUuid,
  type ContactUuid,
  type TransactionUuid,
} from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { epochMs, type EpochMs } from '../../src/shared/time.ts';
import { compared } from './archives.ts';
import { aNewOperation, IN_PART, type JournalFile } from './journal.ts';

/** `of` chooses one of the operations that are in the journal. */
export type Step =
  | { kind: 'pay'; contact: number; count: number }
  | { kind: 'promise'; contact: number }
  | { kind: 'refuse'; contact: number }
  | { kind: 'book'; of: number }
  | { kind: 'reverse'; of: number }
  | { kind: 'correct'; of: number }
  | { kind: 'merge'; contact: number; into: number }
  | { kind: 'note'; value: number }
  | { kind: 'wait'; days: number }
  | { kind: 'reopen'; isInPart: boolean }
  /** Everything before so many days ago may leave. `pieces`: the move is left after so many. `meanwhile` comes before it. */
  | { kind: 'archive'; days: number; unread: number[]; pieces: number; meanwhile: Step | null };

const CONTACTS = 4;
const contact = fc.nat(CONTACTS - 1);
const of = fc.nat(1_000);

const change: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pay' as const),
      contact,
      // A move takes 200 events at once, so some months need several pieces.
      count: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 40, max: 90 })),
    }),
  },
  fc.record({ kind: fc.constant('promise' as const), contact }),
  fc.record({ kind: fc.constant('refuse' as const), contact }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('book' as const), of }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reverse' as const), of }) },
  fc.record({ kind: fc.constant('correct' as const), of }),
  fc.record({ kind: fc.constant('merge' as const), contact, into: contact }),
  fc.record({ kind: fc.constant('note' as const), value: fc.nat(9) }),
);

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: change },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      days: fc.integer({ min: 5, max: 60 }),
    }),
  },
  fc.record({ kind: fc.constant('reopen' as const), isInPart: fc.boolean() }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('archive' as const),
      days: fc.nat(40),
      unread: fc.array(contact, { maxLength: 2 }),
      pieces: fc.oneof(fc.constant(99), fc.nat(2)),
      meanwhile: fc.option(change, { freq: 2 }),
    }),
  },
);

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2023, 0, 2, 8, 0, 0);

export interface RandomHistory {
  opened: OpenJournal;
  take(step: Step): void;
}

export function aRandomHistory(file: JournalFile): RandomHistory {
  let nowMs = START_MS;
  let ids = 0;
  let rows = 0;
  const now = (): EpochMs => epochMs((nowMs += 10));
  const open = (isInPart: boolean): OpenJournal => {
    const newId = (): string => `operation-${(ids += 1)}`;
    const changes = isInPart ? IN_PART : {};
    const opened = file.opened({ now, newId, home: null, sealEvery: 7, ...changes });
    // No power fails here, and syncs would take most of the time.
    opened.db.pragma('synchronous = OFF');
    return opened;
  };
  const newRow = (): TransactionUuid => transactionUuid(`row-${(rows += 1)}`);
  const history: RandomHistory = { opened: open(false), take };

  function write<T>(run: () => T): T {
    const result = history.opened.journal.write(run);
    if (result.kind !== 'written') throw new Error(result.why);
    return result.value;
  }

  function chosen(index: number): Operation | null {
    const { db, journal } = history.opened;
    const found = db.prepare<[], string>('SELECT id FROM operation ORDER BY seq').pluck().all();
    const id = found[index % found.length];
    return id === undefined ? null : journal.get(operationId(id));
  }

  function add(name: ContactUuid, changes: Parameters<typeof aNewOperation>[0] = {}): Operation {
    return history.opened.journal.add(aNewOperation({ contactUuid: name, ...changes }));
  }

  /** Sends the operation, and the ledger books it. */
  function book({ id, promise }: Operation): void {
    const { journal } = history.opened;
    const at = now();
    const times = { firstSentAtServer: epochMs(at - 1_000), lastSentAtServer: at };
    journal.change(id, 'sent', { ledger: 'sent', sends: 1, ...times });
    journal.change(id, 'present', { ledger: 'present', uuid: newRow() });
    if (promise === 'none') journal.change(id, 'promised', { promise: 'paid' });
  }

  function take(one: Step): void {
    const { journal } = history.opened;
    switch (one.kind) {
      case 'pay':
        write(() => {
          for (let count = 0; count < one.count; count++) book(add(nameOf(one.contact)));
        });
        return;
      case 'promise':
        write(() => add(nameOf(one.contact), { promise: 'paid', acceptedAs: 'queued' }));
        return;
      case 'refuse':
        write(() => {
          const { id } = add(nameOf(one.contact), { kind: 'topUp', amountInCents: cents(300) });
          const lastSentAtServer = now();
          journal.change(id, 'sent', { ledger: 'sent', sends: 1, lastSentAtServer });
          journal.change(id, 'refused', { ledger: 'refused', refusal: '1', sends: 0 });
          journal.change(id, 'promised', { promise: 'notPaid' });
        });
        return;
      case 'book': {
        const open = journal.allOpen();
        const operation = open[one.of % open.length];
        if (operation?.ledger === 'absent') write(() => book(operation));
        return;
      }
      case 'reverse': {
        const operation = chosen(one.of);
        if (operation === null || operation.uuid === null || operation.kind === 'reversal') return;
        const row = { ...operation, uuid: operation.uuid };
        write(() => journal.addReversal(row, operation, 'reverse'));
        return;
      }
      case 'correct': {
        const operation = chosen(one.of);
        if (operation?.uuid === null || operation === null) return;
        write(() => journal.correctClaim(operation, newRow()));
        return;
      }
      case 'merge':
        if (one.contact === one.into) return;
        write(() => journal.moveContact(nameOf(one.contact), nameOf(one.into)));
        return;
      case 'note':
        write(() => journal.note('someNote', { value: one.value }));
        return;
      case 'wait':
        nowMs += one.days * DAY_MS;
        return;
      case 'reopen':
        history.opened.close();
        history.opened = open(one.isInPart);
        return;
      case 'archive':
        archive(one);
    }
  }

  function archive({ days, unread, pieces, meanwhile }: Extract<Step, { kind: 'archive' }>): void {
    const { opened } = history;
    const at = now();
    compared(opened, { at, unread: unread.map(nameOf) });
    const due = dueOf(opened.reports.last(), { keepMonths: 1, now: at });
    if (due === null) throw new Error('the report is unreadable');
    const before = epochMs(at - days * DAY_MS);
    moveSome({ ...due, before }, pieces, meanwhile);
  }

  function moveSome(due: Due, pieces: number, meanwhile: Step | null): void {
    const { opened } = history;
    for (let left = pieces; left > 0;) {
      const parts = prepareArchive(opened.db, { journalFile: file.file, before: due.before });
      let part = parts.next();
      while (part.done !== true) part = parts.next();
      if (part.value.kind === 'nothing') return;
      if (part.value.kind === 'stuck') throw new Error(part.value.why);
      if (meanwhile !== null) take(meanwhile);
      const { archive: prepared } = part.value;
      const move = beginMove(opened, { journalFile: file.file, archive: prepared, due });
      left -= piecesOf(move, left);
    }
  }

  return history;
}

/** Moves at most so many pieces. Returns how many it took; at least one. */
function piecesOf(move: Move, max: number): number {
  try {
    for (let taken = 1; ; taken++) {
      const moved = move.next();
      if (moved.kind === 'stuck' || moved.kind === 'unwritable') throw new Error(moved.why);
      if (moved.kind === 'done' || taken === max) return taken;
    }
  } finally {
    move.close();
  }
}

function nameOf(contactNumber: number): ContactUuid {
  return contactUuid(`contact-${contactNumber}`);
}
