/**
 * Classifies one key, before it is known whether a scanner or a person pressed it. Pure.
 * An unreadable key is never skipped: it makes its code invalid.
 */
import { charactersOf, usageOfCode, type KeyboardLayout } from './keyboard-layouts.ts';
import { characterOfCtrl } from './typed-codes.ts';

/** One key going down. The names are those of the DOM's KeyboardEvent. */
export interface WedgeKey {
  key: string;
  /** The physical key. Empty if unknown. */
  code: string;
  shift: boolean;
  ctrl: boolean;
  alt: boolean;
  altGraph: boolean;
  meta: boolean;
  /** Caps Lock is on. */
  capsLock: boolean;
  repeat: boolean;
  /** By a clock that never goes back. */
  atMs: number;
}

/** The layout that the scanner is set to. `asTyped`: the same as this machine. */
export type WedgeLayout = 'asTyped' | KeyboardLayout;

/** `isKey` of a suffix: the Enter or Tab key itself, not Ctrl and a letter. */
export type Stroke =
  /** A key that is held down repeats. */
  | { kind: 'held' }
  | { kind: 'modifier' }
  /** Alt. It begins and ends a character that is typed by its number. */
  | { kind: 'alt' }
  | { kind: 'altDigit'; digit: string }
  /**
   * `digit` is what the character means to a person who types an amount, by the layout of this machine: a digit, or `.`
   * for every decimal sign. Null if it means nothing.
   */
  | { kind: 'character'; text: string; digit: string | null }
  | { kind: 'suffix'; text: '\r' | '\t'; isKey: boolean }
  | { kind: 'erase' }
  | { kind: 'unreadable' }
  /** A shortcut of the browser or the system. A kiosk blocks it. */
  | { kind: 'accelerator' }
  /** A key that navigates the page, or does nothing. */
  | { kind: 'other' };

/**
 * `isCapsLockIts`: the scanner pressed Caps Lock itself, so its letters are right as they come. `isTurkish`: this machine
 * has a Turkish layout.
 */
export function readKey(
  pressed: WedgeKey,
  layout: WedgeLayout,
  { isCapsLockIts, isTurkish }: { isCapsLockIts: boolean; isTurkish: boolean },
): Stroke {
  const key = isCapsLockIts ? pressed : { ...pressed, key: withoutCapsLock(pressed, isTurkish) };
  if (key.key === 'Alt') return key.repeat ? { kind: 'held' } : { kind: 'alt' };
  if (MODIFIERS.has(key.key)) return { kind: 'modifier' };
  const isAltGraph = key.altGraph || (key.ctrl && key.alt && !key.meta);
  const isCommand = (key.ctrl || key.alt || key.meta) && !isAltGraph;
  const keypadDigit = /^Numpad([0-9])$/.exec(key.code)?.[1] ?? null;
  if (keypadDigit !== null && key.alt && !key.ctrl && !key.meta) {
    return { kind: 'altDigit', digit: keypadDigit };
  }
  const isCharacter = SINGLE.test(key.key);
  // A held key repeats as fast as a scanner types, and would press a focused button again and again.
  if (key.repeat && (isCharacter || key.key === 'Enter')) return { kind: 'held' };
  const suffix = SUFFIXES[key.key];
  if (suffix !== undefined) {
    return isCommand ? { kind: 'accelerator' } : { kind: 'suffix', text: suffix, isKey: true };
  }
  if (ACCELERATORS.test(key.key)) return { kind: 'accelerator' };
  if (isCommand) return key.ctrl && !key.alt && !key.meta ? control(key, layout) : ACCELERATOR;
  if (key.key === 'Backspace') return { kind: 'erase' };
  // Without NumLock, the keypad navigates. A scanner that types on it means digits.
  if (keypadDigit !== null) return { kind: 'character', text: keypadDigit, digit: keypadDigit };
  if (key.code === 'NumpadDecimal' && DECIMAL_KEYS.has(key.key)) {
    return { kind: 'character', text: '.', digit: '.' };
  }
  return written(key, { layout, isAltGraph });
}

const ACCELERATOR: Stroke = { kind: 'accelerator' };
const SINGLE = /^.$/su;
const MODIFIERS = new Set(['Shift', 'AltGraph', 'CapsLock', 'NumLock', 'Control', 'Meta']);
/** Keys whose character is unknown when they go down. A scan with one of them is invalid. */
const UNREADABLE = new Set(['Dead', 'Process', 'Unidentified', 'Compose']);
/** Function keys that the screens use: help, reading aloud, repeat, louder, larger, and those of a tactile keypad. */
const SCREEN_KEYS = 'F1|F2|F4|F8|F9|F1[789]|F2[0-4]';
const ACCELERATORS = new RegExp(
  `^((?!(${SCREEN_KEYS})$)F[0-9]{1,2}|Browser.*|Launch.*|ContextMenu|PrintScreen|Help|Find)$`,
);
const SUFFIXES: Readonly<Partial<Record<string, '\r' | '\t'>>> = { Enter: '\r', Tab: '\t' };

