import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { cents } from '../../../src/shared/money.ts';
import { encodeReceipt } from '../../../src/main/printer/encode.ts';
import { printerSchema, type PaperSettings } from '../../../src/main/printer/settings.ts';
import type { Language } from '../../../src/shared/contract.ts';
import { readPaper, type Paper } from '../../printer/paper.ts';
import { aProof, aReceipt, type PaidReceipt } from '../../builders/receipt.ts';
import { isFullProof, runs } from '../runs.ts';

const PAPER: PaperSettings = { columns: 42, codepages: 'epson', cut: 'partial' };

async function print(
  receipt: Partial<PaidReceipt> = {},
  { paper = {}, language = 'en' }: { paper?: Partial<PaperSettings>; language?: Language } = {},
): Promise<Paper | null> {
  const bytes = await encodeReceipt(aReceipt(receipt), language, { ...PAPER, ...paper });
  return bytes === null ? null : readPaper(bytes);
}

/** Returns null if no font has the characters. */
const NOT_PRINTED = { lines: [], cuts: 1, asked: 0, cleared: 0 };

/** Letters, control characters, and the symbols that code pages have at the bytes of control characters. */
const anyText = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xa0 }).map((point) => String.fromCodePoint(point)),
    fc.constantFrom(
      ...Array.from('\u2190\u2194\u25ba\u00b6\u00a7\u2022\u2302\u263a\u2028\u00e9\u20ac'),
    ),
  ),
  maxLength: 60,
});

