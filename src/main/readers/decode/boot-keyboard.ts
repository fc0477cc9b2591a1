/**
 * Reports of a keyboard in the boot layout (HID 1.11, appendix B.1) to codes, for a scanner that is read raw.
 * Pure: time comes in with each report. A code with a key that cannot be read is given up whole.
 */
import { splitAim, symbologyOfAim } from './aim.ts';
import { characterOfAlt, characterOfCtrl } from '../../../shared/typed-codes.ts';
import { CODE_MAX, type Code, type Decoded } from './decoding.ts';
import { charactersOf, type KeyboardLayout } from '../../../shared/keyboard-layouts.ts';

/** A scanner that sends no suffix has ended after this; Zebra's slowest leaves 100 ms between two keys. */
export const KEY_PAUSE_MS = 250;

export interface KeyboardState {
  /** Usages that are down. */
  readonly down: readonly number[];
  readonly text: string;
  readonly isSpoilt: boolean;
  /** Digits typed on the keypad while Alt is down; null while it is up. */
  readonly altDigits: string | null;
  readonly isCapsLocked: boolean;
  readonly lastAtMs: number;
}

export const KEYBOARD_START: KeyboardState = {
  down: [],
  text: '',
  isSpoilt: false,
  altDigits: null,
  isCapsLocked: false,
  lastAtMs: 0,
};

/** `report` is the eight bytes of the boot layout, without an id. */
export function decodeKeyboard(
  before: KeyboardState,
  report: Uint8Array,
  { atMs, layout }: { atMs: number; layout: KeyboardLayout },
): Decoded<KeyboardState> {
  const earlier = flushKeyboard(before, atMs);
  const keys = [...report.subarray(KEYS_AT, REPORT_LENGTH)].filter((usage) => usage !== 0);
  // All ones: more keys are down than fit, and which they are is not told.
  if (report.length < REPORT_LENGTH || keys.includes(ROLL_OVER)) {
    const isPending = earlier.state.text !== '';
    const state = { ...earlier.state, isSpoilt: isPending || earlier.state.isSpoilt };
    return { state, code: earlier.code, fault: 'malformed' };
  }
  const modifiers = report[0] ?? 0;
  const pressed = keys.filter((usage) => !before.down.includes(usage));
  let state = afterAlt({ ...earlier.state, down: keys, lastAtMs: atMs }, modifiers);
  let { code, fault } = earlier;
  for (const usage of pressed) {
    const next = press(state, usage, { modifiers, layout });
    state = next.state;
    code ??= next.code;
    fault ??= next.fault;
  }
  return { state, code, fault };
}

/** Ends a code that has been quiet for long enough; otherwise changes nothing. */
export function flushKeyboard(state: KeyboardState, atMs: number): Decoded<KeyboardState> {
  if (state.text === '' && !state.isSpoilt) return { state, code: null, fault: null };
  if (atMs - state.lastAtMs <= KEY_PAUSE_MS) return { state, code: null, fault: null };
  return end(state);
}

const REPORT_LENGTH = 8;
const KEYS_AT = 2;
const ROLL_OVER = 0x01;
const CAPS_LOCK = 0x39;
const SUFFIXES = new Set([0x28, 0x2b, 0x58]);
/** Keys that write nothing: CapsLock, the function keys, Pause, NumLock and what is between them. */
const isSilent = (usage: number): boolean =>
  (usage >= CAPS_LOCK && usage <= 0x48) || usage === 0x53 || usage === 0x65;
const [CTRL, SHIFT, LEFT_ALT, ALT_GR] = [0x11, 0x22, 0x04, 0x40];
const KEYPAD_1 = 0x59;
const KEYPAD_0 = 0x62;
/** More than any number that is known here has. */
const ALT_DIGITS_MAX = 5;

interface How {
  modifiers: number;
  layout: KeyboardLayout;
}

function press(state: KeyboardState, usage: number, how: How): Decoded<KeyboardState> {
  if (SUFFIXES.has(usage)) return end(state);
  if (usage === CAPS_LOCK) {
    return quietly({ ...state, isCapsLocked: !state.isCapsLocked });
  }
  if (isSilent(usage)) return quietly(state);
  if (state.altDigits !== null && usage >= KEYPAD_1 && usage <= KEYPAD_0) {
    const digit = (usage - KEYPAD_1 + 1) % 10;
    const altDigits = `${state.altDigits}${digit}`.slice(0, ALT_DIGITS_MAX);
    return quietly({ ...state, altDigits });
  }
  const character = characterOf(state, usage, how);
  return write(state, character);
}

function characterOf(state: KeyboardState, usage: number, how: How): string | null {
  const { modifiers, layout } = how;
  const [alone, shifted, withAltGr] = charactersOf(layout, usage) ?? [null, null, null];
  if ((modifiers & ALT_GR) !== 0) return withAltGr;
  const isLetter = alone !== null && /^[a-z]$/.test(alone);
  const isShifted = ((modifiers & SHIFT) !== 0) !== (isLetter && state.isCapsLocked);
  if ((modifiers & CTRL) !== 0) return characterOfCtrl([shifted, alone]);
  return isShifted ? shifted : alone;
}

/** When Alt is let go, the digits typed with it are a character's number. */
function afterAlt(state: KeyboardState, modifiers: number): KeyboardState {
  const isDown = (modifiers & LEFT_ALT) !== 0;
  if (isDown) return { ...state, altDigits: state.altDigits ?? '' };
  if (state.altDigits === null) return state;
  const without = { ...state, altDigits: null };
  if (state.altDigits === '') return without;
  return write(without, characterOfAlt(state.altDigits)).state;
}

function write(state: KeyboardState, character: string | null): Decoded<KeyboardState> {
  if (character === null || state.text.length >= CODE_MAX) {
    return quietly({ ...state, isSpoilt: true });
  }
  return quietly({ ...state, text: state.text + character });
}

function end(state: KeyboardState): Decoded<KeyboardState> {
  const ended = { ...state, text: '', isSpoilt: false, altDigits: null };
  if (state.isSpoilt) {
    const fault = state.text.length >= CODE_MAX ? 'tooLong' : 'unreadableKey';
    return { state: ended, code: null, fault };
  }
  return { state: ended, code: state.text === '' ? null : codeOfKeys(state.text), fault: null };
}

function quietly(state: KeyboardState): Decoded<KeyboardState> {
  return { state, code: null, fault: null };
}

function codeOfKeys(keys: string): Code {
  const { aim, text } = splitAim(keys);
  return { text, aim, symbology: aim === null ? null : symbologyOfAim(aim) };
}
