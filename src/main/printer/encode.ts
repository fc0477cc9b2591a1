/**
 * Encodes a receipt for an ESC/POS printer: as text, or as a picture if more of its characters can be drawn than typed.
 * A currency sign or a letter that the printer lacks is replaced (`letters.ts`), never by a question mark.
 */
import CodepageEncoder, { type Codepage } from '@point-of-sale/codepage-encoder';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import type { Language } from '../../shared/contract.ts';
import type { Receipt } from '../../shared/receipt/receipt.ts';
import { fitReceipt } from './fit-receipt.ts';
import { drawReceipt, type Drawing } from './picture.ts';
import type { PaperSettings } from './settings.ts';
import { isDrawable } from './shaping.ts';
import { receiptLines, type Line } from './wrap.ts';

/** Null if nothing is left of a text, such as a name in a script that neither the printer nor our fonts have. */
export async function encodeReceipt(
  receipt: Receipt,
  language: Language,
  paper: PaperSettings,
): Promise<Uint8Array | null> {
  const codepages = codepagesOf(paper);
  const letters = lettersOf(codepages);
  const typed = fitReceipt(receipt, language, (letter) => letters.has(letter.codePointAt(0) ?? -1));
  const drawn = typed?.changeCount === 0 ? null : fitReceipt(receipt, language, isDrawable);
  if (drawn !== null && (typed === null || drawn.changeCount < typed.changeCount)) {
    const width = paper.columns * DOTS_PER_COLUMN;
    const drawing = await drawReceipt(drawn.rows, language, width);
    if (drawing !== null) return encodePicture(drawing, paper);
  }
  if (typed === null) return null;
  return encodeLines(receiptLines(typed.rows, paper.columns), paper, codepages);
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
  for (const point of PLAIN_INSTEAD) letters.delete(point);
  return letters;
}

/** The typographic apostrophe and minus sign. Their plain forms look better in the font of a printer. */
const PLAIN_INSTEAD = [0x2019, 0x2212];

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
