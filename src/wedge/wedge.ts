/**
 * Tells a keyboard-wedge scanner from a person at a keyboard, key by key.
 * A scan is given whole or not at all: never cut, never mended, never passed on to the page as keys.
 */
import { characterOfAlt } from './typed-codes.ts';
import {
  ENTER,
  extended,
  spoilt,
  touched,
  withAltDigit,
  type Burst,
  type WedgeState,
} from './burst.ts';
import {
  alwaysEndByKey,
  learn,
  learnEnding,
  QUICK_KEY_MS,
  quickKeyMs,
  type Cadence,
} from './cadence.ts';
import type { WedgeConfig } from './config.ts';
import { readKey, type Stroke, type WedgeKey } from './key.ts';

/** What a person typed: for the amount on the screen, or to press the button that has the focus. */
export type TypedKey =
  { kind: 'digit'; digit: number } | { kind: 'erase' } | { kind: 'press'; key: PressingKey };

export type PressingKey = 'Enter' | ' ';

export interface WedgeResult {
  state: WedgeState;
  scan: string | null;
  typed: readonly TypedKey[];
  /** Something was scanned that cannot be taken: see `scanOf`. */
  isRefused: boolean;
}

export interface WedgeStep extends WedgeResult {
  /** Whether the page may see this key. */
  verdict: 'swallow' | 'pass';
}

/** Decides on one key, and first on what the time before it or this key itself has ended. */
export function step(state: WedgeState, key: WedgeKey, config: WedgeConfig): WedgeStep {
  const stroke = readKey(key, config.layout);
  const quiet = flush(state, key.atMs, config);
  const isOfNumber = stroke.kind === 'altDigit' || stroke.kind === 'held';
  const numbered = isOfNumber ? still(quiet.state) : closeAlt(quiet.state, config);
  const now = press(numbered.state, { stroke, atMs: key.atMs }, config);
  return { ...both(both(quiet, numbered), now), verdict: now.verdict };
}

/** Ends a burst that has been quiet for long enough; otherwise changes nothing. */
export function flush(state: WedgeState, atMs: number, config: WedgeConfig): WedgeResult {
  const { burst } = state;
  if (burst === null || atMs - burst.lastKeyAtMs <= patienceMs(burst, config)) return still(state);
  const closed = closeAlt(state, config);
  return closed.state.burst === null ? closed : end(closed.state, { by: 'quiet' }, config);
}

/** How long after its last key a pending burst is to be flushed; null where none is pending. */
export function flushAfterMs(state: WedgeState, config: WedgeConfig): number | null {
  return state.burst === null ? null : patienceMs(state.burst, config) + 1;
}

interface Pressed<S extends Stroke = Stroke> {
  stroke: S;
  atMs: number;
}

function press(state: WedgeState, { stroke, atMs }: Pressed, config: WedgeConfig): WedgeStep {
  switch (stroke.kind) {
    case 'held':
      return swallowed(state);
    case 'modifier':
      return passed(touched(state, atMs));
    case 'alt':
      // Let go alone, it would take the focus to the browser's menu.
      return swallowed(touched(state, atMs));
    case 'altDigit':
      return swallowed(withAltDigit(state, stroke.digit, atMs));
    case 'character':
      return swallowed(extended(state, { ...stroke, atMs }, config));
    case 'unreadable':
      return swallowed(spoilt(state, atMs));
    case 'accelerator':
      return swallowed(state.burst === null ? state : spoilt(state, atMs));
    case 'suffix':
      return suffix(state, { stroke, atMs }, config);
    case 'erase':
      return erase(state, atMs, config);
    case 'other':
      return operate(state, atMs, config);
  }
}

/** A key that the page acts on; what a person pressed a button with just before it comes first. */
function operate(state: WedgeState, atMs: number, config: WedgeConfig): WedgeStep {
  const { burst } = state;
  const isAfterPress = burst !== null && isPress(burst) && atMs - burst.lastKeyAtMs > QUICK_KEY_MS;
  if (burst !== null && !isAfterPress) return swallowed(spoilt(state, atMs));
  const before = burst === null ? still(state) : end(state, { by: 'quiet' }, config);
  // The page has seen it, so a code that goes on with the next key has lost its beginning.
  return { ...before, state: { ...before.state, fragmentAtMs: atMs }, verdict: 'pass' };
}

function isPress({ text, isSpoilt }: Burst): boolean {
  return !isSpoilt && (text === ENTER || text === ' ');
}

function suffix(
  state: WedgeState,
  { stroke, atMs }: Pressed<Extract<Stroke, { kind: 'suffix' }>>,
  config: WedgeConfig,
): WedgeStep {
  const { burst, endedAtMs } = state;
  if (burst === null) {
    const isOfScan = endedAtMs !== null && atMs - endedAtMs <= config.suffixGraceMs;
    // Enter as Ctrl and a letter is a scanner's, never a person's.
    if (isOfScan || !stroke.isOwnKey) return swallowed(state);
    // Enter waits, as it would press what has the focus; Tab only moves the focus.
    return stroke.text === ENTER
      ? swallowed(extended(state, { text: ENTER, digit: null, atMs }, config))
      : operate(state, atMs, config);
  }
  if (burst.text === ENTER) {
    if (stroke.text !== ENTER) return operate(state, atMs, config);
    const isTwice = atMs - burst.lastKeyAtMs > QUICK_KEY_MS;
    return swallowed(isTwice ? touched(state, atMs) : spoilt(state, atMs));
  }
  if (!ends(stroke.text, config)) {
    return swallowed(extended(state, { text: stroke.text, digit: null, atMs }, config));
  }
  return { ...end(state, { by: 'suffix', atMs }, config), verdict: 'swallow' };
}

