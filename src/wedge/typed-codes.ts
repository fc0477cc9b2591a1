/**
 * Characters that a keyboard types with Alt and their number, or with Ctrl. Pure.
 * Never guesses: a number without a character gives null.
 */

/**
 * The character for digits typed on the keypad while Alt is down. With a leading zero the number is in Windows-1252,
 * else in code page 437. Windows reads them so, and scanners in 'Alt mode' type them so (Microsoft, 'Insert ASCII or
 * Unicode Latin-based symbols and characters'; tables: unicode.org, MAPPINGS/VENDORS/MICSFT). Below 32 Windows draws a
 * symbol, but a scanner means the control character.
 */
export function characterOfAlt(digits: string): string | null {
  if (!/^[0-9]{1,4}$/.test(digits)) return null;
  const number = Number(digits);
  if (number < 0x80) return String.fromCharCode(number);
  if (number > 0xff) return null;
  if (!digits.startsWith('0')) return CODE_PAGE_437.charAt(number - 0x80);
  const character =
    number < 0xa0 ? WINDOWS_1252.charAt(number - 0x80) : String.fromCharCode(number);
  return character === UNDEFINED_CHARACTER ? null : character;
}

/**
 * The control character for Ctrl with a letter or one of `@[\]^_` (ECMA-48, 5.2). Scanners type GS1 separators so.
 * `characters` are those of the key, with Shift and without.
 */
export function characterOfCtrl(characters: readonly (string | null)[]): string | null {
  const base = characters
    .map((character) => character?.toUpperCase() ?? null)
    .find((character) => character !== null && /^[@-_]$/.test(character));
  return base === null || base === undefined
    ? null
    : String.fromCharCode(base.charCodeAt(0) & 0x1f);
}

/** The characters from 128 on. */
const CODE_PAGE_437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ' +
  'áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
  'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

const UNDEFINED_CHARACTER = '\ufffd';
/** The characters from 128 to 159. From 160 on, Windows-1252 equals Latin-1. */
const WINDOWS_1252 = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ';
