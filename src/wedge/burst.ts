/** A burst: keys in quick succession, from a scanner or a person. This file adds keys; burst-end.ts ends it. Pure. */
import { QUICK_KEY_MS, type Cadence } from './cadence.ts';
import { NO_ENDINGS, type Endings } from './endings.ts';
import {
  isAmongTyping,
  OTHER_KEY,
  stillTyping,
  strayCount,
  withStroke,
  type Typing,
} from './typing.ts';
import { QUESTION_PRESS_MS, type WedgeConfig } from './config.ts';

/** Enter. A person presses buttons with it, and no code begins with it. */
export const ENTER = '\r';

/** Keys in quick succession. It is not yet decided whether a scanner or a person typed them. */
export interface Burst {
  /** The text, if a scanner typed it. */
  readonly text: string;
  /** The digits and decimal signs (`.`), if a person typed them. */
  readonly digits: string;
  /** The digits of a character number, while it is typed with Alt on the keypad. Null otherwise. */
  readonly altDigits: string | null;
  /** The burst has an unreadable key or is too long. If it is a scan, it is refused. */
  readonly isInvalid: boolean;
  /** Caps Lock turned a digit of it round. */
  readonly hasShiftLock: boolean;
  /** It has a digit that came as one while Caps Lock was on. */
  readonly hasOpenDigit: boolean;
  /** The burst began so soon after other keys that these keys may be its real beginning. */
  readonly mayBeCut: boolean;
  /** How many keys, fewer than a scan has, came before it and may be its first ones. */
  readonly strayCount: number;
  /** The burst began so soon after a scan that no person can have typed it. */
  readonly isAfterScan: boolean;
  /** Keys that count as typed came so soon before that this burst is no press of its own. */
  readonly isAmongTyping: boolean;
  /** No person types like this. From now on, only a full pause ends the burst. */
  readonly isScanner: boolean;
  /** The longest gap between two keys, until the burst was known to come from a scanner. */
  readonly slowestMs: number;
  readonly beganAtMs: number;
  readonly lastKeyAtMs: number;
}

/** A code that has ended. It waits a moment, because keys that follow show that it is not the whole code. */
export interface HeldScan {
  readonly scan: string;
  readonly burst: Burst;
  readonly untilMs: number;
  /** How many keys ended it. */
  readonly endCount: number;
  /** The state once the code is delivered. */
  readonly after: WedgeState;
}

export interface ScanEnd {
  readonly atMs: number;
  /** A pause ended the scan. If the machine or a radio link was held up, the rest may still come. */
  readonly isByPause: boolean;
  readonly isRefused: boolean;
  /** Its Enter may come late: a pause ended the scan, and no reader here is known to end such codes so. */
  readonly mayEndLate: boolean;
}

export interface WedgeState {
  readonly burst: Burst | null;
  readonly held: HeldScan | null;
  /** The characters since a person last pressed another key. They are those of the burst too. */
  readonly typing: Typing | null;
  /** The end of the last burst that was a scan or may have been one. */
  readonly endedAtMs: number | null;
  /** When and how the last certain scan ended. */
  readonly scanEnd: ScanEnd | null;
  /** The last key that we assigned to a person. It may really have been the beginning of a scan. */
  readonly personKeyAtMs: number | null;
  /** When Caps Lock was last pressed. A scanner may press it for its capitals. */
  readonly capsLockAtMs: number | null;
  /** A key showed that this machine has a Turkish layout. */
  readonly isTurkish: boolean;
  readonly cadence: Cadence;
  readonly endings: Endings;
}

export const WEDGE_START: WedgeState = {
  burst: null,
  held: null,
  typing: null,
  endedAtMs: null,
  scanEnd: null,
  personKeyAtMs: null,
  capsLockAtMs: null,
  isTurkish: false,
  cadence: [],
  endings: NO_ENDINGS,
};

interface Written {
  text: string;
  digit: string | null;
  atMs: number;
}

/** Counts the time of a key that adds no text, such as Shift. */
export function withSilentKey(state: WedgeState, atMs: number): WedgeState {
  return state.burst === null ? state : { ...state, burst: burstAt(state, atMs) };
}

export function invalidated(state: WedgeState, atMs: number): WedgeState {
  return { ...state, burst: { ...burstAt(state, atMs), isInvalid: true } };
}

