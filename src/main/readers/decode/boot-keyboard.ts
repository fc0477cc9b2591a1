/**
 * Reports of a keyboard in the boot layout (HID 1.11, appendix B.1) to codes, for a scanner that is read raw.
 * Pure: time comes in with each report. A code with a key that cannot be read is given up whole.
 */
import { splitAim, symbologyOfAim } from './aim.ts';
import { characterOfAlt, characterOfCtrl } from '../../../wedge/typed-codes.ts';
import { CODE_MAX, REST_MS, type Code, type Decoded, type Fault } from './decoding.ts';
import { charactersOf, type KeyboardLayout } from '../../../wedge/keyboard-layouts.ts';

/** A scanner that sends no suffix has ended after this; Zebra's slowest leaves 100 ms between two keys. */
export const KEY_PAUSE_MS = 250;
/** What begins so soon after a code that quiet has ended is taken for its rest: the process may have been held up. */
const LATE_MS = 500;
/** A process that is held up for so long is ended; so much quiet is a pause between two codes. */
const FORGET_MS = 5_000;

export interface KeyboardState {
  /** Usages that are down. */
  readonly down: readonly number[];
  readonly text: string;
  /** Why what is pending is no code; null while it may be one. */
  readonly spoilt: Spoilt | null;
  /** The last code ended by a key, so one that ends by quiet is not whole. */
  readonly hasSuffix: boolean;
  /** What begins before `untilMs` is the rest of a code that quiet has ended. */
  readonly rest: { readonly untilMs: number; readonly spoilt: Spoilt };
  /** Digits typed on the keypad while Alt is down; null while it is up. */
  readonly altDigits: string | null;
  readonly isCapsLocked: boolean;
  readonly lastAtMs: number;
}

type Spoilt = Fault | 'toldBefore';

const NO_REST = { untilMs: 0, spoilt: 'toldBefore' } as const;

export const KEYBOARD_START: KeyboardState = {
  down: [],
  text: '',
  spoilt: null,
  hasSuffix: false,
  rest: NO_REST,
  altDigits: null,
  isCapsLocked: false,
  lastAtMs: 0,
};

/** What comes next belongs to a code that began when nobody read the device; what is pending is left as it is. */
export function cutKeyboard(state: KeyboardState, atMs: number): KeyboardState {
  return { ...state, rest: { untilMs: atMs + 1, spoilt: 'incomplete' } };
}

/** `report` is the eight bytes of the boot layout, without an id. */
export function decodeKeyboard(
  before: KeyboardState,
  report: Uint8Array,
  { atMs, layout }: { atMs: number; layout: KeyboardLayout },
): Decoded<KeyboardState> {
  const earlier = flushKeyboard(before, atMs);
  if (report.length > REPORT_LENGTH) {
    // Told when it ends, as every key of a keyboard with a layout of its own is one of these.
    const spoilt = earlier.state.spoilt ?? 'malformed';
    return { ...earlier, state: { ...earlier.state, spoilt, lastAtMs: atMs } };
  }
  const usages = new Set(report.subarray(KEYS_AT, REPORT_LENGTH));
  const keys = [...usages].filter((usage) => usage !== 0);
  // All ones: more keys are down than fit, and which they are is not told.
  if (report.length < REPORT_LENGTH || keys.includes(ROLL_OVER)) {
    const spoilt = earlier.state.text === '' ? earlier.state.spoilt : 'toldBefore';
    return { state: { ...earlier.state, spoilt }, code: earlier.code, fault: 'malformed' };
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

/** Ends what has been quiet for long enough; otherwise changes nothing. */
export function flushKeyboard(state: KeyboardState, atMs: number): Decoded<KeyboardState> {
  const quietMs = atMs - state.lastAtMs;
  if (!isPending(state) || quietMs <= KEY_PAUSE_MS) return quietly(state);
  const isCut = state.hasSuffix && state.spoilt === null;
  const ended = end(isCut ? { ...state, spoilt: 'incomplete' } : state);
  // Counted from now, as keys that wait for a process that was held up come right after this.
  const untilMs = quietMs >= FORGET_MS ? 0 : atMs + (ended.code === null ? REST_MS : LATE_MS);
  const spoilt = ended.code === null ? 'toldBefore' : 'incomplete';
  return { ...ended, state: { ...ended.state, hasSuffix: false, rest: { untilMs, spoilt } } };
}

function isPending({ text, spoilt }: KeyboardState): boolean {
  return text !== '' || spoilt !== null;
}

const REPORT_LENGTH = 8;
const KEYS_AT = 2;
const ROLL_OVER = 0x01;
const CAPS_LOCK = 0x39;
const SUFFIXES = new Set([0x28, 0x2b, 0x58]);
/** Keys that write nothing: CapsLock, the function keys, Pause, NumLock and what is between them. */
const isSilent = (usage: number): boolean =>
  (usage >= CAPS_LOCK && usage <= 0x48) || usage === 0x53 || usage === 0x65;
const [CTRL, SHIFT, LEFT_ALT, ALT_GR, GUI] = [0x11, 0x22, 0x04, 0x40, 0x88];
const KEYPAD_1 = 0x59;
const KEYPAD_0 = 0x62;
/** More than any number that is known here has. */
const ALT_DIGITS_MAX = 5;

interface How {
  modifiers: number;
  layout: KeyboardLayout;
}

function press(state: KeyboardState, usage: number, how: How): Decoded<KeyboardState> {
  if (SUFFIXES.has(usage)) {
    const ended = end(state);
    const hasSuffix = state.hasSuffix || isPending(state) || isInRest(state);
    return { ...ended, state: { ...ended.state, hasSuffix, rest: NO_REST } };
  }
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
  const isDown = (keys: number): boolean => (modifiers & keys) !== 0;
  if (isDown(GUI)) return null;
  // On Windows, Ctrl with Alt is AltGr.
  if (isDown(ALT_GR) || (isDown(CTRL) && isDown(LEFT_ALT))) return withAltGr;
  if (isDown(LEFT_ALT)) return null;
  const isLetter = alone !== null && /^[a-z]$/.test(alone);
  const isShifted = isDown(SHIFT) !== (isLetter && state.isCapsLocked);
  if (isDown(CTRL)) return characterOfCtrl([shifted, alone]);
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
  const spoilt = state.spoilt ?? (!isPending(state) && isInRest(state) ? state.rest.spoilt : null);
  if (character === null) return quietly({ ...state, spoilt: spoilt ?? 'unreadableKey' });
  if (state.text.length >= CODE_MAX) return quietly({ ...state, spoilt: spoilt ?? 'tooLong' });
  return quietly({ ...state, spoilt, text: state.text + character });
}

function isInRest({ rest, lastAtMs }: KeyboardState): boolean {
  return lastAtMs < rest.untilMs;
}

function end(state: KeyboardState): Decoded<KeyboardState> {
  const { text, spoilt } = state;
  const ended = { ...state, text: '', spoilt: null, altDigits: null };
  if (spoilt === 'toldBefore') return quietly(ended);
  if (spoilt !== null) return { state: ended, code: null, fault: spoilt };
  return { state: ended, code: text === '' ? null : codeOfKeys(text), fault: null };
}

function quietly(state: KeyboardState): Decoded<KeyboardState> {
  return { state, code: null, fault: null };
}

function codeOfKeys(keys: string): Code {
  const { aim, text } = splitAim(keys);
  return { text, aim, symbology: aim === null ? null : symbologyOfAim(aim) };
}
