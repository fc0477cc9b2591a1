import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { cents } from '../../../src/shared/money.ts';
import { encodeReceipt } from '../../../src/main/printer/encode.ts';
import { printerSchema, type PaperSettings } from '../../../src/main/printer/settings.ts';
import type { Language } from '../../../src/shared/contract.ts';
import type { Receipt } from '../../../src/shared/receipt/receipt.ts';
import { readPaper, type Paper } from '../../printer/paper.ts';
import { aReceipt } from '../shared/receipt/a-receipt.ts';

const PAPER: PaperSettings = { columns: 42, codepages: 'epson', cut: 'partial' };

async function print(
  receipt: Partial<Receipt> = {},
  { paper = {}, language = 'en' }: { paper?: Partial<PaperSettings>; language?: Language } = {},
): Promise<Paper | null> {
  const bytes = await encodeReceipt(aReceipt(receipt), language, { ...PAPER, ...paper });
  return bytes === null ? null : readPaper(bytes);
}

describe('a receipt on paper', () => {
  it('says what the screen says', async () => {
    const paper = await print();
    expect(paper?.lines.slice(0, 6)).toEqual([
      'Krusty Krab',
      'When                    15 May 2026, 14:02',
      'Paid                                €12.50',
      'Left on your card                   €37.50',
      'Card                             **** skjf',
      'Reference                          K7-0421',
    ]);
    expect(paper?.strong[0]).toBe('Krusty Krab');
    expect(paper?.cuts).toBe(1);
  });

  it.each([32, 42, 48] as const)('fits into %i columns', async (columns) => {
    const paper = await print({ isInLedger: false }, { paper: { columns } });
    expect(Math.max(...(paper?.lines ?? []).map((line) => line.length))).toBe(columns);
  });

  it('is not cut by a printer without a knife, but fed out of it', async () => {
    const paper = await print({}, { paper: { cut: 'none' } });
    expect(paper?.cuts).toBe(0);
    expect(paper?.lines.slice(-3)).toEqual(['', '', '']);
  });

  it('has the letters and signs of the language', async () => {
    const paper = await print(
      { shopName: 'Café Größe, l’été', amountInCents: cents(1_234_50) },
      { language: 'nl' },
    );
    expect(paper?.lines[0]).toBe("Café Größe, l'été");
    expect(paper?.lines[2]).toMatch(/€ 1\.234,50$/);
  });

  it('types other scripts that a code page has', async () => {
    expect((await print({ shopName: 'Καφενείο Яхта' }))?.lines[0]).toBe('Καφενείο Яхта');
  });

  it.each(['Ω€', 'Ж'])(
    'never puts a question mark for %s on a printer that lacks it',
    async (letters) => {
      const paper = await print({ shopName: letters }, { paper: { codepages: 'metapace' } });
      expect(paper?.lines.join('') ?? '').not.toContain('?');
    },
  );
});

describe('a script that no code page can set', () => {
  it('is drawn, joined and as wide as the paper', async () => {
    const paper = await print({ shopName: 'مقهى البحر' }, { paper: { columns: 48 } });
    expect(paper?.lines.join('').trim()).toBe('');
    const dark = paper?.pictures.reduce((sum, { darkCount }) => sum + darkCount, 0);
    expect(paper?.pictures.map(({ width }) => width)).toEqual(paper?.pictures.map(() => 576));
    expect(dark).toBeGreaterThan(5_000);
    expect(paper?.cuts).toBe(1);
  });

  it('is not printed at all where the program has no font for it', async () => {
    expect(await print({ shopName: '海の店' })).toBeNull();
  });
});

describe('the settings of a printer', () => {
  it.each([
    { kind: 'network', host: '10.0.0.9' },
    { kind: 'file', path: '/dev/usb/lp0' },
    { kind: 'system', name: 'Receipts_1' },
  ])('are whole with where it is: $kind', (settings) => {
    expect(v.parse(printerSchema, settings)).toMatchObject({ ...PAPER, ...settings });
  });

  it.each([
    { kind: 'system', name: '-o' },
    { kind: 'network', host: 'a b' },
    { kind: 'network', host: 'a', port: 0 },
    { kind: 'file', path: '' },
    { kind: 'file', path: 'x', columns: 40 },
    { kind: 'file', path: 'x', codepage: 'epson' },
  ])('are refused: %o', (settings) => {
    expect(v.safeParse(printerSchema, settings).success).toBe(false);
  });
});
