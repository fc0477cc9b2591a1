/**
 * Tells a keyboard-wedge scanner from a person at a keyboard, key by key.
 * A scan is given whole or not at all: never cut, never mended, never passed on to the page as keys.
 */

/** One key going down, by the names of the DOM's KeyboardEvent. */
export interface WedgeKey {
  key: string;
  ctrl: boolean;
  alt: boolean;
  meta: boolean;
  repeat: boolean;
  /** By a clock that never goes back. */
  atMs: number;
}

/** What a person typed, for the amount on the screen. */
export type TypedKey = { kind: 'digit'; digit: number } | { kind: 'erase' };

export interface WedgeConfig {
  /** Two keys further apart than this are a person's; slow scanners send 80 to 100 ms per key. */
  interKeyMs: number;
  /** The quiet that ends a scan that has no suffix. */
  pauseMs: number;
  /** For this long after a scan, Enter and Tab are the rest of its suffix (CR+LF comes as two keys). */
  suffixGraceMs: number;
  lengthMin: number;
  lengthMax: number;
}

export const WEDGE_CONFIG: WedgeConfig = {
  interKeyMs: 120,
  pauseMs: 250,
  suffixGraceMs: 500,
  lengthMin: 4,
  lengthMax: 512,
};

/** Keys that came close together and are not decided on yet. */
interface Burst {
  readonly text: string;
  /** It held a control character or was too long, so what is left of it is not what was scanned. */
  readonly isSpoilt: boolean;
  /** It began so soon after a few other keys that they may have been the beginning of it. */
  readonly isPerhapsCut: boolean;
  readonly lastKeyAtMs: number;
}

export interface WedgeState {
  readonly burst: Burst | null;
  readonly endedAtMs: number | null;
  /** The last key of a burst that was taken for a person's, as it was too short for a scan. */
  readonly fragmentAtMs: number | null;
}

export const WEDGE_START: WedgeState = { burst: null, endedAtMs: null, fragmentAtMs: null };

export interface WedgeResult {
  state: WedgeState;
  scan: string | null;
  typed: readonly TypedKey[];
  /** Something was scanned that cannot be taken: a control character in it, or longer than `lengthMax`. */
  isRefused: boolean;
}

export interface WedgeStep extends WedgeResult {
  /** Whether the page may see this key. */
  verdict: 'swallow' | 'pass';
}

/** Decides on one key, and first on a burst that the time before it has ended. */
export function step(state: WedgeState, key: WedgeKey, config: WedgeConfig): WedgeStep {
  const earlier = flush(state, key.atMs, config);
  const now = press(earlier.state, key, config);
  return {
    state: now.state,
    verdict: now.verdict,
    scan: earlier.scan ?? now.scan,
    typed: [...earlier.typed, ...now.typed],
    isRefused: earlier.isRefused || now.isRefused,
  };
}

/** Ends a burst that has been quiet for long enough; otherwise changes nothing. */
export function flush(state: WedgeState, atMs: number, config: WedgeConfig): WedgeResult {
  const { burst } = state;
  if (burst === null || atMs - burst.lastKeyAtMs <= patienceMs(burst, config)) {
    return { state, ...NOTHING };
  }
  const isScan = burst.text.length >= config.lengthMin;
  const endedAtMs = isScan ? burst.lastKeyAtMs + config.pauseMs : state.endedAtMs;
  return end(burst, endedAtMs, config);
}

/** How long after its last key a pending burst is to be flushed; null where none is pending. */
export function flushAfterMs(state: WedgeState, config: WedgeConfig): number | null {
  return state.burst === null ? null : patienceMs(state.burst, config) + 1;
}

const NOTHING = { scan: null, typed: [], isRefused: false } as const;

/** What is surely a scan may falter for as long as the pause that ends it. */
function patienceMs(burst: Burst, config: WedgeConfig): number {
  return burst.text.length < config.lengthMin ? config.interKeyMs : config.pauseMs;
}

function end(burst: Burst, endedAtMs: number | null, config: WedgeConfig): WedgeResult {
  const isFragment = burst.text.length < config.lengthMin;
  const state = { burst: null, endedAtMs, fragmentAtMs: isFragment ? burst.lastKeyAtMs : null };
  const isLongEnough = burst.text.length >= config.lengthMin;
  if (burst.isSpoilt || (isLongEnough && burst.isPerhapsCut)) {
    return { state, ...NOTHING, isRefused: isLongEnough };
  }
  if (isLongEnough) return { state, ...NOTHING, scan: burst.text };
  const digits = burst.text.match(/[0-9]/g) ?? [];
  return {
    state,
    ...NOTHING,
    typed: digits.map((digit) => ({ kind: 'digit', digit: Number(digit) })),
  };
}

