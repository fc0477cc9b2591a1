/** Finds the symbology of a code from its AIM identifier or from Honeywell's own byte. Pure. */

export type Symbology =
  | 'aztec'
  | 'chineseSensible'
  | 'codabar'
  | 'codablockA'
  | 'codablockF'
  | 'code11'
  | 'code128'
  | 'code32'
  | 'code39'
  | 'code49'
  | 'code93'
  | 'dataMatrix'
  | 'ean'
  | 'ean8'
  | 'ean13'
  | 'gs1Databar'
  | 'gs1DatabarExpanded'
  | 'gs1DatabarLimited'
  | 'gs1Code128'
  | 'interleaved2of5'
  | 'matrix2of5'
  | 'maxicode'
  | 'microPdf417'
  | 'msi'
  | 'pdf417'
  | 'qr'
  | 'straight2of5'
  | 'telepen'
  | 'upcA'
  | 'upcE';

const AIM_LENGTH = 3;

/** The code characters of ISO/IEC 15424 for symbologies used on cards. Others give null. */
const BY_AIM: Readonly<Record<string, Symbology>> = {
  A: 'code39',
  B: 'telepen',
  C: 'code128',
  E: 'ean',
  F: 'codabar',
  G: 'code93',
  H: 'code11',
  I: 'interleaved2of5',
  L: 'pdf417',
  M: 'msi',
  O: 'codablockF',
  Q: 'qr',
  R: 'straight2of5',
  S: 'straight2of5',
  U: 'maxicode',
  d: 'dataMatrix',
  e: 'gs1Databar',
  h: 'chineseSensible',
  z: 'aztec',
};

/**
 * The code identifiers of Honeywell's user guides (appendix 'Symbology Charts'). In HID POS mode they follow the data
 * of a report, as the WebHidBarcodeScanner project found in reports of real scanners.
 */
const BY_HONEYWELL: Readonly<Record<string, Symbology>> = {
  '<': 'code32',
  D: 'ean8',
  E: 'upcE',
  H: 'chineseSensible',
  R: 'microPdf417',
  V: 'codablockA',
  a: 'codabar',
  b: 'code39',
  c: 'upcA',
  d: 'ean13',
  e: 'interleaved2of5',
  f: 'straight2of5',
  g: 'msi',
  h: 'code11',
  i: 'code93',
  j: 'code128',
  l: 'code49',
  m: 'matrix2of5',
  q: 'codablockF',
  r: 'pdf417',
  s: 'qr',
  t: 'telepen',
  w: 'dataMatrix',
  x: 'maxicode',
  y: 'gs1Databar',
  z: 'aztec',
  '{': 'gs1DatabarLimited',
  I: 'gs1Code128',
  '|': 'gs1Code128',
  '}': 'gs1DatabarExpanded',
};

export function isAim(text: string): boolean {
  return /^\][A-Za-z][0-9A-Za-z]$/.test(text);
}

export function symbologyOfAim(aim: string): Symbology | null {
  if (aim === ']C1') return 'gs1Code128';
  return BY_AIM[aim.charAt(1)] ?? null;
}

export function symbologyOfHoneywell(byte: number): Symbology | null {
  return BY_HONEYWELL[String.fromCharCode(byte)] ?? null;
}

/** Splits off an AIM identifier, if the scanner is set to send one before the data. */
export function splitAim(text: string): { aim: string | null; text: string } {
  const start = text.slice(0, AIM_LENGTH);
  return isAim(start) ? { aim: start, text: text.slice(AIM_LENGTH) } : { aim: null, text };
}

/**
 * Removes the numbers of character sets (ECI, AIM ITS/04-001) that some scanners write before the data, such as
 * `\000026` for UTF-8. Character sets have numbers up to 899. A higher one changes what the data mean, or is a part of
 * them, so it is kept.
 */
export function withoutEci(text: string): string {
  return text.replace(/^(?:\\000[0-8][0-9]{2})+(?=[^\s\0])/, '');
}
