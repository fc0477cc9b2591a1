/**
 * Characters that a keyboard types by their number: with Alt and the keypad, or with Ctrl. Pure data and arithmetic.
 * Never guesses: a number that stands for nothing is null.
 */

/**
 * Of the digits that were typed on the keypad while Alt was down. With a leading zero the number is of Windows-1252,
 * without one of code page 437, which is how Windows reads them and how scanners with an 'Alt mode' write them
 * (documented: Microsoft, 'Insert ASCII or Unicode Latin-based symbols and characters'; the two tables: unicode.org,
 * MAPPINGS/VENDORS/MICSFT). Below 32, where Windows would draw a symbol, a scanner means the control character.
 */
export function characterOfAlt(digits: string): string | null {
  if (!/^[0-9]{1,4}$/.test(digits)) return null;
  const number = Number(digits);
  if (number < 0x80) return String.fromCharCode(number);
  if (number > 0xff) return null;
  if (!digits.startsWith('0')) return CODE_PAGE_437.charAt(number - 0x80);
  const character =
    number < 0xa0 ? WINDOWS_1252.charAt(number - 0x80) : String.fromCharCode(number);
  return character === NOTHING ? null : character;
}

/**
 * Ctrl with a letter or one of `@[\]^_` is a control character (ECMA-48, 5.2), which scanners use for the separators
 * of GS1. `writes` is what the key writes, with Shift and without.
 */
export function characterOfCtrl(writes: readonly (string | null)[]): string | null {
  const base = writes
    .map((character) => character?.toUpperCase() ?? null)
    .find((character) => character !== null && /^[@-_]$/.test(character));
  return base === null || base === undefined
    ? null
    : String.fromCharCode(base.charCodeAt(0) & 0x1f);
}

/** From 128. */
const CODE_PAGE_437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ' +
  'áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
  'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

const NOTHING = '\ufffd';
/** From 128 to 159; from 160 on it is Latin-1. */
const WINDOWS_1252 = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ';
