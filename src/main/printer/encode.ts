/**
 * Encodes a receipt for an ESC/POS printer: as text if the printer's code pages have every character, else as a
 * picture.
 * It never transliterates, and never prints a question mark for a missing character.
 */
import CodepageEncoder, { type Codepage } from '@point-of-sale/codepage-encoder';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import type { Language } from '../../shared/contract.ts';
import { receiptRows, type Receipt, type ReceiptRow } from '../../shared/receipt/receipt.ts';
import { drawReceipt, type Drawing } from './picture.ts';
import type { PaperSettings } from './settings.ts';
import { receiptLines, type Line } from './wrap.ts';

/** Null if a character is in none of the printer's code pages and in none of our fonts. */
export async function encodeReceipt(
  receipt: Receipt,
  language: Language,
  paper: PaperSettings,
): Promise<Uint8Array | null> {
  const rows = receiptRows(receipt, language).map(withoutControls);
  const lines = receiptLines(rows, paper.columns).map(({ text, isStrong }) => ({
    text: forPaper(text),
    isStrong,
  }));
  const codepages = codepagesOf(paper);
  if (hasEveryLetter(codepages, lines)) return encodeLines(lines, paper, codepages);
  const drawing = await drawReceipt(rows, language, paper.columns * DOTS_PER_COLUMN);
  return drawing === null ? null : encodePicture(drawing, paper);
}

/** Font A is 12 dots wide on every printer that the library knows. */
const DOTS_PER_COLUMN = 12;
/** The cutter is about this many lines above the print head. */
const LINES_BEFORE_CUT = 4;

/** Code pages for scripts with separate letters, written from left to right. */
const CANDIDATES: readonly Codepage[] = [
  'cp437',
  'cp858',
  'windows1252',
  'cp850',
  'cp852',
  'windows1250',
  'cp857',
  'windows1254',
  'cp775',
  'windows1257',
  'cp737',
  'windows1253',
  'cp866',
  'windows1251',
];

function codepagesOf(paper: PaperSettings): Codepage[] {
  const encoder = encoderFor(paper, []);
  return CANDIDATES.filter((codepage) => {
    try {
      encoder.codepage(codepage);
      return true;
    } catch {
      // The library throws if the printer has no such code page.
      return false;
    }
  });
}

function hasEveryLetter(codepages: readonly Codepage[], lines: readonly Line[]): boolean {
  const letters = lettersOf(codepages);
  return lines.every(({ text }) =>
    Array.from(text).every((letter) => letters.has(letter.codePointAt(0) ?? -1)),
  );
}

/**
 * Some code pages have symbols at bytes that the printer reads as commands, such as a left arrow at ESC. The library would
 * send that byte. So a character at such a byte of any page does not count as printable.
 */
function lettersOf(codepages: readonly Codepage[]): ReadonlySet<number> {
  const pages = codepages.map((codepage) => CodepageEncoder.getCodepoints(codepage, true));
  const letters = new Set(pages.flatMap((page) => page.filter((_point, byte) => !isCommand(byte))));
  for (const page of pages) {
    for (const [byte, point] of page.entries()) if (isCommand(byte)) letters.delete(point);
  }
  return letters;
}

function isCommand(byte: number): boolean {
  return byte < 0x20 || byte === 0x7f;
}

function encodeLines(
  lines: readonly Line[],
  paper: PaperSettings,
  codepages: Codepage[],
): Uint8Array {
  const encoder = encoderFor(paper, codepages).initialize().codepage('auto');
  for (const { text, isStrong } of lines) encoder.bold(isStrong).line(text);
  return finish(encoder.bold(false), paper);
}

function encodePicture({ pixels, width, height }: Drawing, paper: PaperSettings): Uint8Array {
  const encoder = encoderFor(paper, []).initialize();
  encoder.image({ data: pixels, width, height }, { width, height, mode: 'raster' });
  return finish(encoder, paper);
}

function finish(encoder: ReceiptPrinterEncoder, { cut }: PaperSettings): Uint8Array {
  return cut === 'none' ? encoder.newline(LINES_BEFORE_CUT).encode() : encoder.cut(cut).encode();
}

function encoderFor(
  { columns, codepages: codepageMapping }: PaperSettings,
  codepageCandidates: Codepage[],
): ReceiptPrinterEncoder {
  return new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns,
    codepageMapping,
    codepageCandidates,
    feedBeforeCut: LINES_BEFORE_CUT,
  });
}

/** The printer would execute control characters as commands, for example to open the cash drawer or cut. */
function withoutControls(row: ReceiptRow): ReceiptRow {
  return row.kind === 'pair'
    ? { ...row, label: withBlanks(row.label), value: withBlanks(row.value) }
    : { ...row, text: withBlanks(row.text) };
}

function withBlanks(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
}

/** Replaces special spaces and punctuation with plain ones, and removes invisible marks. Never changes a letter. */
function forPaper(text: string): string {
  return text
    .replaceAll(/[\u00a0\u202f\u2009]/gu, ' ')
    .replaceAll('\u2212', '-')
    .replaceAll('\u2019', "'")
    .replaceAll(/[\u200e\u200f\u061c\u2066-\u2069]/gu, '');
}
