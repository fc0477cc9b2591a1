/**
 * Draws text with resvg, which also shapes it (Arabic letters join). Uses only the fonts that come with the program,
 * never the fonts of the system.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

export interface Run {
  text: string;
  family: typeof ARABIC_FAMILY | typeof LATIN_FAMILY;
}

export interface SizedRun {
  run: Run;
  size: number;
}

export interface Shaping {
  /** The drawn width of each run in dots, without spaces at its ends. */
  widthsOf(runs: readonly SizedRun[]): number[];
  /** RGBA on white. */
  draw(svg: string): { pixels: Uint8Array; width: number; height: number };
}

/** Loads on first use only, because it takes about 30 MB and a third of a second. */
export function loadShaping(): Promise<Shaping> {
  loaded ??= load();
  return loaded;
}

/** True if the fonts have every character of the text. */
export function isDrawable(text: string): boolean {
  return DRAWABLE.test(text);
}

/**
 * Splits a text into runs of one font, in reading order. Spaces within Arabic belong to the Arabic run. resvg does not
 * draw a text element with two fonts, so each run becomes a separate text element.
 */
export function runsOf(text: string): Run[] {
  return (text.match(RUNS) ?? []).map((run) => ({
    text: run,
    family: ARABIC.test(run) ? ARABIC_FAMILY : LATIN_FAMILY,
  }));
}

/** One run as an SVG text element. Its left edge is at `x`. */
export function textElement(
  { text, family }: Run,
  { x, y, size, isStrong }: { x: number; y: number; size: number; isStrong: boolean },
): string {
  // resvg draws variable fonts in their regular weight only, so we make text bold with an outline.
  const stroke = isStrong ? ' stroke="#000" stroke-width="1"' : '';
  return `<text x="${x}" y="${y}" font-family="${family}" font-size="${size}"${stroke}>${escaped(text)}</text>`;
}

const LATIN_FAMILY = 'Atkinson Hyperlegible Next';
const ARABIC_FAMILY = 'Noto Sans Arabic';
const FONTS = [
  '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
  '@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2',
];

/** Arabic with its presentation forms, digits and punctuation. */
const ARABIC_LETTERS =
  '\\u0600-\\u06ff\\u0750-\\u077f\\u08a0-\\u08ff\\ufb50-\\ufdff\\ufe70-\\ufefc';
const ARABIC = new RegExp(`[${ARABIC_LETTERS}]`, 'u');
const RUNS = new RegExp(
  `[${ARABIC_LETTERS}]+(?: +[${ARABIC_LETTERS}]+)*|[^${ARABIC_LETTERS}]+`,
  'gu',
);
/** The Latin part: characters that the font is known to have. See its `unicode-range` in theme.css. */
const DRAWABLE = new RegExp(
  `^[\\u0020-\\u007e\\u00a0-\\u00ff\\u0152\\u0153\\u2013\\u2014\\u2018-\\u201e\\u2022\\u2026\\u20ac\\u2122\\u2212${ARABIC_LETTERS}]*$`,
  'u',
);

let loaded: Promise<Shaping> | null = null;

async function load(): Promise<Shaping> {
  const require = createRequire(import.meta.url);
  await initWasm(await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const fontBuffers = await Promise.all(FONTS.map((name) => readFile(require.resolve(name))));
  // Each call parses the fonts again, which blocks the main process for about 50 ms. So a receipt makes only two calls.
  const draw: Shaping['draw'] = (svg) => {
    const opened = new Resvg(svg, {
      font: { fontBuffers, defaultFontFamily: LATIN_FAMILY },
      background: '#fff',
    });
    const image = opened.render();
    const { pixels, width, height } = image;
    // WebAssembly memory is not garbage-collected.
    image.free();
    opened.free();
    return { pixels, width, height };
  };
  return { draw, widthsOf: (runs) => widthsOf(runs, draw) };
}

const RULER_WIDTH = 1_200;
const RULER_LINE = 64;

/** Draws each run on its own line and measures where its ink ends. */
function widthsOf(runs: readonly SizedRun[], draw: Shaping['draw']): number[] {
  const texts = runs.map(({ run, size }, index) =>
    textElement(run, { x: 0, y: index * RULER_LINE + 42, size, isStrong: false }),
  );
  const height = Math.max(1, runs.length) * RULER_LINE;
  const { pixels } = draw(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${RULER_WIDTH}" height="${height}">${texts.join('')}</svg>`,
  );
  return runs.map((_, index) => inkEnd(pixels, index * RULER_LINE));
}

function inkEnd(pixels: Uint8Array, top: number): number {
  for (let x = RULER_WIDTH - 1; x >= 0; x -= 1) {
    for (let y = top; y < top + RULER_LINE; y += 1) {
      if ((pixels[4 * (y * RULER_WIDTH + x)] ?? 255) < 200) return x + 1;
    }
  }
  return 0;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
