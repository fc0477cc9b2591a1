/** Decides at the end of a burst: it was a scan, or a person's keys, or the kiosk has to refuse it. Pure. */
import { ENTER, type Burst, type HeldScan, type WedgeState } from './burst.ts';
import { learn, QUICK_KEY_MS, quickKeyMs, type Cadence } from './cadence.ts';
import type { WedgeConfig } from './config.ts';
import {
  endsByPause,
  isOfTwoScanners,
  isRestOfKeys,
  isWholeScan,
  learnDouble,
  learnEndCount,
  learnEnding,
  type EndedScan,
} from './endings.ts';
import { END_KEY, isNoAmount, isOfScanner, withStroke } from './typing.ts';

/** A key that a person typed: it changes the amount, or presses the focused button. */
export type TypedKey =
  | { kind: 'digit'; digit: number }
  | { kind: 'decimalSign' }
  | { kind: 'erase' }
  /** The digits that follow may be those of a scanner: see `isTakenBack`. */
  | { kind: 'begin' }
  /** The digits since `begin` are too many for an amount. */
  | { kind: 'noAmount' }
  | { kind: 'press'; key: PressingKey };

export type PressingKey = 'Enter' | ' ';

export interface WedgeResult {
  state: WedgeState;
  scan: string | null;
  typed: readonly TypedKey[];
  /** A scanner typed the keys since the last `begin`. */
  isTakenBack: boolean;
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
  const typing =
    isBySuffix && state.typing !== null
      ? withStroke(state.typing, { key: END_KEY, atMs: ending.atMs })
      : state.typing;
  const ended: WedgeState = {
    ...state,
    burst: null,
    typing: isScan ? null : typing,
    endedAtMs: isBySuffix || mayBeScan ? endedAtMs : state.endedAtMs,
    scanEnd: isScan
      ? { atMs: endedAtMs, isByPause: !isBySuffix, isRefused: false, mayEndLate: false }
      : state.scanEnd,
    personKeyAtMs: burst.isScanner ? null : burst.lastKeyAtMs,
    cadence: isQuick(burst) ? learn(state.cadence, burst.slowestMs) : state.cadence,
  };
  if (!isScan) return typedOrTakenBack(ended, burst);
  const scanned = endedScanOf(burst, isBySuffix);
  const isWhole = burst.isScanner && !burst.isInvalid && !burst.mayBeCut;
  const isEnded = isBySuffix || config.suffix === 'any';
  const scan =
    isWhole &&
    isEnded &&
    isWholeScan(state.endings, scanned, { isOneReader: false }) &&
    !isRestOfKeys(state.endings, scanned, burst.strayCount)
      ? scanOf(burst, { cadence: state.cadence, isBySuffix }, config)
      : null;
  const endings = learnEnding(state.endings, scanned, { isRefused: scan === null });
  if (scan === null) {
    const isTakenBack = typing?.isDelivered === true;
    const refused = ended.scanEnd && {
      ...ended.scanEnd,
      ...{ isRefused: true, mayEndLate: !isBySuffix },
    };
    const after = { ...ended, scanEnd: refused, endings };
    return { ...unchanged(after), isRefused: true, isTakenBack };
  }
  const isKnownPause = endsByPause(state.endings, scanned);
  const settleMs = isKnownPause ? config.settleMs : config.firstSettleMs;
  const untilMs = isBySuffix ? endedAtMs + config.interKeyMs : burst.lastKeyAtMs + settleMs;
  // Learn from this code only when it is delivered.
  const endCount = isBySuffix ? 1 : 0;
  const mayEndLate = !isBySuffix && !isKnownPause;
  const after = { ...ended, endings, scanEnd: ended.scanEnd && { ...ended.scanEnd, mayEndLate } };
  return unchanged({ ...state, burst: null, held: { scan, burst, untilMs, endCount, after } });
}

/** Delivers a code that nothing followed, unless two scanners wrote it. */
export function deliver(state: WedgeState, held: HeldScan): WedgeResult {
  const { scan, burst, endCount, after } = held;
  const ended = endedScanOf(burst, endCount > 0);
  if (isOfTwoScanners(state.endings, ended, endCount)) {
    const endings = learnDouble(state.endings, ended);
    return { ...unchanged({ ...after, endings }), isRefused: true };
  }
  const endings = endCount > 1 ? learnEndCount(after.endings, endCount) : after.endings;
  return { ...unchanged({ ...after, endings }), scan };
}

