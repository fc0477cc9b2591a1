/** A burst of keys, while nobody knows yet whose it is. Pure: it only grows here, and ends in wedge.ts. */
import { NOTHING_LEARNED, QUICK_KEY_MS, type Cadence, type Endings } from './cadence.ts';
import type { WedgeConfig } from './config.ts';

/** The key that a person presses a button with, and no code begins with. */
export const ENTER = '\r';

/** Keys that came close together and are not decided on yet. */
export interface Burst {
  /** As a scanner means it. */
  readonly text: string;
  /** As a person means it. */
  readonly digits: string;
  /** What is being typed by its number; null where nothing is. */
  readonly altDigits: string | null;
  /** It held a key that cannot be read or was too long, so what is left of it is not what was scanned. */
  readonly isSpoilt: boolean;
  /** It began so soon after a few other keys that they may have been the beginning of it. */
  readonly isPerhapsCut: boolean;
  /** It began so soon after a scan that no person was as quick. */
  readonly isAfterScan: boolean;
  /** No person types like this. From here on it may falter for as long as the pause that ends it. */
  readonly isSure: boolean;
  /** Between any two keys of it, until it was sure. */
  readonly slowestMs: number;
  readonly lastKeyAtMs: number;
}

export interface ScanEnd {
  readonly atMs: number;
  /** Not by a key of its own, so a machine or a radio that stalled may still bring the rest of it. */
  readonly isByQuiet: boolean;
}

export interface WedgeState {
  readonly burst: Burst | null;
  /** Of what was a scan, or may have been one. */
  readonly endedAtMs: number | null;
  /** Of what surely was one. */
  readonly scanEnd: ScanEnd | null;
  /** The last key of a burst, or one that operates the page, that was taken for a person's. */
  readonly fragmentAtMs: number | null;
  readonly cadence: Cadence;
  readonly endings: Endings;
}

export const WEDGE_START: WedgeState = {
  burst: null,
  endedAtMs: null,
  scanEnd: null,
  fragmentAtMs: null,
  ...NOTHING_LEARNED,
};

interface Written {
  text: string;
  digit: string | null;
  atMs: number;
}

export function touched(state: WedgeState, atMs: number): WedgeState {
  return state.burst === null ? state : { ...state, burst: burstAt(state, atMs) };
}

export function spoilt(state: WedgeState, atMs: number): WedgeState {
  return { ...state, burst: { ...burstAt(state, atMs), isSpoilt: true } };
}

export function withAltDigit(state: WedgeState, digit: string, atMs: number): WedgeState {
  const burst = burstAt(state, atMs);
  const altDigits = `${burst.altDigits ?? ''}${digit}`;
  return altDigits.length > ALT_DIGITS_MAX
    ? { ...state, burst: { ...burst, isSpoilt: true } }
    : { ...state, burst: { ...burst, altDigits } };
}

export function extended(
  state: WedgeState,
  { text: written, digit, atMs }: Written,
  config: WedgeConfig,
): WedgeState {
  const burst = burstAt(state, atMs);
  const text = burst.text + written;
  if (text.length > config.lengthMax) return { ...state, burst: { ...burst, isSpoilt: true } };
  const digits = burst.digits + (digit ?? '');
  const isSpoilt = burst.isSpoilt || (text.startsWith(ENTER) && text !== ENTER);
  const longer = { ...burst, text, digits, isSpoilt };
  return { ...state, burst: { ...longer, isSure: isSure(longer, config) } };
}

function burstAt(state: WedgeState, atMs: number): Burst {
  const { burst } = state;
  if (burst !== null) {
    const gapMs = burst.isSure ? 0 : atMs - burst.lastKeyAtMs;
    return { ...burst, slowestMs: Math.max(burst.slowestMs, gapMs), lastKeyAtMs: atMs };
  }
  return {
    text: '',
    digits: '',
    altDigits: null,
    isSpoilt: false,
    isPerhapsCut: isSoonAfterFragment(state, atMs) || isRestOfScan(state, atMs),
    isAfterScan: isWithin(state.scanEnd?.atMs ?? null, atMs, AFTER_SCAN_MS),
    isSure: false,
    slowestMs: 0,
    lastKeyAtMs: atMs,
  };
}

/** More than any number that is known here has. */
const ALT_DIGITS_MAX = 5;

/** By how much came how fast, or by a prefix that nobody types. */
function isSure(burst: Burst, { prefix, lengthMin, slowLengthMin }: WedgeConfig): boolean {
  const { text, slowestMs } = burst;
  if (burst.isSure || text.length >= slowLengthMin) return true;
  if (text.length < lengthMin) return false;
  const hasPrefix = prefix !== null && text.length > prefix.length && text.startsWith(prefix);
  return hasPrefix || slowestMs <= QUICK_KEY_MS;
}

/** Keys that a stalled machine hears late look as if a person had typed the first few of a scan. */
function isSoonAfterFragment({ fragmentAtMs }: WedgeState, atMs: number): boolean {
  return isWithin(fragmentAtMs, atMs, FRAGMENT_MS);
}

function isRestOfScan({ scanEnd }: WedgeState, atMs: number): boolean {
  return scanEnd?.isByQuiet === true && isWithin(scanEnd.atMs, atMs, AFTER_SCAN_MS);
}

function isWithin(sinceMs: number | null, atMs: number, lengthMs: number): boolean {
  return sinceMs !== null && atMs - sinceMs <= lengthMs;
}

const FRAGMENT_MS = 250;
/** Nobody has taken the card away and begun to type by then, or held up another one. */
const AFTER_SCAN_MS = 500;