/** Where a scanner ends by Enter alone, a Tab is a part of what it read. */
function ends(text: '\r' | '\t', config: WedgeConfig): boolean {
  return config.suffix === 'any' || (config.suffix === 'enter') === (text === '\r');
}

/** A person takes a digit back; within a scan it is a character that cannot be read. */
function erase(state: WedgeState, atMs: number, config: WedgeConfig): WedgeStep {
  if (state.burst?.isSure === true) return swallowed(spoilt(state, atMs));
  const before = state.burst === null ? still(state) : end(state, { by: 'quiet' }, config);
  return { ...before, typed: [...before.typed, { kind: 'erase' }], verdict: 'swallow' };
}

/** The character whose number was typed is known when Alt is let go, which is heard with the next key. */
function closeAlt(state: WedgeState, config: WedgeConfig): WedgeResult {
  const { burst } = state;
  if (burst === null || burst.altDigits === null) return still(state);
  const open = { ...state, burst: { ...burst, altDigits: null } };
  const atMs = burst.lastKeyAtMs;
  const text = characterOfAlt(burst.altDigits);
  if (text === null) return still(spoilt(open, atMs));
  const line = text === '\n' ? '\r' : text;
  if ((line === '\r' || line === '\t') && ends(line, config)) {
    return end(open, { by: 'suffix', atMs }, config);
  }
  return still(extended(open, { text, digit: null, atMs }, config));
}

type Ending = { by: 'quiet' } | { by: 'suffix'; atMs: number };

/** Only for a state with a burst. */
function end(state: WedgeState, ending: Ending, config: WedgeConfig): WedgeResult {
  const { burst } = state;
  if (burst === null) return still(state);
  // The Enter soon after what may have been a slow scanner's presses nothing either.
  const mayBeScan = burst.isSure || burst.text.length >= config.lengthMin;
  const quietAtMs = burst.lastKeyAtMs + (burst.isSure ? config.pauseMs : 0);
  const isBySuffix = ending.by === 'suffix';
  const endedAtMs = isBySuffix ? ending.atMs : quietAtMs;
  const isScan = burst.isSure || isShortLine(burst, ending);
  const ended: WedgeState = {
    burst: null,
    endedAtMs: isBySuffix || mayBeScan ? endedAtMs : state.endedAtMs,
    scanEnd: isScan ? { atMs: endedAtMs, isByQuiet: !isBySuffix } : state.scanEnd,
    fragmentAtMs: burst.isSure ? null : burst.lastKeyAtMs,
    cadence: isQuick(burst) ? learn(state.cadence, burst.slowestMs) : state.cadence,
    endings: burst.isSure ? learnEnding(state.endings, isBySuffix) : state.endings,
  };
  if (!isScan) {
    const isNobodys = burst.isSpoilt || burst.isAfterScan;
    return { ...still(ended), typed: isNobodys ? [] : typedIn(burst) };
  }
  const isWhole = burst.isSure && !burst.isSpoilt && !burst.isPerhapsCut;
  const isEnded = isBySuffix || (config.suffix === 'any' && !alwaysEndByKey(state.endings));
  const scan = isWhole && isEnded ? scanOf(burst, state.cadence, config) : null;
  return { ...still(ended), scan, isRefused: scan === null };
}

/** One to three signs and an Enter that no person presses so soon: a code that is too short, or a line of one. */
function isShortLine({ text, lastKeyAtMs }: Burst, ending: Ending): boolean {
  return ending.by === 'suffix' && text !== '' && ending.atMs - lastKeyAtMs <= QUICK_KEY_MS;
}

/** Without the prefix; null for what lacks it, and for a short code that came unlike those of the scanners here. */
function scanOf({ text, slowestMs }: Burst, cadence: Cadence, config: WedgeConfig): string | null {
  const { prefix } = config;
  if (prefix !== null) return text.startsWith(prefix) ? text.slice(prefix.length) : null;
  return text.length >= config.slowLengthMin || slowestMs <= quickKeyMs(cadence) ? text : null;
}

function isQuick({ isSure, slowestMs }: Burst): boolean {
  return isSure && slowestMs <= QUICK_KEY_MS;
}

function typedIn({ text, digits }: Burst): TypedKey[] {
  if (text === ENTER || text === ' ') {
    return [{ kind: 'press', key: text === ENTER ? 'Enter' : text }];
  }
  return Array.from(digits, (digit) => ({ kind: 'digit', digit: Number(digit) }));
}

function patienceMs(burst: Burst, config: WedgeConfig): number {
  return burst.isSure ? config.pauseMs : config.interKeyMs;
}

function still(state: WedgeState): WedgeResult {
  return { state, scan: null, typed: [], isRefused: false };
}

function passed(state: WedgeState): WedgeStep {
  return { ...still(state), verdict: 'pass' };
}

function swallowed(state: WedgeState): WedgeStep {
  return { ...still(state), verdict: 'swallow' };
}

function both(earlier: WedgeResult, later: WedgeResult): WedgeResult {
  return {
    state: later.state,
    scan: earlier.scan ?? later.scan,
    typed: [...earlier.typed, ...later.typed],
    isRefused: earlier.isRefused || later.isRefused,
  };
}
