/**
 * A receipt as the bytes of an ESC/POS printer: letters where its code pages have them all, else a picture
 * of letters. Nothing is ever spelled in another script, and nothing printed as a question mark.
 */
import CodepageEncoder, { type Codepage } from '@point-of-sale/codepage-encoder';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import type { Language } from '../../shared/contract.ts';
import { receiptRows, type Receipt, type ReceiptRow } from '../../shared/receipt/receipt.ts';
import { drawReceipt, type Drawing } from './picture.ts';
import type { PaperSettings } from './settings.ts';
import { receiptLines, type Line } from './wrap.ts';

/** Null where the letters are in no code page of the printer, and in no font that comes with the program. */
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
  if (hasEveryLetter(codepages, lines)) return typeLines(lines, paper, codepages);
  const drawing = await drawReceipt(rows, language, paper.columns * DOTS_PER_COLUMN);
  return drawing === null ? null : sendPicture(drawing, paper);
}

/** Font A is 12 dots wide on every printer that the library knows. */
const DOTS_PER_COLUMN = 12;
/** The cutter sits above the print head, by about this many lines. */
const LINES_BEFORE_CUT = 4;

/** Scripts whose letters stand apart, one after the other, from left to right: what a code page can do. */
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
      // The library's way of saying that the printer has no such page.
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
 * Some pages have signs where the printer takes commands: an arrow to the left at ESC, a paragraph sign at DC4.
 * The library sends them there, so whatever any page has at such a place is no letter.
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

function typeLines(
  lines: readonly Line[],
  paper: PaperSettings,
  codepages: Codepage[],
): Uint8Array {
  const encoder = encoderFor(paper, codepages).initialize().codepage('auto');
  for (const { text, isStrong } of lines) encoder.bold(isStrong).line(text);
  return finish(encoder.bold(false), paper);
}

function sendPicture({ pixels, width, height }: Drawing, paper: PaperSettings): Uint8Array {
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

/** The printer takes a control character as a command: to open the drawer, to cut, to forget. */
function withoutControls(row: ReceiptRow): ReceiptRow {
  return row.kind === 'pair'
    ? { ...row, label: withBlanks(row.label), value: withBlanks(row.value) }
    : { ...row, text: withBlanks(row.text) };
}

function withBlanks(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
}

/** Spaces and signs that differ in looks only, and marks that show nothing; no letter is changed. */
function forPaper(text: string): string {
  return text
    .replaceAll(/[\u00a0\u202f\u2009]/gu, ' ')
    .replaceAll('\u2212', '-')
    .replaceAll('\u2019', "'")
    .replaceAll(/[\u200e\u200f\u061c\u2066-\u2069]/gu, '');
}