describe('a receipt on paper', () => {
  it('says what the screen says', async () => {
    const paper = await print();
    expect(paper?.lines.slice(0, 6)).toEqual([
      'Krusty Krab',
      'Date                    15 May 2026, 14:02',
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

  it('is fed out, but not cut, by a printer without a cutter', async () => {
    const paper = await print({}, { paper: { cut: 'none' } });
    expect(paper?.cuts).toBe(0);
    expect(paper?.lines.slice(-3)).toEqual(['', '', '']);
  });

  it('has the letters and symbols of the language', async () => {
    const paper = await print(
      { shopName: 'Café Größe, l’été', amountInCents: cents(1_234_50) },
      { language: 'nl' },
    );
    expect(paper?.lines[0]).toBe("Café Größe, l'été");
    expect(paper?.lines[2]).toMatch(/€ 1\.234,50$/);
  });

  it('has other scripts as text if a code page has them', async () => {
    expect((await print({ shopName: 'Καφενείο Яхта' }))?.lines[0]).toBe('Καφενείο Яхта');
  });

  it.each(['Ω€', 'Ж'])(
    'never prints a question mark for %s on a printer without it',
    async (letters) => {
      const paper = await print({ shopName: letters }, { paper: { codepages: 'metapace' } });
      expect(paper?.lines.join('') ?? '').not.toContain('?');
    },
  );
});

describe('a script without a code page', () => {
  it('is drawn with joined letters, as wide as the paper', async () => {
    const paper = await print({ shopName: 'مقهى البحر' }, { paper: { columns: 48 } });
    expect(paper?.lines.join('').trim()).toBe('');
    const dark = paper?.pictures.reduce((sum, { darkCount }) => sum + darkCount, 0);
    expect(paper?.pictures.map(({ width }) => width)).toEqual(paper?.pictures.map(() => 576));
    expect(dark).toBeGreaterThan(5_000);
    expect(paper?.cuts).toBe(1);
  });

  it('is not printed if no font has it', async () => {
    expect(await print({ shopName: '海の店' })).toBeNull();
  });
});

describe('a text with control characters', () => {
  it.each([
    ['opens no drawer', 'Cafe\u001bp\u0000\u0019\u00fa', 'Cafe p   ú'],
    ['cuts nothing', 'A\u001dV\u0000B', 'A V B'],
    ['resets nothing', 'A\u001b@B', 'A @B'],
    ['asks for no pulse', 'A\u0010\u0014\u0001\u0000\u0005B', 'A     B'],
    ['makes no line of its own', 'Cafe\nPaid 0,00', 'Cafe Paid 0,00'],
    ['shows none of the rarer ones', 'a\u007fb\u0085c\u2028d', 'a b c d'],
  ])('%s', async (_what, shopName, shown) => {
    const paper = await print({ shopName });
    expect(paper?.lines[0]).toBe(shown.replaceAll(/ +/g, ' '));
    expect(paper?.cuts).toBe(1);
  });

  it('is printed with spaces instead, in every place of a receipt', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (shopName, reference) => {
        const blank = (text: string): string => text.replaceAll(/\p{Cc}/gu, ' ');
        const paper = await print({ shopName, reference });
        const same = await print({ shopName: blank(shopName), reference: blank(reference) });
        expect(paper).toEqual(same);
        // The interpreter throws an error for any command that a receipt does not use.
        expect(paper ?? NOT_PRINTED).toMatchObject({ cuts: 1, asked: 0, cleared: 0 });
      }),
      { numRuns: runs({ fast: 30, full: 300 }) },
    );
  });
});

describe('a symbol whose byte in a code page is also a command', () => {
  it.each(['Cafe \u2190p', 'A\u2194V', 'A\u25ba\u00b6', 'Bar \u2022', '\u00a7 7', '\u2302'])(
    'is never sent as that command: %s',
    async (shopName) => {
      // The interpreter throws an error for any command that a receipt does not use.
      const paper = await print({ shopName });
      expect(paper).toMatchObject({ cuts: 1, asked: 0, cleared: 0 });
      expect(paper?.lines.join('')).not.toMatch(/[\u2190\u2194\u25ba\u2022\u2302]/);
    },
  );
});

describe('a currency whose sign the printer lacks', () => {
  it.each(['INR', 'TRY', 'ILS', 'NGN', 'VND', 'UAH', 'KRW', 'GEL', 'KZT', 'BDT'])(
    'is named by its code: %s',
    async (currency) => {
      const paper = await print({ currency }, { paper: { columns: 32 } });
      expect(paper?.lines[2]).toMatch(/^Paid +(?:[A-Z]{3} |\P{L}+)[\d.]+$/u);
      expect(paper?.lines[2]).not.toContain('?');
    },
  );

  it('is printed for every currency of ISO 4217 by several makes of printers', async () => {
    const makes = ['epson', 'star', 'metapace', 'pos-5890'] as const;
    for (const [at, currency] of Intl.supportedValuesOf('currency').entries()) {
      // Every make has each of the currencies in the full proof, and every fourth one otherwise.
      for (const codepages of makes.filter((_, of) => isFullProof || of === at % makes.length)) {
        const paper = { ...PAPER, codepages };
        expect(await encodeReceipt(aReceipt({ currency }), 'en', paper)).not.toBeNull();
      }
    }
  });

  it('keeps its sign if the receipt can be drawn with it', async () => {
    const paper = await print({ shopName: 'مقهى البحر' });
    expect(paper?.pictures.length).toBeGreaterThan(0);
  });
});

describe('a name with characters that the printer lacks', () => {
  it.each([
    ['leaves out what is not visible', 'Bar\u200b\u200dX\ufeff', 'BarX'],
    ['leaves out a soft hyphen', 'Ko\u00adffie\u00adbar', 'Koffiebar'],
    ['leaves out the marks of direction', '\u2067Bar\u2069\u200e', 'Bar'],
    ['composes letters with their accents', 'Cafe\u0301 A\u030angstro\u0308m', 'Café Ångström'],
    ['leaves out an accent that no letter has', 'x\u0302-Bar', 'x-Bar'],
    ['takes the nearest letter', 'Phở Việt', 'Pho Viet'],
    ['takes the nearest letter of the same script', 'Қазақ', 'Казак'],
    ['writes wide letters plainly', 'Ｂａｒ ﬁn', 'Bar fin'],
    ['leaves out a symbol', '☕ Bar 🍻', 'Bar'],
    ['leaves out letters of a script that it lacks', '海の店 Bar', 'Bar'],
    ['has the title of a receipt if nothing is left', '☕', 'Receipt'],
  ])('%s', async (_what, shopName, shown) => {
    expect((await print({ shopName }))?.lines[0]).toBe(shown);
  });

  it('has the title of a proof if nothing is left', async () => {
    const bytes = await encodeReceipt(aProof({ shopName: '☕' }), 'en', PAPER);
    expect(bytes === null ? null : readPaper(bytes).lines[0]).toBe('Proof');
  });

  it('has the nearest letters of a printer with few code pages', async () => {
    const paper = await print({ shopName: 'Łódź Žižkov' }, { paper: { codepages: 'pos-8360' } });
    expect(paper?.lines[0]).toMatch(/^[ŁL][óo]d[źz] [ŽZ]i[žz]kov$/);
  });
});

describe('the settings of a printer', () => {
  it.each([
    { kind: 'network', host: '10.0.0.9' },
    { kind: 'network', host: 'fe80::1' },
    { kind: 'file', path: '/dev/usb/lp0' },
    { kind: 'system', name: 'Receipts_1' },
  ])('are complete with the place of the printer: $kind', (settings) => {
    expect(v.parse(printerSchema, settings)).toMatchObject({ ...PAPER, ...settings });
  });

  it.each([
    { kind: 'system', name: '-o' },
    { kind: 'network', host: 'a b' },
    { kind: 'network', host: '10.0.0.9:9100' },
    { kind: 'network', host: 'a', port: 0 },
    { kind: 'file', path: '' },
    { kind: 'file', path: 'x', columns: 40 },
    { kind: 'file', path: 'x', codepage: 'epson' },
  ])('are refused: %o', (settings) => {
    expect(v.safeParse(printerSchema, settings).success).toBe(false);
  });
});
