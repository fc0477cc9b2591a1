/**
 * Decodes keyboard reports in the boot layout (HID 1.11, appendix B.1) to codes, for a scanner that types and whose HID
 * reports we read ourselves. Pure: each report brings its time. One unreadable key makes the whole code invalid.
 */
import { splitAim, symbologyOfAim } from './aim.ts';
import { characterOfAlt, characterOfCtrl } from '../../../wedge/typed-codes.ts';
import { CODE_MAX, REST_MS, type Code, type Decoded, type Fault } from './decoding.ts';
import { charactersOf, type KeyboardLayout } from '../../../wedge/keyboard-layouts.ts';
import type { LineEvent } from './line-gate.ts';

/** This pause ends a code without a suffix. Zebra's slowest setting leaves 100 ms between two keys. */
export const KEY_PAUSE_MS = 250;
/** If a pause ended a code, keys within this time still belong to the code: the process may have been delayed. */
const LATE_MS = 500;
/** After this long without a word, the process was stopped: keys that came meanwhile may belong to the code. */
const STOPPED_MS = 2_000;

export interface KeyboardState {
  /** The HID usages of the keys that are down. */
  readonly down: readonly number[];
  readonly text: string;
  /** Why the pending keys are not a valid code. Null while they may be one. */
  readonly invalid: Invalid | null;
  /** The last code ended with a suffix key. So if a pause ends the next code, that code has lost its end. */
  readonly hasSuffix: boolean;
  /** Keys that begin before `untilMs` belong to a code that a pause has already ended. */
  readonly rest: { readonly untilMs: number; readonly invalid: Invalid };
  /** Digits typed on the keypad while Alt is down. Null while Alt is up. */
  readonly altDigits: string | null;
  readonly isCapsLocked: boolean;
  readonly lastAtMs: number;
  /** How many suffix keys came. */
  readonly suffixCount: number;
}

export interface DecodedKeys extends Decoded<KeyboardState> {
  /** What happened to the pending line, in order. */
  events: readonly LineEvent[];
}

/** `reported`: the code is invalid, and its fault is already reported. */
type Invalid = Fault | 'reported';

const NO_REST = { untilMs: 0, invalid: 'reported' } as const;

export const KEYBOARD_START: KeyboardState = {
  down: [],
  text: '',
  invalid: null,
  hasSuffix: false,
  rest: NO_REST,
  altDigits: null,
  isCapsLocked: false,
  lastAtMs: 0,
  suffixCount: 0,
};

/** The next keys belong to a code that began before we read the device. Pending keys stay as they are. */
export function cutKeyboard(state: KeyboardState, atMs: number): KeyboardState {
  return { ...state, rest: { untilMs: atMs + 1, invalid: 'incomplete' } };
}

/** How the reports of a keyboard are read. */
export interface KeyboardFormat {
  layout: KeyboardLayout;
  /**
   * A report can be shorter than in the boot layout: the modifiers and one to six keys (pyusb-keyboard-alike, issue 9).
   * True only for a device with report ids: without them, the first byte of a short report could be such an id.
   */
  isShortAllowed?: boolean;
}

