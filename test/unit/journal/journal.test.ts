/** The writes that the journal refuses. A refusal leaves the journal as it was. */
import { describe, expect, it } from 'vitest';
import type { OperationChange } from '../../../src/main/journal/operation.ts';
import type { Written } from '../../../src/main/journal/disk-errors.ts';
import type { OpenJournal } from '../../../src/main/journal/open.ts';
import { contactUuid, transactionUuid, type OperationId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { added, aJournalFile, aNewOperation, contentOf } from '../../builders/journal.ts';

const ROW = transactionUuid('row-1');

function change({ journal }: OpenJournal, id: OperationId, facts: OperationChange): void {
  journal.write(() => journal.change(id, 'test', facts));
}

/** A paid spend that is in the ledger. */
function aPaidSpend(opened: OpenJournal, uuid = ROW): OperationId {
  const { id } = added(opened);
  change(opened, id, { ledger: 'sent', sends: 1 });
  change(opened, id, { ledger: 'present', uuid });
  change(opened, id, { promise: 'paid' });
  return id;
}

/** Checks that the act fails and leaves the journal unchanged. */
function expectRefused(opened: OpenJournal, why: RegExp, act: () => unknown): void {
  const before = contentOf(opened);
  const waiting = opened.journal.waiting();
  expect(act).toThrow(why);
  expect(contentOf(opened)).toBe(before);
  expect(opened.journal.waiting()).toEqual(waiting);
}

describe('the journal makes impossible', () => {
  it('a second operation in flight for a contact, although it allows several queued ones', () => {
    const opened = aJournalFile().opened();
    const first = added(opened);
    const second = added(opened);
    added(opened);
    change(opened, first.id, { ledger: 'sent', sends: 1 });
    expectRefused(opened, /UNIQUE constraint failed: operation.contact_uuid/, () =>
      change(opened, second.id, { ledger: 'sent', sends: 1 }),
    );
    change(opened, first.id, { ledger: 'unknown' });
    expectRefused(opened, /UNIQUE/, () => change(opened, second.id, { ledger: 'sent', sends: 1 }));
    change(opened, added(opened, { contactUuid: contactUuid('krabs') }).id, {
      ledger: 'sent',
      sends: 1,
    });
    change(opened, first.id, { ledger: 'absent' });
    change(opened, second.id, { ledger: 'sent', sends: 1 });
    expect(opened.journal.waiting().count).toBe(4);
  });

  it('a second claim of a row of the ledger', () => {
    const opened = aJournalFile().opened();
    aPaidSpend(opened);
    const other = added(opened, { contactUuid: contactUuid('krabs') });
    change(opened, other.id, { ledger: 'sent', sends: 1 });
    expectRefused(opened, /UNIQUE constraint failed: operation.uuid/, () =>
      change(opened, other.id, { ledger: 'present', uuid: ROW }),
    );
  });

  it('a second reversal of a row, even in plain SQL', () => {
    const opened = aJournalFile().opened();
    const { journal, db } = opened;
    const spent = journal.get(aPaidSpend(opened));
    const row = { ...spent, uuid: ROW };
    journal.write(() => journal.addReversal(row, spent, 'reverse'));
    expect(journal.write(() => journal.addReversal(row, spent, 'reverse'))).toEqual({
      kind: 'written',
      value: null,
    });
    expectRefused(opened, /UNIQUE constraint failed: operation.reverses/, () =>
      db.exec(`INSERT INTO operation SELECT seq + 100, id || 'x', kind, accepted_as, identifier_value,
        shop_uuid, amount_in_cents, reverses_uuid, reverses_operation_id, created_at, contact_uuid,
        method, baseline, promise, ledger, uuid, balance_after_in_cents, refusal, sends,
        first_sent_at_server, last_sent_at_server, held_reason, is_settled, decision, decided_by, last_event
        FROM operation WHERE kind = 'reversal'`),
    );
  });

  it.each([
    'DELETE FROM operation',
    'DELETE FROM event',
    "UPDATE event SET body = '{}'",
    'UPDATE operation SET amount_in_cents = 5',
    'UPDATE operation SET amount_in_cents = 0',
    "UPDATE operation SET ledger = 'present', uuid = NULL",
    "UPDATE operation SET promise = 'perhaps'",
  ])('the statement %s', (sql) => {
    const opened = aJournalFile().opened();
    aPaidSpend(opened);
    expectRefused(opened, /append-only|never removed|CHECK/, () => opened.db.exec(sql));
  });

  const ILLEGAL: [string, OperationChange][] = [
    ['loses its row', { ledger: 'absent' }],
    ['is sent again', { ledger: 'sent' }],
    ['takes another row', { uuid: transactionUuid('row-2') }],
    ['loses its promise', { promise: 'none' }],
    ['becomes not paid', { promise: 'notPaid' }],
  ];
  it.each(ILLEGAL)('that a paid operation %s', (_, facts) => {
    const opened = aJournalFile().opened();
    const id = aPaidSpend(opened);
    expectRefused(opened, /invariant broken/, () => change(opened, id, facts));
  });

  it('half of a transaction', () => {
    const opened = aJournalFile().opened();
    expectRefused(opened, /enough/, () =>
      opened.journal.write(() => {
        added(opened);
        throw new Error('enough');
      }),
    );
  });
});

describe('the queue of waiting operations', () => {
  it('is counted in memory, and the same after a restart', () => {
    const journalFile = aJournalFile();
    const opened = journalFile.opened();
    aPaidSpend(opened);
    const held = added(opened, { contactUuid: contactUuid('krabs'), promise: 'paid' });
    const open = added(opened, { promise: 'paid' });
    change(opened, held.id, { heldReason: 'inconclusive' });
    const waiting = { count: 1, heldCount: 1, oldestAt: open.createdAt };
    expect(opened.journal.waiting()).toEqual(waiting);
    expect(opened.journal.unsettledSpends(null)).toBe(1000);
    expect(opened.journal.unsettledSpends(contactUuid('krabs'))).toBe(500);
    opened.close();
    expect(journalFile.opened().journal.waiting()).toEqual(waiting);
  });

  it('is in order for each contact, and begins with the contact that has waited longest', () => {
    const opened = aJournalFile().opened();
    const first = added(opened, { promise: 'paid' });
    added(opened, { contactUuid: contactUuid('krabs'), promise: 'paid' });
    added(opened, { promise: 'paid' });
    expect(opened.journal.openContacts()).toEqual(['plankton', 'krabs']);
    expect(opened.journal.nextOpen(contactUuid('plankton'))).toEqual(first);
  });
});

describe('the last known balance', () => {
  it('follows the ledger, but is never raised by a row that is found later', () => {
    const opened = aJournalFile().opened();
    const { journal, seenCards } = opened;
    const seen = {
      identifierValue: added(opened).identifierValue ?? '',
      balanceInCents: cents(5000),
    };
    const {
      id,
      contactUuid: who,
      identifierValue: card,
    } = added(opened, {
      kind: 'topUp',
      amountInCents: cents(700),
      promise: 'paid',
    });
    if (card === null) throw new Error('a card');
    seenCards.put({
      identifierValue: card,
      contactUuid: who,
      cardName: 'Card',
      balanceInCents: seen.balanceInCents,
      asOf: journal.get(id).createdAt,
    });
    change(opened, id, { ledger: 'sent', sends: 1 });
    change(opened, id, { ledger: 'present', uuid: ROW });
    expect(seenCards.get(card)?.balanceInCents).toBe(5000);
    aPaidSpend(opened, transactionUuid('row-2'));
    expect(seenCards.get(card)?.balanceInCents).toBe(4500);
  });
});

describe('a disk that takes no writes', () => {
  it('leaves the journal as it was, and the caller gets a value instead of an exception', () => {
    const journalFile = aJournalFile();
    const opened = journalFile.opened();
    aPaidSpend(opened);
    const pages = Number(opened.db.pragma('page_count', { simple: true }));
    opened.db.pragma(`max_page_count = ${pages}`);
    const add = (): Written<unknown> =>
      opened.journal.write(() => opened.journal.add(aNewOperation({ promise: 'paid' })));
    let before = contentOf(opened);
    let result = add();
    for (let tries = 0; result.kind === 'written' && tries < 1000; tries++) {
      before = contentOf(opened);
      result = add();
    }
    expect(result).toEqual({ kind: 'unwritable', why: 'SQLITE_FULL' });
    expect(contentOf(opened)).toBe(before);
    const waiting = opened.journal.waiting();
    opened.close();
    const again = journalFile.opened();
    expect(again.journal.allOpen().length).toBe(waiting.count);
  });
});
