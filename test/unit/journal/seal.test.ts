/** A start verifies what came after the seal, and everything that is open. The history is verified behind the first view. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FILE_VARIABLE, inProcess } from '../../../src/main/journal/check-history.ts';
import { spawnNodeReaders } from '../../../src/main/readers/supervisor/node-process.ts';
import type { OpenJournal } from '../../../src/main/journal/open.ts';
import type { Operation } from '../../../src/main/journal/operation.ts';
import { quarantineDamaged } from '../../../src/main/journal/quarantine.ts';
import type { Damage } from '../../../src/main/journal/damage.ts';
import { contactUuid, transactionUuid } from '../../../src/shared/ids.ts';
import { epochMs } from '../../../src/shared/time.ts';
import {
  added,
  aHome,
  aJournalFile,
  aNewOperation,
  damageFoundBy,
  IN_PART,
  type JournalFile,
} from '../../builders/journal.ts';
import { aFolder } from '../../builders/terminal.ts';

const SCRIPT = join(import.meta.dirname, '../../../src/main/journal/check-history-process.ts');

function book({ journal }: OpenJournal, { id }: Operation): void {
  journal.write(() => journal.change(id, 'sent', { ledger: 'sent', sends: 1 }));
  const present = { ledger: 'present', uuid: transactionUuid(`row of ${id}`) } as const;
  journal.write(() => journal.change(id, 'present', present));
}

/** A settled spend, a promised spend that waits, and a held spend. The journal is closed, so it has a seal. */
function aSealedJournal(): JournalFile & {
  settled: Operation;
  waiting: Operation;
  held: Operation;
} {
  const journalFile = aJournalFile();
  const opened = journalFile.opened();
  const of = (name: string): Operation =>
    added(opened, { promise: 'paid', contactUuid: contactUuid(name) });
  const [settled, waiting, held] = [of('plankton'), of('krabs'), of('pearl')];
  book(opened, settled);
  const { journal } = opened;
  journal.write(() => journal.change(held.id, 'held', { heldReason: 'noClock' }));
  opened.close();
  return { ...journalFile, settled, waiting, held };
}

