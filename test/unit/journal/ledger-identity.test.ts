/** Open operations never go to another ledger. A journal without open operations can move to another ledger. */
import { describe, expect, it } from 'vitest';
import {
  claimLedger,
  releaseLedger,
  SANDBOX,
  type Ledger,
  type PresentLedger,
} from '../../../src/main/journal/ledger-identity.ts';
import type { OpenJournal } from '../../../src/main/journal/open.ts';
import { contactUuid, identifierValue, transactionUuid } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { epochMs } from '../../../src/shared/time.ts';
import { added, aJournalFile, contentOf } from '../../builders/journal.ts';

const HERE = { api: 'https://api.example', shopUuid: 'kiosk-1', mayBeSandbox: false };
const ELSEWHERE = [
  { ...HERE, api: 'https://other.example' },
  { ...HERE, shopUuid: 'kiosk-2' },
  { ...HERE, api: SANDBOX, mayBeSandbox: true },
];

function notedOf({ api, shopUuid }: PresentLedger): Ledger {
  return { api, shopUuid };
}

function settle(opened: OpenJournal, id: ReturnType<typeof added>['id']): void {
  const { journal } = opened;
  journal.write(() => journal.change(id, 'sent', { ledger: 'sent', sends: 1 }));
  journal.write(() =>
    journal.change(id, 'present', { ledger: 'present', uuid: transactionUuid('row') }),
  );
}

function seeCard({ seenCards }: OpenJournal): void {
  seenCards.put({
    identifierValue: identifierValue('P-1'),
    contactUuid: contactUuid('plankton'),
    cardName: 'Card',
    balanceInCents: cents(500),
    asOf: epochMs(1),
  });
}

describe('a new journal', () => {
  it('belongs to the ledger of its first use, also when it is opened again', () => {
    const journalFile = aJournalFile();
    const opened = journalFile.opened();
    expect(claimLedger(opened, HERE)).toEqual({ kind: 'own' });
    added(opened, { promise: 'paid' });
    opened.close();
    const again = journalFile.opened();
    const before = contentOf(again);
    expect(claimLedger(again, HERE)).toEqual({ kind: 'own' });
    expect(contentOf(again)).toBe(before);
  });
});

describe('a journal with an open operation', () => {
  it.each(ELSEWHERE)('does not belong to $api with $shopUuid, and is left as it is', (present) => {
    const opened = aJournalFile().opened();
    claimLedger(opened, HERE);
    added(opened, { promise: 'paid' });
    const before = contentOf(opened);
    expect(claimLedger(opened, present)).toEqual({
      kind: 'another',
      noted: notedOf(HERE),
      openCount: 1,
    });
    expect(contentOf(opened)).toBe(before);
    expect(claimLedger(opened, HERE)).toEqual({ kind: 'own' });
  });

  it('does not belong to another ledger if the open operation is held', () => {
    const opened = aJournalFile().opened();
    claimLedger(opened, HERE);
    const { id } = added(opened, { promise: 'paid' });
    opened.journal.write(() => opened.journal.change(id, 'sent', { ledger: 'sent', sends: 1 }));
    opened.journal.write(() =>
      opened.journal.change(id, 'held', { ledger: 'unknown', heldReason: 'cannotLookUp' }),
    );
    expect(ELSEWHERE.map((present) => claimLedger(opened, present).kind)).toEqual(
      ELSEWHERE.map(() => 'another'),
    );
  });

  it('belongs to another API address after staff confirm that the account is the same, and only to that address', () => {
    const [there, third] = ELSEWHERE;
    if (there === undefined || third === undefined) throw new Error('there are some');
    const opened = aJournalFile().opened();
    claimLedger(opened, HERE);
    added(opened, { promise: 'paid' });
    seeCard(opened);
    releaseLedger(opened, 'Sandy');
    expect(claimLedger(opened, there)).toEqual({ kind: 'own' });
    expect(opened.seenCards.get(identifierValue('P-1'))).not.toBeNull();
    expect(claimLedger(opened, third)).toMatchObject({ kind: 'another', noted: notedOf(there) });
  });
});

describe('a journal in which everything is settled', () => {
  it.each(ELSEWHERE)('moves to $api with $shopUuid, and forgets its balances', (present) => {
    const opened = aJournalFile().opened();
    claimLedger(opened, HERE);
    settle(opened, added(opened, { promise: 'paid' }).id);
    seeCard(opened);
    expect(claimLedger(opened, present)).toEqual({ kind: 'own' });
    expect(opened.seenCards.get(identifierValue('P-1'))).toBeNull();
    added(opened, { promise: 'paid' });
    expect(claimLedger(opened, HERE)).toMatchObject({ kind: 'another', noted: notedOf(present) });
  });
});

describe('a journal of a sandbox', () => {
  it('still belongs to the sandbox if the sandbox does not answer at the start', () => {
    const opened = aJournalFile().opened();
    claimLedger(opened, { ...HERE, api: SANDBOX, mayBeSandbox: true });
    added(opened, { promise: 'paid' });
    seeCard(opened);
    const away = { ...HERE, api: 'http://127.0.0.1:4711', mayBeSandbox: true };
    expect(claimLedger(opened, away)).toEqual({ kind: 'own' });
    expect(opened.seenCards.get(identifierValue('P-1'))).not.toBeNull();
    expect(claimLedger(opened, HERE)).toMatchObject({ kind: 'another' });
  });
});

describe('a journal of an earlier version, which has no note of its ledger', () => {
  it('belongs to the present ledger, and keeps its balances', () => {
    const opened = aJournalFile().opened();
    added(opened, { promise: 'paid' });
    seeCard(opened);
    expect(claimLedger(opened, HERE)).toEqual({ kind: 'own' });
    expect(opened.seenCards.get(identifierValue('P-1'))).not.toBeNull();
  });

  it('does not belong to a sandbox while an operation is open, because that may be real money', () => {
    const opened = aJournalFile().opened();
    added(opened, { promise: 'paid' });
    expect(claimLedger(opened, { ...HERE, api: SANDBOX })).toEqual({
      kind: 'another',
      noted: null,
      openCount: 1,
    });
  });
});

it('the note of the ledger is part of the chain, and the chain stays whole', () => {
  const journalFile = aJournalFile();
  const opened = journalFile.opened();
  claimLedger(opened, HERE);
  added(opened, { promise: 'paid' });
  releaseLedger(opened, 'Sandy');
  opened.close();
  journalFile.opened().close();
  journalFile.tamper(`UPDATE event SET body = replace(body, 'kiosk-1', 'kiosk-2') WHERE seq = 1`);
  expect(journalFile.open()).toMatchObject({ kind: 'damaged', damage: { kind: 'chain' } });
});