export function withAltDigit(state: WedgeState, digit: string, atMs: number): WedgeState {
  const burst = burstAt(state, atMs);
  const altDigits = `${burst.altDigits ?? ''}${digit}`;
  return altDigits.length > ALT_DIGITS_MAX
    ? { ...state, burst: { ...burst, isInvalid: true } }
    : { ...state, burst: { ...burst, altDigits } };
}

export function extended(
  state: WedgeState,
  { text: written, digit, atMs }: Written,
  config: WedgeConfig,
): WedgeState {
  const burst = burstAt(state, atMs);
  const text = burst.text + written;
  if (text.length > config.lengthMax) return { ...state, burst: { ...burst, isInvalid: true } };
  const digits = burst.digits + (digit ?? '');
  const isInvalid = burst.isInvalid || (text.startsWith(ENTER) && text !== ENTER);
  const longer = { ...burst, text, digits, isInvalid };
  return {
    ...state,
    burst: { ...longer, isScanner: isScanner(longer, config) },
    typing: typingWith(state, longer, { digit, atMs }),
  };
}

/** Enter, or a space that comes alone, is a press. */
function typingWith(
  { typing }: WedgeState,
  { text, isAmongTyping: isAmong }: Burst,
  { digit, atMs }: Pick<Written, 'digit' | 'atMs'>,
): Typing | null {
  if (text === ENTER || (text === ' ' && !isAmong)) return typing;
  return withStroke(typing, { key: digit ?? OTHER_KEY, atMs });
}

function burstAt(state: WedgeState, atMs: number): Burst {
  const { burst } = state;
  if (burst !== null) {
    const gapMs = burst.isScanner ? 0 : atMs - burst.lastKeyAtMs;
    return { ...burst, slowestMs: Math.max(burst.slowestMs, gapMs), lastKeyAtMs: atMs };
  }
  return {
    text: '',
    digits: '',
    altDigits: null,
    isInvalid: false,
    hasShiftLock: false,
    hasOpenDigit: false,
    mayBeCut:
      isSoonAfterPerson(state, atMs) ||
      isRestOfScan(state, atMs) ||
      stillTyping(state.typing, atMs) !== null,
    strayCount: strayCount(state.typing, atMs),
    isAfterScan:
      isWithin(state.scanEnd?.atMs ?? null, atMs, AFTER_SCAN_MS) || isRestOfScan(state, atMs),
    isAmongTyping: isAmongTyping(state.typing, atMs),
    isScanner: false,
    slowestMs: 0,
    beganAtMs: atMs,
    lastKeyAtMs: atMs,
  };
}

/** One more than the longest valid number, so that a longer one is not mistaken for it. */
const ALT_DIGITS_MAX = 5;

/** Whether so many keys came so fast, or after the prefix, that only a scanner can have typed them. */
function isScanner(burst: Burst, { prefix, lengthMin, slowLengthMin }: WedgeConfig): boolean {
  const { text, slowestMs } = burst;
  if (burst.isScanner || text.length >= slowLengthMin) return true;
  if (text.length < lengthMin) return false;
  const hasPrefix = prefix !== null && text.length > prefix.length && text.startsWith(prefix);
  return hasPrefix || slowestMs <= QUICK_KEY_MS;
}

/** If the machine was delayed in the middle of a scan, the first keys of the scan look like those of a person. */
function isSoonAfterPerson({ personKeyAtMs }: WedgeState, atMs: number): boolean {
  return isWithin(personKeyAtMs, atMs, PERSON_KEY_MS);
}

export function isRestOfScan({ scanEnd }: WedgeState, atMs: number): boolean {
  if (scanEnd?.isByPause !== true) return false;
  return isWithin(scanEnd.atMs, atMs, scanEnd.isRefused ? REFUSED_REST_MS : AFTER_SCAN_MS);
}

function isWithin(sinceMs: number | null, atMs: number, lengthMs: number): boolean {
  return sinceMs !== null && atMs - sinceMs <= lengthMs;
}

/** As long as the wait of a press on a question. */
const PERSON_KEY_MS = QUESTION_PRESS_MS;
/** Within this time after a scan, nobody can begin to type or present another card. */
const AFTER_SCAN_MS = 500;
/** A part of a code was refused. The rest may come later than any pause. */
const REFUSED_REST_MS = 1_500;