describe('a start with a seal', () => {
  it('opens with what is open, and leaves the history to the check', () => {
    const { opened: open, waiting, held } = aSealedJournal();
    const opened = open(IN_PART);
    expect(opened.isVerifiedInPart).toBe(true);
    expect(opened.journal.allOpen().map(({ id }) => id)).toEqual([waiting.id, held.id]);
    expect(opened.journal.waiting()).toMatchObject({ count: 1, heldCount: 1 });
    expect(damageFoundBy(opened)).toBeNull();
  });

  it('leaves damage of a settled operation to the check, which finds it', () => {
    const { open, opened, tamper, settled } = aSealedJournal();
    tamper(`UPDATE operation SET amount_in_cents = -1 WHERE id = '${settled.id}'`);
    opened(IN_PART).close();
    expect(damageFoundBy(open(IN_PART))).toMatchObject({ where: `operation ${settled.id}` });
  });

  it.each<[string, (journal: ReturnType<typeof aSealedJournal>) => string]>([
    [
      'a waiting operation was changed',
      ({ waiting }) => `amount_in_cents = -1 WHERE id = '${waiting.id}'`,
    ],
    ['a held operation was changed', ({ held }) => `held_reason = NULL WHERE id = '${held.id}'`],
    [
      'a waiting operation became settled',
      ({ waiting }) => `is_settled = 1 WHERE id = '${waiting.id}'`,
    ],
    [
      'a settled operation became open',
      ({ settled }) => `is_settled = 0 WHERE id = '${settled.id}'`,
    ],
    [
      'a waiting operation has another id',
      ({ waiting }) => `id = 'forged' WHERE id = '${waiting.id}'`,
    ],
  ])('is refused if %s, because it could be sent', (...[, change]) => {
    const sealed = aSealedJournal();
    sealed.tamper(`UPDATE operation SET ${change(sealed)}`);
    expect(sealed.open(IN_PART)).toMatchObject({ kind: 'damaged', damage: { kind: 'operation' } });
  });

  it('is refused if an operation was removed or added', () => {
    const removed = aSealedJournal();
    removed.tamper(`DELETE FROM operation WHERE id = '${removed.waiting.id}'`);
    expect(removed.open(IN_PART)).toMatchObject({ kind: 'damaged', damage: { kind: 'operation' } });
    const more = aSealedJournal();
    more.tamper(`INSERT INTO operation SELECT seq + 1, 'forged', kind, accepted_as, identifier_value,
      shop_uuid, amount_in_cents, reverses_uuid, reverses_operation_id, created_at, 'other', method,
      baseline, promise, ledger, uuid, balance_after_in_cents, refusal, sends, first_sent_at_server,
      last_sent_at_server, held_reason, is_settled, decision, decided_by, last_event
      FROM operation WHERE id = '${more.held.id}'`);
    expect(more.open(IN_PART)).toMatchObject({
      kind: 'damaged',
      damage: { where: 'operation forged' },
    });
  });

  it.each([
    ["body = '{}'", 'event'],
    ["hash = 'other'", 'event'],
  ])('is refused if the sealed event has %s', (change) => {
    const { open, tamper } = aSealedJournal();
    tamper(`UPDATE event SET ${change} WHERE seq = (SELECT MAX(seq) FROM event)`);
    expect(open(IN_PART).kind).toBe('damaged');
  });

  it('verifies everything if the seal is damaged', () => {
    const { opened, tamper, settled, open } = aSealedJournal();
    tamper("UPDATE seal SET state = replace(state, 'krabs', 'other')");
    expect(opened(IN_PART).isVerifiedInPart).toBe(false);
    const other = aSealedJournal();
    other.tamper(`UPDATE seal SET checksum = '';
      UPDATE operation SET amount_in_cents = -1 WHERE id = '${settled.id}'`);
    expect(other.open(IN_PART).kind).toBe('damaged');
    expect(open).toBeDefined();
  });
});

describe('what came after the seal', () => {
  /** The files of a process that was killed after `act`. */
  function killedAfter(
    act: (opened: OpenJournal, sealed: ReturnType<typeof aSealedJournal>) => void,
  ) {
    const sealed = aSealedJournal();
    const opened = sealed.opened(IN_PART);
    act(opened, sealed);
    const folder = aFolder();
    const suffixes = ['', '-wal', '.record'];
    for (const suffix of suffixes)
      copyFileSync(sealed.file + suffix, join(folder, `copy${suffix}`));
    opened.close();
    for (const suffix of suffixes)
      copyFileSync(join(folder, `copy${suffix}`), sealed.file + suffix);
    return sealed;
  }

  it('is verified at the start', () => {
    const { opened, waiting } = killedAfter((one, sealed) => {
      book(one, sealed.waiting);
      added(one, { promise: 'paid', contactUuid: contactUuid('gary') });
    });
    const again = opened(IN_PART);
    expect(again.journal.get(waiting.id).isSettled).toBe(true);
    expect(again.journal.waiting()).toMatchObject({ count: 1, heldCount: 1 });
    expect(damageFoundBy(again)).toBeNull();
  });

  it('is refused if an operation does not match its events', () => {
    const { open, tamper, waiting } = killedAfter((one, sealed) => book(one, sealed.waiting));
    tamper(`UPDATE operation SET balance_after_in_cents = 1 WHERE id = '${waiting.id}'`);
    expect(open(IN_PART)).toMatchObject({ damage: { where: `operation ${waiting.id}` } });
  });

  it('is refused if an event was changed, even if its operation was changed to match', () => {
    const { open, tamper, waiting } = killedAfter((one, sealed) => book(one, sealed.waiting));
    tamper(`UPDATE operation SET sends = 2 WHERE id = '${waiting.id}';
      UPDATE event SET body = replace(body, '"sends":1', '"sends":2') WHERE kind = 'sent'
        AND operation_id = '${waiting.id}'`);
    expect(open(IN_PART)).toMatchObject({ kind: 'damaged', damage: { kind: 'chain' } });
  });

  it('may change an operation that was settled before, whose event then states all facts', () => {
    const { opened, settled, tamper, open } = killedAfter(({ journal }, sealed) => {
      const row = sealed.settled;
      journal.write(() =>
        journal.addReversal(
          { ...row, uuid: transactionUuid(`row of ${sealed.settled.id}`) },
          journal.get(sealed.settled.id),
          'reverse',
        ),
      );
    });
    const again = opened(IN_PART);
    expect(again.journal.isReversed(transactionUuid(`row of ${settled.id}`))).toBe(true);
    expect(damageFoundBy(again)).toBeNull();
    tamper(`UPDATE operation SET sends = 7 WHERE id = '${settled.id}'`);
    expect(damageFoundBy(open(IN_PART))).toMatchObject({ where: `operation ${settled.id}` });
  });
});

