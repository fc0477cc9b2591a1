/**
 * Rewrites the digits of a text that a reader and the machine write in different ways: digits of other scripts, full
 * width, and keys that have a sign where another keyboard has a digit. Pure.
 */

const DIGITS = '1234567890';
/** The keys 1 to 9 and 0 on French, Belgian, Czech and Slovak keyboards. Digits need Shift there. */
const SIGN_ROWS = ['&é"\'(-è_çà', '&é"\'(§è!çà', '+ěščřžýáíé', '+ľščťžýáíé'];
/** The signs above the digits of a US keyboard, for which readers of stripes are made. */
const US_SHIFTED = '!@#$%^&*()';
/** What the row of digits types on a Lithuanian and on a Hungarian keyboard. */
const MIXED_ROWS = ['ąčęėįšųū90', '123456789ö'];
/** The keys with Shift, on US, UK, German, Italian, Spanish, Turkish and Hungarian keyboards. */
const SHIFTED_ROWS = [
  US_SHIFTED,
  '!"£$%^&*()',
  '!"§$%&/()=',
  '!"£$%&/()=',
  '!"·$%&/()=',
  "!'^+%&/()=",
  '\'"+!%/=()ö',
];

const TABLES: readonly ReadonlyMap<string, string>[] = [
  ...SIGN_ROWS.map((row) => new Map([...pairs(DIGITS, US_SHIFTED), ...pairs(row, DIGITS)])),
  // The other way round: the reader is set to French, where it presses Shift for a digit.
  ...[...MIXED_ROWS, ...SHIFTED_ROWS].map((row) => new Map(pairs(row, DIGITS))),
];

/** The text, and what the reader may have meant by it. The digits of all of them are 0 to 9. */
export function possibleReadings(text: string): readonly string[] {
  const plain = withPlainDigits(text);
  const keys = Array.from(plain.toLowerCase());
  const typed = TABLES.map((table) => keys.map((key) => table.get(key) ?? key).join(''));
  return [...new Set([plain, ...typed])];
}

const FULL_WIDTH_DISTANCE = 0xfee0;

function withPlainDigits(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (char) =>
      String.fromCharCode(char.charCodeAt(0) - FULL_WIDTH_DISTANCE),
    )
    .replace(/(?![0-9])\p{Nd}/gu, valueOf);
}

/** The digits of a script follow each other in Unicode, from zero to nine. */
function valueOf(digit: string): string {
  let count = 0;
  const code = digit.codePointAt(0) ?? 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - count - 1))) count += 1;
  return String(count % DIGITS.length);
}

function pairs(from: string, to: string): [string, string][] {
  return Array.from(from, (key, at) => [key, to.charAt(at)]);
}