/** `report` has the eight bytes of the boot layout, or fewer if that is allowed, without a report id. */
export function decodeKeyboard(
  before: KeyboardState,
  report: Uint8Array,
  { atMs, layout, isShortAllowed = false }: KeyboardFormat & { atMs: number },
): DecodedKeys {
  const earlier = flushKeyboard(before, atMs);
  if (report.length > REPORT_LENGTH) {
    // A keyboard with another layout sends only such reports. So we report one fault when the code ends, not one per key.
    const invalid = earlier.state.invalid ?? 'malformed';
    const events = [...earlier.events, CHARACTER];
    return { ...earlier, events, state: { ...earlier.state, invalid, lastAtMs: atMs } };
  }
  const isShort = report.length < REPORT_LENGTH;
  const usages = new Set(report.subarray(isShort ? SHORT_KEYS_AT : KEYS_AT));
  const keys = [...usages].filter((usage) => usage !== 0);
  // All ones: more keys are down than fit, and the report does not say which.
  const isTooShort = isShort && (!isShortAllowed || report.length <= SHORT_KEYS_AT);
  const isRollOver = keys.includes(ROLL_OVER);
  if (isTooShort || isRollOver) {
    // Keys are lost. They may have been the first ones of a code.
    const isOfCode = isRollOver || earlier.state.text !== '';
    const invalid = isOfCode ? 'reported' : earlier.state.invalid;
    const lastAtMs = isOfCode ? atMs : earlier.state.lastAtMs;
    const state = { ...earlier.state, invalid, lastAtMs };
    const lost = [{ kind: 'fault', fault: 'malformed' } as const, ...(isOfCode ? [CHARACTER] : [])];
    return { state, code: earlier.code, fault: 'malformed', events: [...earlier.events, ...lost] };
  }
  const modifiers = report[0] ?? 0;
  const pressed = keys.filter((usage) => !before.down.includes(usage));
  const steps = [
    (state: KeyboardState) => afterAlt(state, modifiers),
    ...pressed.map((usage) => (state: KeyboardState) => press(state, usage, { modifiers, layout })),
  ];
  const rest = stillRest(earlier.state.rest, atMs);
  let state: KeyboardState = { ...earlier.state, down: keys, lastAtMs: atMs, rest };
  let { code, fault } = earlier;
  const events = [...earlier.events];
  for (const step of steps) {
    const next = step(state);
    events.push(...eventsOf(state, next));
    state = next.state;
    code ??= next.code;
    fault ??= next.fault;
  }
  return { state, code, fault, events };
}

const CHARACTER: LineEvent = { kind: 'character' };

function eventsOf(
  before: KeyboardState,
  { state, code, fault }: Decoded<KeyboardState>,
): LineEvent[] {
  const { text } = before;
  if (state.suffixCount > before.suffixCount)
    return [{ kind: 'end', by: 'suffix', code, fault, text }];
  return state.text !== text || state.invalid !== before.invalid ? [CHARACTER] : [];
}

/** Ends pending keys after a long enough pause. Otherwise changes nothing. */
export function flushKeyboard(state: KeyboardState, atMs: number): DecodedKeys {
  const quietMs = atMs - state.lastAtMs;
  if (!isPending(state) || quietMs <= KEY_PAUSE_MS) return { ...unchanged(state), events: [] };
  const isCut = (state.hasSuffix || quietMs >= STOPPED_MS) && state.invalid === null;
  const ended = end(isCut ? { ...state, invalid: 'incomplete' } : state);
  // The time counts from now: if the process was delayed, the waiting keys arrive right after this.
  const untilMs = atMs + (ended.code === null ? REST_MS : LATE_MS);
  const invalid = ended.code === null ? 'reported' : 'incomplete';
  const { code, fault } = ended;
  const events = [{ kind: 'end', by: 'pause', code, fault, text: state.text } as const];
  const after = { ...ended.state, hasSuffix: false, rest: { untilMs, invalid } } as const;
  return { state: after, code, fault, events };
}

function isPending({ text, invalid, altDigits }: KeyboardState): boolean {
  return text !== '' || invalid !== null || (altDigits ?? '') !== '';
}

const REPORT_LENGTH = 8;
const KEYS_AT = 2;
/** A short report may lack the reserved byte. If it has one, that byte is zero and so no key. */
const SHORT_KEYS_AT = 1;
const ROLL_OVER = 0x01;
const CAPS_LOCK = 0x39;
/** Enter, Tab and the Enter of the keypad. */
const SUFFIXES = new Set([0x28, 0x2b, 0x58]);
/** The same ends as Ctrl+I, Ctrl+J and Ctrl+M, or by their number. Some scanners send CR and LF so (node-hid, issue 323). */
const SUFFIX_CHARACTERS = new Set(['\t', '\n', '\r']);
/** Keys without a character: CapsLock, the function keys, Pause, NumLock and those between them. */
const hasNoCharacter = (usage: number): boolean =>
  (usage >= CAPS_LOCK && usage <= 0x48) || usage === 0x53 || usage === 0x65;
const [CTRL, SHIFT, LEFT_ALT, ALT_GR, GUI] = [0x11, 0x22, 0x04, 0x40, 0x88];
const KEYPAD_1 = 0x59;
const KEYPAD_0 = 0x62;
/** One more than the longest valid number, so that a longer one is not mistaken for it. */
const ALT_DIGITS_MAX = 5;

interface KeyContext {
  modifiers: number;
  layout: KeyboardLayout;
}

