/** The balances and the stop list that offline payments depend on have checksums. A damaged row is never used. */
import { describe, expect, it, vi } from 'vitest';
import Database from 'better-sqlite3';
import type { OpenJournal } from '../../../src/main/journal/open.ts';
import { DECISIONS } from '../../../src/main/journal/migrations/002-decisions.ts';
import { FIRST } from '../../../src/main/journal/migrations/001-first.ts';
import { contactUuid, identifierValue, transactionUuid } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { epochMs } from '../../../src/shared/time.ts';
import { added, aJournalFile } from '../../builders/journal.ts';

const CARDS = ['P-1', 'P-2'].map(identifierValue);
const [FIRST_CARD, SECOND_CARD] = CARDS;
const STOPPED = identifierValue('P-3');

function balancesIn({ seenCards }: OpenJournal): (number | undefined)[] {
  return CARDS.map((card) => seenCards.get(card)?.balanceInCents);
}

/** A journal that has seen two cards with €1.00 each and has stopped a third. */
function aJournalThatHasSeen() {
  const journalFile = aJournalFile();
  const opened = journalFile.opened();
  for (const card of CARDS) {
    opened.seenCards.put({
      identifierValue: card,
      contactUuid: contactUuid(`contact of ${card}`),
      cardName: 'Card',
      balanceInCents: cents(100),
      asOf: epochMs(1_700_000_000_000),
    });
  }
  opened.seenCards.stop(STOPPED, 'inactive', epochMs(1_700_000_000_000));
  return { journalFile, opened };
}

describe('a last known balance', () => {
  it('is read as it was written', () => {
    const { journalFile, opened } = aJournalThatHasSeen();
    expect(balancesIn(opened)).toEqual([100, 100]);
    opened.close();
    const again = journalFile.opened();
    expect(balancesIn(again)).toEqual([100, 100]);
    expect(again.seenCards.isStopped(STOPPED)).toBe(true);
    expect(again.findings).toEqual([]);
  });

  it.each([
    'balance_in_cents = 127',
    'as_of = as_of + 1',
    "contact_uuid = 'contact of P-2'",
    "checksum = ''",
  ])('is forgotten and reported after %s, when its card comes', (change) => {
    const { journalFile, opened } = aJournalThatHasSeen();
    opened.close();
    journalFile.tamper(`UPDATE seen_card SET ${change} WHERE identifier_value = 'P-1'`);
    const again = journalFile.opened();
    const damaged = vi.fn();
    again.seenCards.onDamaged(damaged);
    expect(balancesIn(again)).toEqual([undefined, 100]);
    expect(balancesIn(again)).toEqual([undefined, 100]);
    expect(damaged).toHaveBeenCalledTimes(1);
  });

  it('is never that of another card', () => {
    const { journalFile, opened } = aJournalThatHasSeen();
    opened.close();
    journalFile.tamper(
      "UPDATE seen_card SET identifier_value = 'P-9' WHERE identifier_value = 'P-1'",
    );
    const again = journalFile.opened();
    expect(again.seenCards.get(identifierValue('P-9'))).toBeNull();
    expect(balancesIn(again)).toEqual([undefined, 100]);
  });

  it('is not used if it is damaged while the kiosk runs, also not after a payment', () => {
    const { opened } = aJournalThatHasSeen();
    opened.db.exec("UPDATE seen_card SET balance_in_cents = 127 WHERE identifier_value = 'P-1'");
    expect(balancesIn(opened)).toEqual([undefined, 100]);
    const { journal } = opened;
    const { id } = added(opened, { contactUuid: contactUuid('contact of P-1') });
    journal.write(() => journal.change(id, 'sent', { ledger: 'sent', sends: 1 }));
    journal.write(() =>
      journal.change(id, 'present', { ledger: 'present', uuid: transactionUuid('row') }),
    );
    expect(balancesIn(opened)).toEqual([undefined, 100]);
  });

  it('stays valid when a payment, a merge or a new balance changes it', () => {
    const { opened } = aJournalThatHasSeen();
    const { journal } = opened;
    const { id } = added(opened, { contactUuid: contactUuid('contact of P-1') });
    journal.write(() => journal.change(id, 'sent', { ledger: 'sent', sends: 1 }));
    journal.write(() =>
      journal.change(id, 'present', {
        ledger: 'present',
        uuid: transactionUuid('row'),
        balanceAfterInCents: cents(60),
      }),
    );
    expect(balancesIn(opened)).toEqual([60, 100]);
    journal.write(() =>
      journal.moveContact(contactUuid('contact of P-1'), contactUuid('contact of P-2')),
    );
    expect(balancesIn(opened)).toEqual([60, 100]);
    expect(opened.seenCards.get(FIRST_CARD ?? STOPPED)?.contactUuid).toBe('contact of P-2');
  });
});

describe('the stop list', () => {
  it('makes the kiosk forget every balance if an entry is damaged, because it is not known whom it stopped', () => {
    const { journalFile, opened } = aJournalThatHasSeen();
    opened.close();
    journalFile.tamper("UPDATE stop_list SET value = 'P-4'");
    const again = journalFile.opened();
    expect(balancesIn(again)).toEqual([undefined, undefined]);
    expect(again.findings).toHaveLength(1);
    again.close();
    expect(journalFile.opened().findings).toEqual([]);
  });

  it('follows a contact that was merged', () => {
    const { journalFile, opened } = aJournalThatHasSeen();
    const { journal, seenCards } = opened;
    seenCards.stop(contactUuid('old'), 'overdrawn', epochMs(1));
    journal.write(() => journal.moveContact(contactUuid('old'), contactUuid('new')));
    opened.close();
    const again = journalFile.opened();
    expect(again.seenCards.isStopped(contactUuid('new'))).toBe(true);
    expect(again.findings).toEqual([]);
  });
});

it('an earlier version’s balances and stop list are kept', () => {
  const journalFile = aJournalFile();
  const old = new Database(journalFile.file);
  old.exec(FIRST + DECISIONS);
  old.exec("INSERT INTO seen_card VALUES ('P-2', 'contact', 'Card', 70, 1700000000000)");
  old.exec("INSERT INTO stop_list VALUES ('P-3', 'inactive', 1700000000000)");
  old.pragma('user_version = 2');
  old.close();
  const opened = journalFile.opened();
  expect(opened.seenCards.get(SECOND_CARD ?? STOPPED)?.balanceInCents).toBe(70);
  expect(opened.seenCards.isStopped(STOPPED)).toBe(true);
  expect(opened.findings).toEqual([]);
});

it('a damaged last report is reported when the journal opens', () => {
  const journalFile = aJournalFile();
  const opened = journalFile.opened();
  opened.reports.add('{"at":1,');
  opened.close();
  expect(journalFile.opened().findings).toHaveLength(1);
});