/** The keys of a person, unless they turn out to be those of a slow scanner. */
function typedOrTakenBack(ended: WedgeState, burst: Burst): WedgeResult {
  const { typing } = ended;
  if (typing !== null && isOfScanner(typing)) {
    return {
      ...unchanged({ ...ended, typing: { ...typing, isScanner: true, isDelivered: false } }),
      isTakenBack: typing.isDelivered,
      isRefused: !typing.isScanner,
      hasStray: true,
    };
  }
  if (isLateEnd(ended, burst)) return unchanged({ ...ended, scanEnd: null });
  const typed = burst.isInvalid || burst.isAfterScan ? [] : typedIn(burst);
  const hasStray = burst.text.length > typed.length;
  if (typed.some(({ kind }) => kind === 'press')) {
    return { ...unchanged({ ...ended, typing: null }), typed, hasStray };
  }
  if (typing === null || typed.length === 0) return { ...unchanged(ended), typed, hasStray };
  const begin: TypedKey[] = typing.isDelivered ? [] : [{ kind: 'begin' }];
  const tooMany: TypedKey[] = isNoAmount(typing) ? [{ kind: 'noAmount' }] : [];
  const next = { ...ended, typing: { ...typing, isDelivered: true } };
  return { ...unchanged(next), typed: [...begin, ...typed, ...tooMany], hasStray };
}

/** The Enter of a code that a pause has ended comes late. It must not press a button. */
function isLateEnd({ scanEnd, typing }: WedgeState, { text, beganAtMs }: Burst): boolean {
  if (text !== ENTER || scanEnd?.mayEndLate !== true) return false;
  // What a person typed since shows that this Enter is theirs.
  return typing === null && beganAtMs - scanEnd.atMs <= LATE_END_MS;
}

/** A radio link is silent for seconds at most, and a customer tries again within this time. */
const LATE_END_MS = 35_000;

function endedScanOf(burst: Burst, isBySuffix: boolean): EndedScan {
  const { text, mayBeCut, beganAtMs, lastKeyAtMs } = burst;
  return { text, isBySuffix, mayBeCut, beganAtMs, lastKeyAtMs };
}

/** A few characters and an Enter too soon for a person: a code that is too short, or one line of a longer code. */
function isShortLine({ text, lastKeyAtMs }: Burst, ending: Ending): boolean {
  return ending.by === 'suffix' && text !== '' && ending.atMs - lastKeyAtMs <= QUICK_KEY_MS;
}

/**
 * The code without its prefix. Null if the prefix is missing, or if a short code without a suffix was slower than the
 * scanners here: fingers may have drummed it.
 */
function scanOf(
  { text, slowestMs }: Burst,
  { cadence, isBySuffix }: { cadence: Cadence; isBySuffix: boolean },
  config: WedgeConfig,
): string | null {
  const { prefix } = config;
  if (prefix !== null) return text.startsWith(prefix) ? text.slice(prefix.length) : null;
  const isCertain = isBySuffix || text.length >= config.slowLengthMin;
  return isCertain || slowestMs <= quickKeyMs(cadence) ? text : null;
}

function isQuick({ isScanner, slowestMs }: Burst): boolean {
  return isScanner && slowestMs <= QUICK_KEY_MS;
}

function typedIn({ text, digits, isAmongTyping }: Burst): TypedKey[] {
  if (text === ENTER || text === ' ') {
    if (isAmongTyping) return [];
    return [{ kind: 'press', key: text === ENTER ? 'Enter' : text }];
  }
  return Array.from(digits, (digit): TypedKey =>
    digit === '.' ? { kind: 'decimalSign' } : { kind: 'digit', digit: Number(digit) },
  );
}

export function unchanged(state: WedgeState): WedgeResult {
  return { state, scan: null, typed: [], isTakenBack: false, isRefused: false, hasStray: false };
}

export function merge(earlier: WedgeResult, later: WedgeResult): WedgeResult {
  return {
    state: later.state,
    scan: earlier.scan ?? later.scan,
    typed: [...earlier.typed, ...later.typed],
    isTakenBack: earlier.isTakenBack || later.isTakenBack,
    isRefused: earlier.isRefused || later.isRefused,
    hasStray: earlier.hasStray || later.hasStray,
  };
}
