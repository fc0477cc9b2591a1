/**
 * The keys that a machine sees when a scanner set to a US keyboard types, by the keyboard layout of the machine.
 * Sources: the layouts of Windows (learn.microsoft.com, 'Windows keyboard layouts'). Written apart from the layouts of the
 * product, so that one mistake is not made twice.
 */
import type { Typed } from '../../src/main/readers/teach/keys.ts';
import { aKey } from './key.ts';

/** What each place of the keyboard gives alone, and with Shift. */
type Layout = Readonly<Record<string, readonly [string, string]>>;

const ROW = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];

function digits(alone: string, shifted: string): Layout {
  return Object.fromEntries(
    ROW.map((digit, at) => [`Digit${digit}`, [alone[at] ?? '', shifted[at] ?? ''] as const]),
  );
}

const LETTERS: Layout = Object.fromEntries(
  Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => [
    `Key${letter.toUpperCase()}`,
    [letter, letter.toUpperCase()] as const,
  ]),
);

const US: Layout = {
  ...LETTERS,
  ...digits('1234567890', '!@#$%^&*()'),
  ...{ Minus: ['-', '_'], Equal: ['=', '+'], BracketLeft: ['[', '{'], BracketRight: [']', '}'] },
  ...{ Semicolon: [';', ':'], Quote: ["'", '"'], Backquote: ['`', '~'], Backslash: ['\\', '|'] },
  ...{ Comma: [',', '<'], Period: ['.', '>'], Slash: ['/', '?'], Space: [' ', ' '] },
};

export const MACHINES = {
  us: US,
  gb: {
    ...US,
    ...digits('1234567890', '!"£$%^&*()'),
    ...{ Quote: ["'", '@'], Backquote: ['`', '¬'], Backslash: ['#', '~'] },
  },
  de: {
    ...LETTERS,
    ...{ KeyY: ['z', 'Z'], KeyZ: ['y', 'Y'] },
    ...digits('1234567890', '!"§$%&/()='),
    ...{ Minus: ['ß', '?'], Equal: ['Dead', 'Dead'], BracketLeft: ['ü', 'Ü'] },
    ...{ BracketRight: ['+', '*'], Semicolon: ['ö', 'Ö'], Quote: ['ä', 'Ä'] },
    ...{ Backquote: ['Dead', '°'], Backslash: ['#', "'"], Comma: [',', ';'] },
    ...{ Period: ['.', ':'], Slash: ['-', '_'], Space: [' ', ' '] },
  },
  tr: {
    ...LETTERS,
    ...{ KeyI: ['ı', 'I'] },
    ...digits('1234567890', "!'^+%&/()="),
    ...{ Minus: ['*', '?'], Equal: ['-', '_'], BracketLeft: ['ğ', 'Ğ'], BracketRight: ['ü', 'Ü'] },
    ...{ Semicolon: ['ş', 'Ş'], Quote: ['i', 'İ'], Backquote: ['"', 'é'], Backslash: [',', ';'] },
    ...{ Comma: ['ö', 'Ö'], Period: ['ç', 'Ç'], Slash: ['.', ':'], Space: [' ', ' '] },
  },
  it: {
    ...LETTERS,
    ...digits('1234567890', '!"£$%&/()='),
    ...{ Minus: ["'", '?'], Equal: ['ì', '^'], BracketLeft: ['è', 'é'], BracketRight: ['+', '*'] },
    ...{ Semicolon: ['ò', 'ç'], Quote: ['à', '°'], Backquote: ['\\', '|'], Backslash: ['ù', '§'] },
    ...{ Comma: [',', ';'], Period: ['.', ':'], Slash: ['-', '_'], Space: [' ', ' '] },
  },
  fr: {
    ...LETTERS,
    ...{ KeyA: ['q', 'Q'], KeyQ: ['a', 'A'], KeyW: ['z', 'Z'], KeyZ: ['w', 'W'], KeyM: [',', '?'] },
    ...digits('&é"\'(-è_çà', '1234567890'),
    ...{ Minus: [')', '°'], Equal: ['=', '+'], BracketLeft: ['Dead', 'Dead'] },
    ...{ BracketRight: ['$', '£'], Semicolon: ['m', 'M'], Quote: ['ù', '%'] },
    ...{ Backquote: ['²', '²'], Backslash: ['*', 'µ'], Comma: [';', '.'] },
    ...{ Period: [':', '/'], Slash: ['!', '§'], Space: [' ', ' '] },
  },
} as const satisfies Record<string, Layout>;
export type Machine = keyof typeof MACHINES;

/** Caps Lock of the machine: off, for the letters, or for all keys as on Windows in German and French. */
export type CapsLock = 'off' | 'letters' | 'all';

const GAP_MS = 5;

/** The scan of a US scanner on this machine, with Enter at its end. */
export function usScanOn(machine: Machine, text: string, capsLock: CapsLock = 'off'): Typed {
  const layout: Layout = MACHINES[machine];
  const keys = Array.from(text, (character) => {
    const [code, shift] = placeOf(character);
    const [alone, shifted] = layout[code] ?? ['', ''];
    const isLetter = 'iı'.includes(alone) || alone.toUpperCase() === shifted;
    const isLocked = capsLock === 'all' || (capsLock === 'letters' && isLetter);
    return aKey({ code, key: shift === isLocked ? alone : shifted, shift });
  });
  const all = [...keys, aKey({ code: 'Enter', key: 'Enter' })];
  return {
    text: null,
    keys: all.map((key, at) => ({
      ...key,
      ...{ capsLock: capsLock !== 'off', atMs: 1_000 + at * GAP_MS },
    })),
  };
}

function placeOf(character: string): readonly [code: string, shift: boolean] {
  for (const [code, [alone, shifted]] of Object.entries(US)) {
    if (alone === character) return [code, false];
    if (shifted === character) return [code, true];
  }
  throw new Error(`a US keyboard has no ${character}`);
}