function press(state: WedgeState, key: WedgeKey, config: WedgeConfig): WedgeStep {
  switch (kindOf(key)) {
    case 'held':
      return { state, ...NOTHING, verdict: 'swallow' };
    case 'modifier':
      return { state: touched(state, key.atMs), ...NOTHING, verdict: 'pass' };
    case 'space':
      // Outside a burst it presses the focused button, as people who use a keyboard expect.
      if (state.burst === null) return { state, ...NOTHING, verdict: 'pass' };
      return { state: extended(state, key, config), ...NOTHING, verdict: 'swallow' };
    case 'printable':
      return { state: extended(state, key, config), ...NOTHING, verdict: 'swallow' };
    case 'control':
      return { state: spoilt(state, key.atMs), ...NOTHING, verdict: 'swallow' };
    case 'shortcut':
      return {
        state: spoilt(state, key.atMs),
        ...NOTHING,
        verdict: state.burst === null ? 'pass' : 'swallow',
      };
    case 'suffix':
      return suffix(state, key, config);
    case 'erase':
      return erase(state, config);
    case 'other':
      return { state, ...NOTHING, verdict: 'pass' };
  }
}

function suffix(state: WedgeState, key: WedgeKey, config: WedgeConfig): WedgeStep {
  if (state.burst !== null) {
    return { ...end(state.burst, key.atMs, config), verdict: 'swallow' };
  }
  const isOfScan = state.endedAtMs !== null && key.atMs - state.endedAtMs <= config.suffixGraceMs;
  return { state, ...NOTHING, verdict: isOfScan ? 'swallow' : 'pass' };
}

function erase(state: WedgeState, config: WedgeConfig): WedgeStep {
  const before: WedgeResult =
    state.burst === null ? { state, ...NOTHING } : end(state.burst, state.endedAtMs, config);
  return { ...before, typed: [...before.typed, { kind: 'erase' }], verdict: 'swallow' };
}

function touched(state: WedgeState, atMs: number): WedgeState {
  return state.burst === null ? state : { ...state, burst: { ...state.burst, lastKeyAtMs: atMs } };
}

function spoilt(state: WedgeState, atMs: number): WedgeState {
  const burst = state.burst ?? { text: '', isPerhapsCut: false };
  return { ...state, burst: { ...burst, isSpoilt: true, lastKeyAtMs: atMs } };
}

function extended(state: WedgeState, key: WedgeKey, config: WedgeConfig): WedgeState {
  const text = (state.burst?.text ?? '') + key.key;
  if (text.length > config.lengthMax) return spoilt(state, key.atMs);
  const isSpoilt = state.burst?.isSpoilt ?? false;
  const isPerhapsCut = state.burst?.isPerhapsCut ?? isSoonAfterFragment(state, key.atMs, config);
  return { ...state, burst: { text, isSpoilt, isPerhapsCut, lastKeyAtMs: key.atMs } };
}

/** Keys that a stalled machine hears late look as if a person had typed the first few of a scan. */
function isSoonAfterFragment(
  { fragmentAtMs }: WedgeState,
  atMs: number,
  config: WedgeConfig,
): boolean {
  return fragmentAtMs !== null && atMs - fragmentAtMs <= config.pauseMs;
}

type KeyKind =
  | 'held'
  | 'modifier'
  | 'space'
  | 'printable'
  | 'control'
  | 'shortcut'
  | 'suffix'
  | 'erase'
  | 'other';

const MODIFIERS = new Set(['Shift', 'AltGraph', 'CapsLock', 'NumLock', 'Control', 'Alt', 'Meta']);
/** Keys whose character is not known when they go down, so a scan with one of them is not whole. */
const UNREADABLE = new Set(['Dead', 'Process', 'Unidentified']);

function kindOf(key: WedgeKey): KeyKind {
  if (MODIFIERS.has(key.key)) return 'modifier';
  const isCharacter = /^.$/su.test(key.key);
  const isSuffix = key.key === 'Enter' || key.key === 'Tab';
  // A key held down repeats as fast as a scanner types, and would press a focused button again and again.
  if (key.repeat && (isCharacter || key.key === 'Enter')) return 'held';
  if (isSuffix) return 'suffix';
  if (key.key === 'Backspace') return 'erase';
  if (UNREADABLE.has(key.key)) return 'control';
  if (!isCharacter) return 'other';
  // Windows tells AltGr as Ctrl and Alt together.
  const isAltGraph = key.ctrl && key.alt && !key.meta;
  if ((key.ctrl || key.alt || key.meta) && !isAltGraph) return 'shortcut';
  if (/^\p{Cc}$/u.test(key.key)) return 'control';
  return key.key === ' ' ? 'space' : 'printable';
}
