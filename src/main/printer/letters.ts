/**
 * Fits texts to the letters that a printer has. A letter that it lacks becomes the nearest one, and a symbol without a
 * meaning of its own is left out, so that one character never costs the customer the whole receipt. Pure.
 */

/** True if the printer can print this character. */
export type HasLetter = (character: string) => boolean;

export interface FittedText {
  text: string;
  /** The number of characters that were replaced or left out. Other quotation marks and dashes do not count. */
  changeCount: number;
  /** False if the text had letters or digits, and none is left. */
  isReadable: boolean;
}

/**
 * Composes letters with their accents, leaves out invisible characters (a soft hyphen, joiners, direction marks), and
 * turns controls and special spaces into plain spaces. A printer would execute control characters as commands.
 */
export function printableText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Z}]/gu, ' ')
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu, '')
    .normalize('NFC');
}

/** Fits a text that `printableText` has returned. */
export function fitText(text: string, has: HasLetter): FittedText {
  let changeCount = 0;
  const fitted = Array.from(text, (character) => {
    if (has(character)) return character;
    if (!isPunctuation(character)) changeCount += 1;
    return nearest(character, has);
  }).join('');
  return { text: fitted, changeCount, isReadable: !isWord(text) || isWord(fitted) };
}

/** The nearest characters that the printer has. Empty if there are none. */
function nearest(character: string, has: HasLetter): string {
  const withoutMarks = character.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const similar = Array.from(withoutMarks, (part) => SIMILAR[part] ?? part).join('');
  const candidates = [character.normalize('NFKC'), withoutMarks, SIMILAR[character], similar];
  return (
    candidates.find((candidate) => candidate !== undefined && Array.from(candidate).every(has)) ??
    ''
  );
}

function isPunctuation(character: string): boolean {
  return /[\p{Pd}\p{Pi}\p{Pf}\u201a\u201e\u2032\u2033\u2212]/u.test(character);
}

function isWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Characters that Unicode does not decompose. */
const SIMILAR: Readonly<Partial<Record<string, string>>> = {
  ...{ Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', Ð: 'D', ð: 'd', Ø: 'O', ø: 'o', Ħ: 'H', ħ: 'h' },
  ...{ ı: 'i', Ŧ: 'T', ŧ: 't', ß: 'ss', ẞ: 'SS', Æ: 'AE', æ: 'ae', Œ: 'OE', œ: 'oe' },
  ...{ Þ: 'Th', þ: 'th', Ŋ: 'N', ŋ: 'n', Ə: 'E', ə: 'e', Ɛ: 'E', ɛ: 'e', Ɔ: 'O', ɔ: 'o' },
  ...{ Ɖ: 'D', ɖ: 'd', Ƒ: 'F', ƒ: 'f', Ɣ: 'G', ɣ: 'g', Ɓ: 'B', ɓ: 'b', Ɗ: 'D', ɗ: 'd' },
  ...{ Ƙ: 'K', ƙ: 'k', Ƴ: 'Y', ƴ: 'y', ĸ: 'k', Ɨ: 'I', ɨ: 'i', Ʉ: 'U', ʉ: 'u', ȷ: 'j' },
  ...{ Ґ: 'Г', ґ: 'г', Қ: 'К', қ: 'к', Ғ: 'Г', ғ: 'г', Ң: 'Н', ң: 'н', Ө: 'О', ө: 'о' },
  ...{ Ү: 'У', ү: 'у', Ұ: 'У', ұ: 'у', Ә: 'А', ә: 'а', Һ: 'H', һ: 'h', Җ: 'Ж', җ: 'ж' },
  ...{ І: 'I', і: 'i', Ј: 'J', ј: 'j', Ѕ: 'S', ѕ: 's', Є: 'Е', є: 'е', Ћ: 'Т', ћ: 'т' },
  ...{ '‘': "'", '’': "'", '‚': ',', '‛': "'", '“': '"', '”': '"', '„': '"', '‟': '"' },
  ...{ '‹': "'", '›': "'", '«': '"', '»': '"', '′': "'", '″': '"', ʼ: "'", ʻ: "'", '`': "'" },
  ...{ '‐': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '−': '-', '⁄': '/', '∕': '/' },
  ...{ '•': '*', '∙': '·', '·': '.', '×': 'x', '¡': '!', '¿': '?', '©': '(c)', '®': '(R)' },
};
