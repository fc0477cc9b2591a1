/** What each key of a keyboard writes, by the layout that the scanner is set to. Pure data. */

export const KEYBOARD_LAYOUTS = ['us', 'fr'] as const;
export type KeyboardLayout = (typeof KEYBOARD_LAYOUTS)[number];

/** What a key writes alone, with Shift and with AltGr; null for nothing that stands for itself, such as a dead key. */
export type KeyCharacters = readonly [string | null, string | null, string | null];

/** The key's place by its usage on the keyboard page (HID Usage Tables, 10). */
export function charactersOf(layout: KeyboardLayout, usage: number): KeyCharacters | null {
  return KEYPAD[usage] ?? LAYOUTS[layout][usage] ?? null;
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

/** Three rows of the same length: alone, with Shift, with AltGr; a blank is nothing. */
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

const LAYOUTS: Readonly<Record<KeyboardLayout, Layout>> = { us: US, fr: FRENCH };

/** The same on every layout that is here; a scanner that types on it has NumLock on. */
const KEYPAD: Layout = {
  ...keys(0x54, '/*-+', { shift: '/*-+' }),
  ...keys(0x59, '1234567890', { shift: '1234567890' }),
  ...keys(0x63, '.', { shift: '.' }),
};
