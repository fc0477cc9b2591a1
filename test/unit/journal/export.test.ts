/** The check of an exported file finds any change. It needs nothing but the file. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../src/main/journal/csv.ts';
import { csvLines, decimalOf, jsonLines } from '../../../src/main/journal/export.ts';
import type { OpenJournal } from '../../../src/main/journal/open.ts';
import { verifyExport } from '../../../src/main/journal/verify-export.ts';
import { contactUuid, identifierValue, transactionUuid } from '../../../src/shared/ids.ts';
import { epochMs } from '../../../src/shared/time.ts';
import { added, aJournalFile } from '../../builders/journal.ts';

function aFilledJournal(): OpenJournal {
  const opened = aJournalFile().opened();
  const { journal, reports } = opened;
  for (const name of ['plankton', 'krabs', 'pearl']) {
    const { id } = added(opened, { contactUuid: contactUuid(name) });
    journal.write(() => journal.change(id, 'sent', { ledger: 'sent', sends: 1 }));
    const uuid = transactionUuid(`row-${name}`);
    journal.write(() => journal.change(id, 'present', { ledger: 'present', uuid }));
  }
  journal.write(() => journal.note('tested', { by: 'Sandy' }));
  reports.add('{"differences":[]}');
  return opened;
}

function exported(opened: OpenJournal): string[] {
  return [...jsonLines({ db: opened.db, archives: [], exportedAt: epochMs(1) })].map((line) =>
    line.trimEnd(),
  );
}

describe('an export as JSON Lines', () => {
  it('is complete, and ends with the hash of the chain', () => {
    const opened = aFilledJournal();
    const lastHash = opened.db
      .prepare<[], string>('SELECT hash FROM event ORDER BY seq DESC LIMIT 1')
      .pluck()
      .get();
    expect(verifyExport(exported(opened))).toEqual({
      kind: 'whole',
      counts: { operations: 3, events: 10, reports: 1 },
      lastHash,
    });
  });

  it('of an empty journal is complete too', () => {
    expect(verifyExport(exported(aJournalFile().opened()))).toMatchObject({ kind: 'whole' });
  });

  it('is broken if any line is missing, doubled, moved or changed', () => {
    const lines = exported(aFilledJournal());
    const index = fc.nat(lines.length - 1);
    const damage = fc.oneof(
      index.map((at) => lines.filter((_, other) => other !== at)),
      index.map((at) => lines.flatMap((line, other) => (other === at ? [line, line] : [line]))),
      fc
        .tuple(index, index)
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => lines.with(a, lines[b] ?? '').with(b, lines[a] ?? '')),
      fc
        .tuple(index, fc.nat(5_000))
        .map(([at, place]) => lines.with(at, flipped(lines[at] ?? '', place))),
      index.map((at) => lines.slice(0, at)),
    );
    fc.assert(
      fc.property(damage, (changed) => verifyExport(changed).kind === 'broken'),
      { numRuns: 300 },
    );
  });

  it('is broken if an operation was changed, even if the checksum was forged to match', () => {
    const lines = exported(aFilledJournal());
    const at = lines.findIndex((line) => line.includes('"type":"operation"'));
    const forged = lines.with(at, (lines[at] ?? '').replace('-500', '-501'));
    const sealed = resealed(forged);
    expect(verifyExport(sealed)).toMatchObject({
      kind: 'broken',
      why: 'operation operation-000001 does not match its events',
    });
  });

  it('says what is wrong', () => {
    const lines = exported(aFilledJournal());
    expect(verifyExport(lines.slice(0, -1))).toEqual({
      kind: 'broken',
      why: 'the file is incomplete: its last line is missing',
    });
    expect(verifyExport([])).toMatchObject({
      why: 'the file is incomplete: its last line is missing',
    });
    expect(verifyExport(['{}'])).toMatchObject({
      why: 'line 1: it is not a line of an exported journal',
    });
    expect(verifyExport([...lines, ''])).toMatchObject({
      why: `line ${lines.length + 1}: the file has lines after its last line`,
    });
  });
});

describe('an export as CSV', () => {
  it('has a line for each operation, with the amount in cents and as a decimal', () => {
    const [head, first] = [...csvLines({ db: aFilledJournal().db, archives: [], minorDigits: 2 })];
    expect(head).toMatch(/^reference,created_at,kind,amount_in_cents,amount,promise,/);
    expect(first).toMatch(/^000001,2026-01-05T09:00:00.\d{3}Z,spend,-500,-5.00,none,present,no,/);
  });

  it('turns no card value into a formula, and keeps numbers as numbers', () => {
    const opened = aJournalFile().opened();
    added(opened, { identifierValue: identifierValue('=HYPERLINK("http://x";"y")') });
    const [, line] = [...csvLines({ db: opened.db, archives: [], minorDigits: 2 })];
    expect(line).toContain(`"'=HYPERLINK(""http://x"";""y"")"`);
    expect(line).toContain(',-500,-5.00,');
  });

  it('never writes a text that a spreadsheet takes as a formula', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii' }),
        fc.constantFrom('=', '+', '-', '@', '\t', ''),
        (text, first) => {
          const cell = csvLine([first + text]).slice(0, -2);
          const shown = cell.startsWith('"') ? cell.slice(1) : cell;
          expect(shown).not.toMatch(/^[=+\-@\t\r]/);
        },
      ),
    );
  });

  it.each([
    [-1_250, 0, '-1250'],
    [-1_250, 3, '-1.250'],
    [5, 3, '0.005'],
    [5, 0, '5'],
  ] as const)('writes %i with %i minor digits as %s', (amountInCents, minorDigits, decimal) => {
    expect(decimalOf(amountInCents, minorDigits)).toEqual({ decimal });
  });

  it('writes cents as a decimal without loss', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amountInCents) => {
        const { decimal } = decimalOf(amountInCents, 2);
        expect(decimal).toMatch(/^-?\d+\.\d\d$/);
        expect(Number(decimal.replace('.', ''))).toBe(amountInCents);
      }),
    );
  });
});

/** Changes one character. */
function flipped(line: string, place: number): string {
  const at = place % line.length;
  return line.slice(0, at) + (line[at] === '7' ? '8' : '7') + line.slice(at + 1);
}

function resealed(lines: readonly string[]): string[] {
  const body = lines.slice(0, -1);
  const sha256 = createHash('sha256')
    .update(body.map((line) => `${line}\n`).join(''))
    .digest('hex');
  return [...body, (lines.at(-1) ?? '').replace(/"sha256":"\w+"/, `"sha256":"${sha256}"`)];
}
