/**
 * The characters of each key, by the layout that the scanner is set to. Pure data.
 * Never guesses: a dead key has no character here.
 */

export const KEYBOARD_LAYOUTS = ['us', 'gb', 'de', 'fr', 'be', 'es'] as const;
export type KeyboardLayout = (typeof KEYBOARD_LAYOUTS)[number];

/** The characters of a key alone, with Shift and with AltGr. Null for a dead key or no character. */
export type KeyCharacters = readonly [string | null, string | null, string | null];

/** `usage` is the key's usage on the keyboard page (HID Usage Tables, 10). */
export function charactersOf(layout: KeyboardLayout, usage: number): KeyCharacters | null {
  return LAYOUTS[layout][usage] ?? KEYPAD[usage] ?? null;
}

/**
 * The usage of a key by its `code` in the DOM. Null for a key without a character.
 * Sources: UI Events KeyboardEvent `code` Values, 3.1, and their usages in HID Usage Tables, 10.
 */
export function usageOfCode(code: string): number | null {
  return USAGES.get(code) ?? null;
}

type Layout = Readonly<Record<number, KeyCharacters>>;

const A_USAGE = 0x04;
const DIGIT_1_USAGE = 0x1e;

function letters(order: string): Layout {
  return Object.fromEntries(
    Array.from(
      order,
      (letter, at) => [A_USAGE + at, [letter, letter.toUpperCase(), null]] as const,
    ),
  );
}

/** Three rows of the same length: alone, with Shift, with AltGr. A blank means no character. */
function keys(
  firstUsage: number,
  alone: string,
  others: { shift: string; altGr?: string },
): Layout {
  const character = (row: string | undefined, at: number): string | null => {
    const found = row?.[at] ?? ' ';
    return found === ' ' ? null : found;
  };
  return Object.fromEntries(
    Array.from(alone, (_, at) => [
      firstUsage + at,
      [character(alone, at), character(others.shift, at), character(others.altGr, at)] as const,
    ]),
  );
}

const SPACE: Layout = { 0x2c: [' ', ' ', ' '] };

const US: Layout = {
  ...letters('abcdefghijklmnopqrstuvwxyz'),
  ...keys(DIGIT_1_USAGE, '1234567890', { shift: '!@#$%^&*()' }),
  ...keys(0x2d, "-=[]\\#;'`,./", { shift: '_+{}||:"~<>?' }),
  ...keys(0x64, '\\', { shift: '|' }),
  ...SPACE,
};

/** AZERTY: the digits are on the keys' upper half, so a scanner sends Shift with each. */
const FRENCH: Layout = {
  ...letters('qbcdefghijkl,noparstuvzxyw'),
  ...keys(0x10, ',', { shift: '?' }),
  ...keys(DIGIT_1_USAGE, '&é"\'(-è_çà', { shift: '1234567890', altGr: '  #{[|`\\^@' }),
  // The places of the circumflex and of the diaeresis are dead keys.
  ...keys(0x2d, ')= $**mù²;:!', { shift: '°+ £µµM% ./§', altGr: ']} ¤' }),
  ...keys(0x64, '<', { shift: '>' }),
  ...SPACE,
};

const BRITISH: Layout = {
  ...US,
  ...keys(DIGIT_1_USAGE, '1234567890', { shift: '!"£$%^&*()', altGr: '   €' }),
  ...keys(0x2d, "-=[]##;'`,./", { shift: '_+{}~~:@¬<>?', altGr: '        ¦' }),
  ...keys(0x64, '\\', { shift: '|' }),
};

const GERMAN: Layout = {
  ...letters('abcdefghijklmnopqrstuvwxzy'),
  ...keys(0x08, 'e', { shift: 'E', altGr: '€' }),
  ...keys(0x10, 'm', { shift: 'M', altGr: 'µ' }),
  ...keys(0x14, 'q', { shift: 'Q', altGr: '@' }),
  ...keys(DIGIT_1_USAGE, '1234567890', { shift: '!"§$%&/()=', altGr: ' ²³   {[]}' }),
  // The places of the acute and of the circumflex are dead keys.
  ...keys(0x2d, 'ß ü+##öä ,.-', { shift: "? Ü*''ÖÄ°;:_", altGr: '\\  ~' }),
  ...keys(0x64, '<', { shift: '>', altGr: '|' }),
  ...keys(0x63, ',', { shift: ',' }),
  ...SPACE,
};

/** Belgian AZERTY. */
const BELGIAN: Layout = {
  ...FRENCH,
  ...keys(DIGIT_1_USAGE, '&é"\'(§è!çà', { shift: '1234567890', altGr: '|@#{[^  {}' }),
  // The places of the circumflex and of the diaeresis are dead keys, and so are three with AltGr.
  ...keys(0x2d, ')- $µµmù²;:=', { shift: '°_ *££M%³./+', altGr: '  []' }),
  ...keys(0x64, '<', { shift: '>', altGr: '\\' }),
};

const SPANISH: Layout = {
  ...US,
  ...keys(DIGIT_1_USAGE, '1234567890', { shift: '!"·$%&/()=', altGr: '|@# €¬' }),
  // The places of the grave and of the acute are dead keys.
  ...keys(0x2d, "'¡ +ççñ º,.-", { shift: '?¿ *ÇÇÑ ª;:_', altGr: '  []}} {\\' }),
  ...keys(0x64, '<', { shift: '>' }),
};

const LAYOUTS: Readonly<Record<KeyboardLayout, Layout>> = {
  us: US,
  gb: BRITISH,
  de: GERMAN,
  fr: FRENCH,
  be: BELGIAN,
  es: SPANISH,
};

/** The keypad with NumLock on, for layouts that do not define it. */
const KEYPAD: Layout = {
  ...keys(0x54, '/*-+', { shift: '/*-+' }),
  ...keys(0x59, '1234567890', { shift: '1234567890' }),
  ...keys(0x63, '.', { shift: '.' }),
};

/** Numbers the codes upwards from the first usage. */
function places(firstUsage: number, codes: readonly string[]): (readonly [string, number])[] {
  return codes.map((code, at) => [code, firstUsage + at] as const);
}

const USAGES: ReadonlyMap<string, number> = new Map([
  ...places(
    A_USAGE,
    Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `Key${letter}`),
  ),
  ...places(
    DIGIT_1_USAGE,
    Array.from('1234567890', (digit) => `Digit${digit}`),
  ),
  ...places(0x2c, ['Space', 'Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash']),
  ...places(0x33, ['Semicolon', 'Quote', 'Backquote', 'Comma', 'Period', 'Slash']),
  ...places(0x54, ['NumpadDivide', 'NumpadMultiply', 'NumpadSubtract', 'NumpadAdd']),
  ...places(
    0x59,
    Array.from('1234567890', (digit) => `Numpad${digit}`),
  ),
  ...places(0x63, ['NumpadDecimal', 'IntlBackslash']),
]);
