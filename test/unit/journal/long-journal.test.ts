/** The journals that benches and tests generate are of the same kind as those that the product writes. */
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { verifyAll } from '../../../src/main/journal/verify.ts';
import { aHome, aJournalFile } from '../../builders/journal.ts';
import { makeLongJournal } from '../../builders/long-journal.ts';
import { aFolder, aTerminal } from '../../builders/terminal.ts';

function aLongJournal() {
  const file = join(aFolder(), 'journal.sqlite');
  makeLongJournal({ file, home: aHome(), operationCount: 40, contactCount: 7, openCount: 3 });
  return aJournalFile(file);
}

/** For each kind of event: the facts that it states, and their types. */
function shapesIn(db: Database.Database, where: string): unknown {
  const events = db
    .prepare<[], { kind: string; body: string }>(
      `SELECT event.kind, body FROM event JOIN operation ON operation_id = operation.id WHERE ${where} ORDER BY event.seq`,
    )
    .all();
  return events.map(({ kind, body }) => [kind, shapeOf(JSON.parse(body))]);
}

function shapeOf(value: unknown): unknown {
  return typeof value !== 'object' || value === null || Array.isArray(value)
    ? typeof value
    : Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shapeOf(one)]));
}

describe('a generated journal', () => {
  it('is whole, and opens with what is open', () => {
    const opened = aLongJournal().opened();
    expect(verifyAll(opened.db)).toBeNull();
    expect(opened.journal.waiting().count).toBe(3);
    expect(
      opened.seenCards.get(opened.journal.allOpen()[0]?.identifierValue ?? ('' as never)),
    ).not.toBeNull();
  });

  it('has the rows that the product writes', async () => {
    const terminal = aTerminal();
    await terminal.spend(500);
    const { db } = aLongJournal().opened();
    expect(shapesIn(db, 'operation.seq = 9')).toEqual(
      shapesIn(terminal.opened.db, 'operation.seq = 1'),
    );
    const row = (one: Database.Database, seq: number): unknown =>
      shapeOf(one.prepare('SELECT * FROM operation WHERE seq = ?').get(seq));
    expect(row(db, 9)).toEqual(row(terminal.opened.db, 1));
  });
});
