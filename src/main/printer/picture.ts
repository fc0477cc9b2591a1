/**
 * A receipt as a picture, for scripts that no code page can set: resvg shapes the letters (Arabic joins them)
 * and draws from the fonts that come with the program. It asks for no font of the system, and reads nothing else.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Language } from '../../shared/contract.ts';
import type { ReceiptRow } from '../../shared/receipt/receipt.ts';
import { columnsOf, wrap } from './wrap.ts';

export interface Drawing {
  /** RGBA. */
  pixels: Uint8Array;
  width: number;
  height: number;
}

/** Null where a letter is in neither font. */
export async function drawReceipt(
  rows: readonly ReceiptRow[],
  language: Language,
  widthInDots: number,
): Promise<Drawing | null> {
  if (!rows.every((row) => textsOf(row).every(isDrawable))) return null;
  renderer ??= load();
  const { fontBuffers } = await renderer;
  const image = new Resvg(svgOf(rows, isRightToLeft(language), widthInDots), {
    font: { fontBuffers, defaultFontFamily: LATIN_FAMILY },
    background: '#fff',
  }).render();
  return { pixels: image.pixels, width: image.width, height: image.height };
}

const LATIN_FAMILY = 'Atkinson Hyperlegible Next';
const ARABIC_FAMILY = 'Noto Sans Arabic';
const FONTS = [
  '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
  '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2',
  '@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2',
];

let renderer: Promise<{ fontBuffers: Uint8Array[] }> | null = null;

/** Once, and only on a kiosk that prints such a receipt: it takes some 30 MB and a third of a second. */
async function load(): Promise<{ fontBuffers: Uint8Array[] }> {
  const require = createRequire(import.meta.url);
  await initWasm(await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const fontBuffers = await Promise.all(FONTS.map((name) => readFile(require.resolve(name))));
  return { fontBuffers };
}

/** Arabic with its presentation forms and digits, and what the Latin font has beside letters. */
const ARABIC = /[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/u;
const DRAWABLE =
  /^[\u0020-\u024f\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u1e00-\u1eff\u2000-\u206f\u20a0-\u20c0\u2122\u2212\ufb50-\ufdff\ufe70-\ufefc]*$/u;

function isDrawable(text: string): boolean {
  return DRAWABLE.test(text);
}

function textsOf(row: ReceiptRow): string[] {
  return row.kind === 'pair' ? [row.label, row.value] : [row.text];
}

function isRightToLeft(language: Language): boolean {
  return RIGHT_TO_LEFT.includes(language);
}

/** Of all languages that a kiosk may come to speak. */
const RIGHT_TO_LEFT: readonly string[] = ['ar', 'fa', 'he', 'ur'];

const MARGIN = 8;
const LINE = 40;
const SIZE = { title: 34, pair: 26, note: 22 } as const;

interface Words {
  text: string;
  size: number;
  isStrong: boolean;
  /** At the side where a line of the language begins, or at the other. */
  side: 'start' | 'end';
  y: number;
}

function svgOf(rows: readonly ReceiptRow[], isRtl: boolean, width: number): string {
  let y = LINE;
  const words: Words[] = [];
  const put = (text: string, look: Pick<Words, 'size' | 'isStrong' | 'side'>): void => {
    words.push({ text, ...look, y });
  };
  for (const row of rows) {
    const size = SIZE[row.kind];
    if (row.kind === 'pair') {
      const { label, value, isStrong } = row;
      put(label, { size, isStrong, side: 'start' });
      if (lettersFit(`${label} ${value}`, size, width) < 1) y += LINE;
      put(value, { size, isStrong, side: 'end' });
      y += LINE;
      continue;
    }
    const columns = Math.floor((width - 2 * MARGIN) / (size * LETTER_WIDTH));
    for (const text of wrap(row.text, columns)) {
      put(text, { size, isStrong: row.kind === 'title', side: 'start' });
      y += LINE;
    }
  }
  const texts = words.map((each) => textElement(each, isRtl, width)).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}">${texts}</svg>`;
}

/** In ems, somewhat above what a letter of the two fonts takes on average. */
const LETTER_WIDTH = 0.6;

function lettersFit(text: string, size: number, width: number): number {
  return width - 2 * MARGIN - columnsOf(text) * size * LETTER_WIDTH;
}

function textElement(
  { text, size, isStrong, side, y }: Words,
  isRtl: boolean,
  width: number,
): string {
  const isLeft = (side === 'start') !== isRtl;
  const x = isLeft ? MARGIN : width - MARGIN;
  // The variable fonts are drawn in their regular weight, so strength is an outline.
  const stroke = isStrong ? ' stroke="#000" stroke-width="1"' : '';
  const anchor = isLeft ? 'start' : 'end';
  return `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}" xml:space="preserve"${stroke}>${spans(text)}</text>`;
}

/** resvg takes one font for a run, so each run names its own. */
function spans(text: string): string {
  const runs =
    text.match(new RegExp(`${ARABIC.source}+|[^${ARABIC.source.slice(1, -1)}]+`, 'gu')) ?? [];
  return runs
    .map((run) => {
      const family = ARABIC.test(run) ? ARABIC_FAMILY : LATIN_FAMILY;
      return `<tspan font-family="${family}">${escaped(run)}</tspan>`;
    })
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