function control(key: WedgeKey, layout: WedgeLayout): Stroke {
  const [alone, shifted] = onLayout(key, layout) ?? [key.key, null];
  const text = characterOfCtrl([shifted, alone]);
  if (text === null) return ACCELERATOR;
  if (text === '\r' || text === '\n') return { kind: 'suffix', text: '\r', isKey: false };
  if (text === '\t') return { kind: 'suffix', text, isKey: false };
  return { kind: 'character', text, digit: null };
}

function written(
  key: WedgeKey,
  { layout, isAltGraph }: { layout: WedgeLayout; isAltGraph: boolean },
): Stroke {
  const isCharacter = SINGLE.test(key.key);
  const isUnreadable = UNREADABLE.has(key.key);
  if (!isCharacter && !isUnreadable) return { kind: 'other' };
  const digit = inAmount(key.key);
  const places = onLayout(key, layout);
  if (places === null) {
    if (isUnreadable) return { kind: 'unreadable' };
    return { kind: 'character', text: key.key, digit };
  }
  // CapsLock is a state of this machine. The scanner does not know it.
  const [alone, shifted, withAltGr] = places;
  const text = isAltGraph ? withAltGr : key.shift ? shifted : alone;
  return text === null ? { kind: 'unreadable' } : { kind: 'character', text, digit };
}

/**
 * On French and Belgian layouts of Windows, Caps Lock also turns the row of digits round, and on German ones it may. Then
 * a sign comes with Shift, or one of Shift comes without. The digit that the scanner means, or null if this is not so.
 */
export function digitWithoutShiftLock({ key, code, shift, capsLock }: WedgeKey): string | null {
  if (!capsLock || !/^Digit[0-9]$/.test(code)) return null;
  const usage = usageOfCode(code);
  if (usage === null) return null;
  const places = SHIFT_LOCKS.map((layout) => charactersOf(layout, usage) ?? [null, null]);
  const meant = places.flatMap(([alone, shifted]) => {
    const [typed, other] = shift ? [alone, shifted] : [shifted, alone];
    return typed === key && other !== null ? [other] : [];
  });
  return meant.find((character) => /^[0-9]$/.test(character)) ?? null;
}

const SHIFT_LOCKS = ['fr', 'be', 'de'] as const;

/** Whether only a Turkish layout has this key: it has two letters i, of which one has no dot. */
export function isOfTurkish({ key, code }: WedgeKey): boolean {
  return /^[\u0130\u0131\u011e\u011f]$/.test(key) || (code === 'Quote' && /^i$/i.test(key));
}

/** The letter i that a Turkish key means. Null if it is another key. */
function turkishI({ key, code, shift }: WedgeKey): string | null {
  const isDotted = key === '\u0130' || (/^i$/i.test(key) && code === 'Quote');
  if (isDotted) return shift ? '\u0130' : 'i';
  const isDotless = key === '\u0131' || (key === 'I' && code === 'KeyI');
  return isDotless ? (shift ? 'I' : '\u0131') : null;
}

/**
 * The letter that the scanner means. It does not know that Caps Lock is on, which turns the case round on Linux and
 * Windows. On macOS a letter with Shift stays a capital. So Shift decides.
 */
function withoutCapsLock(pressed: WedgeKey, isTurkish: boolean): string {
  const { key, shift, ctrl, alt, altGraph, capsLock } = pressed;
  if (!SINGLE.test(key) || ctrl || alt || altGraph) return key;
  const own = digitWithoutShiftLock(pressed) ?? (capsLock && isTurkish ? turkishI(pressed) : null);
  if (own !== null) return own;
  const [small, capital] = [key.toLowerCase(), key.toUpperCase()];
  if (small === capital || !SINGLE.test(small) || !SINGLE.test(capital)) return key;
  if (shift) return capital;
  return capsLock ? small : key;
}

/** The zeros of the digits that keyboards type: of English, of Arabic, of Persian, and of full width. */
const ZEROS = ['0', '\u0660', '\u06f0', '\uff10'].map((zero) => zero.charCodeAt(0));
/** The comma, the point, and the Arabic decimal sign. Arabic keyboards also have a comma of their own. */
const DECIMAL_SIGNS = new Set([',', '.', '\u066b', '\u060c', '\uff0c', '\uff0e']);
/** What browsers call the decimal key of the keypad without NumLock, and on some keyboards with it. */
const DECIMAL_KEYS = new Set(['Delete', 'Decimal', 'Separator']);

function inAmount(character: string): string | null {
  if (DECIMAL_SIGNS.has(character)) return '.';
  if (!SINGLE.test(character)) return null;
  const value = ZEROS.map((zero) => character.charCodeAt(0) - zero).find(
    (digit) => digit >= 0 && digit <= 9,
  );
  return value === undefined ? null : String(value);
}

/** The characters of the key on the scanner's layout. Null if the typed character is right as it is. */
function onLayout({ code }: WedgeKey, layout: WedgeLayout): ReturnType<typeof charactersOf> {
  const usage = layout === 'asTyped' ? null : usageOfCode(code);
  return layout === 'asTyped' || usage === null ? null : charactersOf(layout, usage);
}
