/**
 * Separates keyboard-wedge scanners from people at a keyboard, key by key.
 * A scan is complete or it is refused. It is never cut or repaired, and the page never sees its keys.
 */
import { characterOfAlt } from './typed-codes.ts';
import {
  ENTER,
  extended,
  invalidated,
  withAltDigit,
  withSilentKey,
  type Burst,
  type WedgeState,
} from './burst.ts';
import { end, merge, unchanged, type WedgeResult } from './burst-end.ts';
import { QUICK_KEY_MS } from './cadence.ts';
import type { WedgeConfig } from './config.ts';
import { readKey, type Stroke, type WedgeKey } from './key.ts';

export interface WedgeStep extends WedgeResult {
  /** `pass`: the page may see this key. */
  verdict: 'swallow' | 'pass';
}

/** Handles one key. First ends the pending burst, if the pause before the key or the key itself ends it. */
export function step(state: WedgeState, key: WedgeKey, config: WedgeConfig): WedgeStep {
  const stroke = readKey(key, config.layout);
  const flushed = flush(state, key.atMs, config);
  const isOfNumber = stroke.kind === 'altDigit' || stroke.kind === 'held';
  const numbered = isOfNumber ? unchanged(flushed.state) : closeAlt(flushed.state, config);
  const now = press(numbered.state, { stroke, atMs: key.atMs }, config);
  return { ...merge(merge(flushed, numbered), now), verdict: now.verdict };
}

/** Ends a burst after a long enough pause. Otherwise changes nothing. */
export function flush(state: WedgeState, atMs: number, config: WedgeConfig): WedgeResult {
  const { burst } = state;
  if (burst === null || atMs - burst.lastKeyAtMs <= flushDelayMs(burst, config))
    return unchanged(state);
  const closed = closeAlt(state, config);
  return closed.state.burst === null ? closed : end(closed.state, { by: 'pause' }, config);
}

/** How long after its last key to flush the pending burst. Null if there is none. */
export function flushAfterMs(state: WedgeState, config: WedgeConfig): number | null {
  return state.burst === null ? null : flushDelayMs(state.burst, config) + 1;
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
      return passed(withSilentKey(state, atMs));
    case 'alt':
      // Alt alone would move the focus to the browser's menu.
      return swallowed(withSilentKey(state, atMs));
    case 'altDigit':
      return swallowed(withAltDigit(state, stroke.digit, atMs));
    case 'character':
      return swallowed(extended(state, { ...stroke, atMs }, config));
    case 'unreadable':
      return swallowed(invalidated(state, atMs));
    case 'accelerator':
      return swallowed(state.burst === null ? state : invalidated(state, atMs));
    case 'suffix':
      return suffix(state, { stroke, atMs }, config);
    case 'erase':
      return erase(state, atMs, config);
    case 'other':
      return pageKey(state, atMs, config);
  }
}

/** Passes a key to the page. If a person pressed a button just before, that press is delivered first. */
function pageKey(state: WedgeState, atMs: number, config: WedgeConfig): WedgeStep {
  const { burst } = state;
  const isAfterPress = burst !== null && isPress(burst) && atMs - burst.lastKeyAtMs > QUICK_KEY_MS;
  if (burst !== null && !isAfterPress) return swallowed(invalidated(state, atMs));
  const before = burst === null ? unchanged(state) : end(state, { by: 'pause' }, config);
  // The page has seen this key. If it was the beginning of a code, that code is cut.
  return { ...before, state: { ...before.state, personKeyAtMs: atMs }, verdict: 'pass' };
}

function isPress({ text, isInvalid }: Burst): boolean {
  return !isInvalid && (text === ENTER || text === ' ');
}

function suffix(
  state: WedgeState,
  { stroke, atMs }: Pressed<Extract<Stroke, { kind: 'suffix' }>>,
  config: WedgeConfig,
): WedgeStep {
  const { burst, endedAtMs } = state;
  if (burst === null) {
    const isOfScan = endedAtMs !== null && atMs - endedAtMs <= config.suffixGraceMs;
    // Only a scanner types Enter as Ctrl and a letter.
    if (isOfScan || !stroke.isKey) return swallowed(state);
    // Enter would press the focused button, so it waits. Tab only moves the focus.
    return stroke.text === ENTER
      ? swallowed(extended(state, { text: ENTER, digit: null, atMs }, config))
      : pageKey(state, atMs, config);
  }
  if (burst.text === ENTER) {
    if (stroke.text !== ENTER) return pageKey(state, atMs, config);
    const isSecondPress = atMs - burst.lastKeyAtMs > QUICK_KEY_MS;
    return swallowed(isSecondPress ? withSilentKey(state, atMs) : invalidated(state, atMs));
  }
  if (!isSuffix(stroke.text, config)) {
    return swallowed(extended(state, { text: stroke.text, digit: null, atMs }, config));
  }
  return { ...end(state, { by: 'suffix', atMs }, config), verdict: 'swallow' };
}

/** Whether this key is a suffix. If scanners end with Enter only, a Tab is part of the code. */
function isSuffix(text: '\r' | '\t', config: WedgeConfig): boolean {
  return config.suffix === 'any' || (config.suffix === 'enter') === (text === '\r');
}

/** Backspace. A person removes a digit with it. Within a scan it is unreadable. */
function erase(state: WedgeState, atMs: number, config: WedgeConfig): WedgeStep {
  if (state.burst?.isScanner === true) return swallowed(invalidated(state, atMs));
  const before = state.burst === null ? unchanged(state) : end(state, { by: 'pause' }, config);
  return { ...before, typed: [...before.typed, { kind: 'erase' }], verdict: 'swallow' };
}

/** Adds the character that was typed by its number. Alt has been released when the next key comes. */
function closeAlt(state: WedgeState, config: WedgeConfig): WedgeResult {
  const { burst } = state;
  if (burst === null || burst.altDigits === null) return unchanged(state);
  const open = { ...state, burst: { ...burst, altDigits: null } };
  const atMs = burst.lastKeyAtMs;
  const text = characterOfAlt(burst.altDigits);
  if (text === null) return unchanged(invalidated(open, atMs));
  const line = text === '\n' ? '\r' : text;
  if ((line === '\r' || line === '\t') && isSuffix(line, config)) {
    return end(open, { by: 'suffix', atMs }, config);
  }
  return unchanged(extended(open, { text, digit: null, atMs }, config));
}

function flushDelayMs(burst: Burst, config: WedgeConfig): number {
  return burst.isScanner ? config.pauseMs : config.interKeyMs;
}

function passed(state: WedgeState): WedgeStep {
  return { ...unchanged(state), verdict: 'pass' };
}

function swallowed(state: WedgeState): WedgeStep {
  return { ...unchanged(state), verdict: 'swallow' };
}