function press(state: KeyboardState, usage: number, context: KeyContext): Decoded<KeyboardState> {
  if (SUFFIXES.has(usage)) return endBySuffix(state);
  if (usage === CAPS_LOCK) {
    return unchanged({ ...state, isCapsLocked: !state.isCapsLocked });
  }
  if (hasNoCharacter(usage)) return unchanged(state);
  if (state.altDigits !== null && usage >= KEYPAD_1 && usage <= KEYPAD_0) {
    const digit = (usage - KEYPAD_1 + 1) % 10;
    const altDigits = `${state.altDigits}${digit}`.slice(0, ALT_DIGITS_MAX);
    return unchanged({ ...state, altDigits });
  }
  return type(state, characterOf(state, usage, context));
}

function endBySuffix(state: KeyboardState): Decoded<KeyboardState> {
  const ended = end(state);
  const hasSuffix = state.hasSuffix || isPending(state) || isRestOfCode(state);
  const suffixCount = state.suffixCount + 1;
  return { ...ended, state: { ...ended.state, hasSuffix, rest: NO_REST, suffixCount } };
}

function type(state: KeyboardState, character: string | null): Decoded<KeyboardState> {
  const isSuffix = character !== null && SUFFIX_CHARACTERS.has(character);
  return isSuffix ? endBySuffix(state) : append(state, character);
}

function characterOf(state: KeyboardState, usage: number, context: KeyContext): string | null {
  const { modifiers, layout } = context;
  const [alone, shifted, withAltGr] = charactersOf(layout, usage) ?? [null, null, null];
  const isDown = (keys: number): boolean => (modifiers & keys) !== 0;
  if (isDown(GUI)) return null;
  // On Windows, Ctrl with Alt means AltGr.
  if (isDown(ALT_GR) || (isDown(CTRL) && isDown(LEFT_ALT))) return withAltGr;
  if (isDown(LEFT_ALT)) return null;
  const isLetter = alone !== null && /^[a-z]$/.test(alone);
  const isShifted = isDown(SHIFT) !== (isLetter && state.isCapsLocked);
  if (isDown(CTRL)) return characterOfCtrl([shifted, alone]);
  return isShifted ? shifted : alone;
}

/** When Alt is released, the digits typed with it are the number of a character. */
function afterAlt(state: KeyboardState, modifiers: number): Decoded<KeyboardState> {
  const isDown = (modifiers & LEFT_ALT) !== 0;
  if (isDown) return unchanged({ ...state, altDigits: state.altDigits ?? '' });
  if (state.altDigits === null) return unchanged(state);
  const without = { ...state, altDigits: null };
  if (state.altDigits === '') return unchanged(without);
  return type(without, characterOfAlt(state.altDigits));
}

function append(state: KeyboardState, character: string | null): Decoded<KeyboardState> {
  const invalid =
    state.invalid ?? (!isPending(state) && isRestOfCode(state) ? state.rest.invalid : null);
  if (character === null) return unchanged({ ...state, invalid: invalid ?? 'unreadableKey' });
  if (state.text.length >= CODE_MAX) return unchanged({ ...state, invalid: invalid ?? 'tooLong' });
  return unchanged({ ...state, invalid, text: state.text + character });
}

/** A key that is released belongs to the rest too. What follows it may come late, so the wait goes on for a pause. */
function stillRest(rest: KeyboardState['rest'], atMs: number): KeyboardState['rest'] {
  if (atMs >= rest.untilMs) return rest;
  return { ...rest, untilMs: Math.max(rest.untilMs, atMs + KEY_PAUSE_MS + 1) };
}

function isRestOfCode({ rest, lastAtMs }: KeyboardState): boolean {
  return lastAtMs < rest.untilMs;
}

function end(state: KeyboardState): Decoded<KeyboardState> {
  const { text, invalid } = state;
  const ended = { ...state, text: '', invalid: null, altDigits: null };
  if (invalid === 'reported') return unchanged(ended);
  if (invalid !== null) return { state: ended, code: null, fault: invalid };
  return { state: ended, code: text === '' ? null : codeOfKeys(text), fault: null };
}

function unchanged(state: KeyboardState): Decoded<KeyboardState> {
  return { state, code: null, fault: null };
}

function codeOfKeys(keys: string): Code {
  const { aim, text } = splitAim(keys);
  return { text, aim, symbology: aim === null ? null : symbologyOfAim(aim) };
}
