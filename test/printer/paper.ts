/**
 * Shows what is on the paper: an ESC/POS interpreter for the commands that a receipt uses. Written from Epson's command
 * reference, not from the library that encodes them. An unknown command is an error.
 */
import CodepageEncoder, { type Codepage } from '@point-of-sale/codepage-encoder';

export interface Paper {
  /** The text lines, if the receipt is printed as text. */
  lines: string[];
  /** The bold lines. */
  strong: string[];
  /** The size of the picture in dots. */
  pictures: { width: number; height: number; darkCount: number }[];
  cuts: number;
  /** How often the printer was asked whether it has finished (GS r). */
  asked: number;
  /** How often the printer's buffer was cleared (DLE DC4, fn 8). */
  cleared: number;
}

/** The code pages of Epson printers by number (ESC t n). */
const PAGES: Readonly<Record<number, Codepage>> = {
  0: 'cp437',
  2: 'cp850',
  13: 'cp857',
  14: 'cp737',
  16: 'windows1252',
  17: 'cp866',
  18: 'cp852',
  19: 'cp858',
  33: 'cp775',
  45: 'windows1250',
  46: 'windows1251',
  47: 'windows1253',
  48: 'windows1254',
  51: 'windows1257',
};

export function readPaper(bytes: Uint8Array): Paper {
  const paper: Paper = { lines: [], strong: [], pictures: [], cuts: 0, asked: 0, cleared: 0 };
  let page: Codepage = 'cp437';
  let isBold = false;
  let isLineBold = false;
  let line = '';
  let at = 0;
  const next = (): number => {
    const byte = bytes[at];
    if (byte === undefined) throw new Error('a command is cut short');
    at += 1;
    return byte;
  };
  const feed = (): void => {
    paper.lines.push(line.trimEnd());
    if (isLineBold) paper.strong.push(line.trimEnd());
    line = '';
    isLineBold = false;
  };
  const escape = (): void => {
    const command = next();
    switch (command) {
      case 0x40:
        page = 'cp437';
        isBold = false;
        return;
      case 0x45:
        isBold = (next() & 1) === 1;
        return;
      case 0x74: {
        const number = next();
        const named = PAGES[number];
        if (named === undefined) throw new Error(`no code page ${number}`);
        page = named;
        return;
      }
      // Alignment, font, underline, line spacing and print mode do not change the letters.
      case 0x61:
      case 0x4d:
      case 0x2d:
      case 0x33:
      case 0x21:
        next();
        return;
      case 0x32:
        return;
      default:
        throw new Error(`ESC ${command.toString(16)} is not known`);
    }
  };
  const raster = (): void => {
    if (next() !== 0x30) throw new Error('GS v must be followed by 0');
    next();
    const widthInBytes = next() + 256 * next();
    const height = next() + 256 * next();
    let darkCount = 0;
    for (let index = 0; index < widthInBytes * height; index += 1) {
      darkCount += next().toString(2).replaceAll('0', '').length;
    }
    paper.pictures.push({ width: widthInBytes * 8, height, darkCount });
  };
  const realTime = (): void => {
    const command = next();
    const number = next();
    if (command === 0x04) return;
    const [isClear, rest] = [command === 0x14 && number === 8, bytes.subarray(at, at + 7)];
    if (!isClear || rest.join() !== '1,3,20,1,6,2,8')
      throw new Error('DLE must be followed by a command');
    at += 7;
    paper.cleared += 1;
  };
  const group = (): void => {
    const command = next();
    switch (command) {
      case 0x56: {
        const how = next();
        if (how > 1 && how < 65) return;
        if (how >= 65) next();
        paper.cuts += 1;
        return;
      }
      case 0x76:
        raster();
        return;
      case 0x72:
        next();
        paper.asked += 1;
        return;
      case 0x21:
        next();
        return;
      default:
        throw new Error(`GS ${command.toString(16)} is not known`);
    }
  };
  while (at < bytes.length) {
    const byte = next();
    if (byte === 0x1b) escape();
    else if (byte === 0x1d) group();
    else if (byte === 0x1c) next();
    else if (byte === 0x10) realTime();
    else if (byte === 0x0a) feed();
    else if (byte !== 0x0d) {
      line += letterOf(byte, page);
      isLineBold ||= isBold;
    }
  }
  return paper;
}

function letterOf(byte: number, page: Codepage): string {
  if (byte < 0x20) throw new Error(`${byte} is no letter`);
  if (byte < 0x80) return String.fromCharCode(byte);
  const point = CodepageEncoder.getCodepoints(page, true)[byte];
  if (point === undefined || point === 0xfffd) throw new Error(`${byte} is no letter in ${page}`);
  return String.fromCodePoint(point);
}
