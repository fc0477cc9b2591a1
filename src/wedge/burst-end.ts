/** Decides at the end of a burst: it was a scan, or a person's keys, or the kiosk has to refuse it. Pure. */
import { ENTER, type Burst, type WedgeState } from './burst.ts';
import {
  alwaysEndByKey,
  learn,
  learnEnding,
  QUICK_KEY_MS,
  quickKeyMs,
  type Cadence,
} from './cadence.ts';
import type { WedgeConfig } from './config.ts';

/** A key that a person typed: it changes the amount, or presses the focused button. */
export type TypedKey =
  | { kind: 'digit'; digit: number }
  | { kind: 'decimalSign' }
  | { kind: 'erase' }
  | { kind: 'press'; key: PressingKey };

export type PressingKey = 'Enter' | ' ';

export interface WedgeResult {
  state: WedgeState;
  scan: string | null;
  typed: readonly TypedKey[];
  /** A scan was refused: see `end`. */
  isRefused: boolean;
  /** A person, or a scanner as slow as a person, typed characters without a meaning. */
  hasStray: boolean;
}

type Ending = { by: 'pause' } | { by: 'suffix'; atMs: number };

/** Ends the burst. Does nothing if the state has none. */
export function end(state: WedgeState, ending: Ending, config: WedgeConfig): WedgeResult {
  const { burst } = state;
  if (burst === null) return unchanged(state);
  // An Enter soon after this may be the suffix of a slow scanner, so it must not press a button.
  const mayBeScan = burst.isScanner || burst.text.length >= config.lengthMin;
  const pausedAtMs = burst.lastKeyAtMs + (burst.isScanner ? config.pauseMs : 0);
  const isBySuffix = ending.by === 'suffix';
  const endedAtMs = isBySuffix ? ending.atMs : pausedAtMs;
  const isScan = burst.isScanner || isShortLine(burst, ending);
  const ended: WedgeState = {
    burst: null,
    endedAtMs: isBySuffix || mayBeScan ? endedAtMs : state.endedAtMs,
    scanEnd: isScan ? { atMs: endedAtMs, isByPause: !isBySuffix } : state.scanEnd,
    personKeyAtMs: burst.isScanner ? null : burst.lastKeyAtMs,
    cadence: isQuick(burst) ? learn(state.cadence, burst.slowestMs) : state.cadence,
    endings: burst.isScanner ? learnEnding(state.endings, isBySuffix) : state.endings,
  };
  if (!isScan) {
    const isDropped = burst.isInvalid || burst.isAfterScan;
    const typed = isDropped ? [] : typedIn(burst);
    return { ...unchanged(ended), typed, hasStray: burst.text.length > typed.length };
  }
  const isWhole = burst.isScanner && !burst.isInvalid && !burst.mayBeCut;
  const isEnded = isBySuffix || (config.suffix === 'any' && !alwaysEndByKey(state.endings));
  const scan = isWhole && isEnded ? scanOf(burst, state.cadence, config) : null;
  return { ...unchanged(ended), scan, isRefused: scan === null };
}

/** A few characters and an Enter too soon for a person: a code that is too short, or one line of a longer code. */
function isShortLine({ text, lastKeyAtMs }: Burst, ending: Ending): boolean {
  return ending.by === 'suffix' && text !== '' && ending.atMs - lastKeyAtMs <= QUICK_KEY_MS;
}

/** The code without its prefix. Null if the prefix is missing, or if a short code was slower than the scanners here. */
function scanOf({ text, slowestMs }: Burst, cadence: Cadence, config: WedgeConfig): string | null {
  const { prefix } = config;
  if (prefix !== null) return text.startsWith(prefix) ? text.slice(prefix.length) : null;
  return text.length >= config.slowLengthMin || slowestMs <= quickKeyMs(cadence) ? text : null;
}

function isQuick({ isScanner, slowestMs }: Burst): boolean {
  return isScanner && slowestMs <= QUICK_KEY_MS;
}

function typedIn({ text, digits }: Burst): TypedKey[] {
  if (text === ENTER || text === ' ') {
    return [{ kind: 'press', key: text === ENTER ? 'Enter' : text }];
  }
  return Array.from(digits, (digit): TypedKey =>
    digit === '.' ? { kind: 'decimalSign' } : { kind: 'digit', digit: Number(digit) },
  );
}

export function unchanged(state: WedgeState): WedgeResult {
  return { state, scan: null, typed: [], isRefused: false, hasStray: false };
}

export function merge(earlier: WedgeResult, later: WedgeResult): WedgeResult {
  return {
    state: later.state,
    scan: earlier.scan ?? later.scan,
    typed: [...earlier.typed, ...later.typed],
    isRefused: earlier.isRefused || later.isRefused,
    hasStray: earlier.hasStray || later.hasStray,
  };
}