describe('a journal that works on', () => {
  it('seals itself after a number of events', () => {
    const journalFile = aJournalFile();
    const { db, journal } = journalFile.opened({ sealEvery: 3 });
    const seals = (): unknown => db.prepare('SELECT COUNT(*) FROM seal').pluck().get();
    const add = (name: string): unknown =>
      journal.write(() => journal.add(aNewOperation({ contactUuid: contactUuid(name) })));
    add('plankton');
    add('krabs');
    expect(seals()).toBe(0);
    add('pearl');
    expect(seals()).toBe(1);
  });

  it('seals nothing of a write that was rolled back', () => {
    const journalFile = aSealedJournal();
    const opened = journalFile.opened({ ...IN_PART, sealEvery: 1 });
    const { journal } = opened;
    const before = JSON.stringify([journal.waiting(), journal.lastNote(['x'])]);
    expect(() =>
      journal.write(() => {
        journal.note('x', { a: 1 });
        journal.add(aNewOperation({ contactUuid: contactUuid('gary') }));
        journal.change(journalFile.waiting.id, 'held', { heldReason: 'noClock' });
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(JSON.stringify([journal.waiting(), journal.lastNote(['x'])])).toBe(before);
    added(opened, { contactUuid: contactUuid('gary') });
    expect(damageFoundBy(opened)).toBeNull();
    expect(damageFoundBy(journalFile.open(IN_PART))).toBeNull();
  });
});

describe('damage that the check finds', () => {
  function checked({ file }: JournalFile): Promise<Damage | null> {
    return new Promise((resolve, reject) => {
      const env = { ...process.env, [FILE_VARIABLE]: file };
      inProcess(spawnNodeReaders(SCRIPT, env))({
        onProgress: () => undefined,
        onArchives: () => undefined,
        onEnd: resolve,
        onFailure: reject,
      });
    });
  }

  it('is found by the process while the journal is open', async () => {
    const whole = aSealedJournal();
    whole.opened(IN_PART);
    expect(await checked(whole)).toBeNull();
    const changed = aSealedJournal();
    changed.tamper(`UPDATE operation SET sends = 7 WHERE id = '${changed.settled.id}'`);
    changed.opened(IN_PART);
    expect(await checked(changed)).toMatchObject({ kind: 'operation' });
  });

  it('makes every later start say so, until staff accept it', () => {
    const { opened, open, file } = aSealedJournal();
    const damage: Damage = { kind: 'operation', where: 'operation x', since: epochMs(5) };
    const first = opened(IN_PART);
    expect(first.refuse(damage)).toMatchObject({ kind: 'written' });
    first.close();
    expect(open(IN_PART)).toEqual({ kind: 'damaged', damage });
    expect(open()).toEqual({ kind: 'damaged', damage });
    const options = { file, home: aHome(), now: () => epochMs(1), newId: () => 'new' };
    expect(quarantineDamaged(options, 'Sandy')).toMatchObject({ kind: 'quarantined', damage });
    opened();
  });
});
