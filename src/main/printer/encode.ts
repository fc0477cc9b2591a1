/**
 * A receipt as the bytes of an ESC/POS printer: letters where its code pages have them all, else a picture
 * of letters. Nothing is ever spelled in another script, and nothing printed as a question mark.
 */
import CodepageEncoder, { type Codepage } from '@point-of-sale/codepage-encoder';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import type { Language } from '../../shared/contract.ts';
import { receiptRows, type Receipt } from '../../shared/receipt/receipt.ts';
import { drawReceipt, type Drawing } from './picture.ts';
import type { PaperSettings } from './settings.ts';
import { receiptLines, type Line } from './wrap.ts';

/** Null where the letters are in no code page of the printer, and in no font that comes with the program. */
export async function encodeReceipt(
  receipt: Receipt,
  language: Language,
  paper: PaperSettings,
): Promise<Uint8Array | null> {
  const rows = receiptRows(receipt, language);
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
  const letters = new Set(
    codepages.flatMap((codepage) => CodepageEncoder.getCodepoints(codepage, true)),
  );
  return lines.every(({ text }) =>
    Array.from(text).every((letter) => letters.has(letter.codePointAt(0) ?? -1)),
  );
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

/** Spaces and signs that differ in looks only, and marks that show nothing; no letter is changed. */
function forPaper(text: string): string {
  return text
    .replaceAll(/[\u00a0\u202f\u2009]/gu, ' ')
    .replaceAll('\u2212', '-')
    .replaceAll('\u2019', "'")
    .replaceAll(/[\u200e\u200f\u061c\u2066-\u2069]/gu, '');
}
