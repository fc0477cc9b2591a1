/**
 * What one key of a keyboard says, before anybody knows whether a scanner or a person pressed it. Pure.
 * A key that cannot be read is never left out: it spoils the code that it is in.
 */
import { charactersOf, usageOfCode, type KeyboardLayout } from './keyboard-layouts.ts';
import { characterOfCtrl } from './typed-codes.ts';

/** One key going down, by the names of the DOM's KeyboardEvent. */
export interface WedgeKey {
  key: string;
  /** The key's place; empty where it is not known. */
  code: string;
  shift: boolean;
  ctrl: boolean;
  alt: boolean;
  altGraph: boolean;
  meta: boolean;
  repeat: boolean;
  /** By a clock that never goes back. */
  atMs: number;
}

/** `asTyped`: the scanner is set to the same layout as this machine. Any other is the one that the scanner is set to. */
export type WedgeLayout = 'asTyped' | KeyboardLayout;

export type Stroke =
  /** It repeats by itself, because it is held down. */
  | { kind: 'held' }
  | { kind: 'modifier' }
  /** Alt, which begins and ends a character that is typed by its number. */
  | { kind: 'alt' }
  | { kind: 'altDigit'; digit: string }
  /** `digit` is what a person meant, who types by the layout of this machine; null for no digit. */
  | { kind: 'character'; text: string; digit: string | null }
  | { kind: 'suffix'; text: '\r' | '\t'; isOwnKey: boolean }
  | { kind: 'erase' }
  | { kind: 'unreadable' }
  /** Something that the browser or the system would act on, which a kiosk never lets it. */
  | { kind: 'accelerator' }
  /** A key that moves about the page, or does nothing. */
  | { kind: 'other' };

export function readKey(key: WedgeKey, layout: WedgeLayout): Stroke {
  if (key.key === 'Alt') return key.repeat ? { kind: 'held' } : { kind: 'alt' };
  if (MODIFIERS.has(key.key)) return { kind: 'modifier' };
  const isAltGraph = key.altGraph || (key.ctrl && key.alt && !key.meta);
  const isCommand = (key.ctrl || key.alt || key.meta) && !isAltGraph;
  const keypadDigit = /^Numpad([0-9])$/.exec(key.code)?.[1] ?? null;
  if (keypadDigit !== null && key.alt && !key.ctrl && !key.meta) {
    return { kind: 'altDigit', digit: keypadDigit };
  }
  const isCharacter = SINGLE.test(key.key);
  // A key held down repeats as fast as a scanner types, and would press a focused button again and again.
  if (key.repeat && (isCharacter || key.key === 'Enter')) return { kind: 'held' };
  const suffix = SUFFIXES[key.key];
  if (suffix !== undefined) {
    return isCommand ? { kind: 'accelerator' } : { kind: 'suffix', text: suffix, isOwnKey: true };
  }
  if (ACCELERATORS.test(key.key)) return { kind: 'accelerator' };
  if (isCommand) return key.ctrl && !key.alt && !key.meta ? control(key, layout) : ACCELERATOR;
  if (key.key === 'Backspace') return { kind: 'erase' };
  // Without NumLock the keypad moves about, and a scanner that types on it means digits.
  if (keypadDigit !== null) return { kind: 'character', text: keypadDigit, digit: keypadDigit };
  return written(key, { layout, isAltGraph });
}

const ACCELERATOR: Stroke = { kind: 'accelerator' };
const SINGLE = /^.$/su;
const MODIFIERS = new Set(['Shift', 'AltGraph', 'CapsLock', 'NumLock', 'Control', 'Meta']);
/** Keys whose character is not known when they go down, so a scan with one of them is not whole. */
const UNREADABLE = new Set(['Dead', 'Process', 'Unidentified', 'Compose']);
/** Keys of the screen's own, for a keyboard: help, reading aloud, again, louder, larger; and those of a tactile keypad. */
const OWN = 'F1|F2|F4|F8|F9|F1[789]|F2[0-4]';
const ACCELERATORS = new RegExp(
  `^((?!(${OWN})$)F[0-9]{1,2}|Browser.*|Launch.*|ContextMenu|PrintScreen|Help|Find)$`,
);
const SUFFIXES: Readonly<Partial<Record<string, '\r' | '\t'>>> = { Enter: '\r', Tab: '\t' };

function control(key: WedgeKey, layout: WedgeLayout): Stroke {
  const [alone, shifted] = onLayout(key, layout) ?? [key.key, null];
  const text = characterOfCtrl([shifted, alone]);
  if (text === null) return ACCELERATOR;
  if (text === '\r' || text === '\n') return { kind: 'suffix', text: '\r', isOwnKey: false };
  if (text === '\t') return { kind: 'suffix', text, isOwnKey: false };
  return { kind: 'character', text, digit: null };
}

function written(
  key: WedgeKey,
  { layout, isAltGraph }: { layout: WedgeLayout; isAltGraph: boolean },
): Stroke {
  const isCharacter = SINGLE.test(key.key);
  const isUnreadable = UNREADABLE.has(key.key);
  if (!isCharacter && !isUnreadable) return { kind: 'other' };
  const digit = /^[0-9]$/.test(key.key) ? key.key : null;
  const places = onLayout(key, layout);
  if (places === null) {
    return isUnreadable ? { kind: 'unreadable' } : { kind: 'character', text: key.key, digit };
  }
  // CapsLock is this machine's, and the scanner knows nothing of it.
  const [alone, shifted, withAltGr] = places;
  const text = isAltGraph ? withAltGr : key.shift ? shifted : alone;
  return text === null ? { kind: 'unreadable' } : { kind: 'character', text, digit };
}

/** Null where what was typed is to be believed. */
function onLayout({ code }: WedgeKey, layout: WedgeLayout): ReturnType<typeof charactersOf> {
  const usage = layout === 'asTyped' ? null : usageOfCode(code);
  return layout === 'asTyped' || usage === null ? null : charactersOf(layout, usage);
}
