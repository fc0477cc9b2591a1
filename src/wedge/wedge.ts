/**
 * Separates keyboard-wedge scanners from people at a keyboard, key by key.
 * A scan is complete or it is refused. It is never cut or repaired, and the page never sees its keys.
 */
import { characterOfAlt } from './typed-codes.ts';
import {
  ENTER,
  extended,
  invalidated,
  isRestOfScan,
  withAltDigit,
  withSilentKey,
  type Burst,
  type WedgeState,
} from './burst.ts';
import { deliver, end, merge, unchanged, type WedgeResult } from './burst-end.ts';
import { QUICK_KEY_MS } from './cadence.ts';
import type { WedgeConfig } from './config.ts';
import { digitWithoutShiftLock, isOfTurkish, readKey, type Stroke, type WedgeKey } from './key.ts';
import { END_KEY, isAmongTyping, isOfScanner, withStroke, type Typing } from './typing.ts';

export interface WedgeStep extends WedgeResult {
  /** `pass`: the page may see this key. */
  verdict: 'swallow' | 'pass';
}

/** Handles one key. First ends the pending burst, if the pause before the key or the key itself ends it. */
export function step(state: WedgeState, key: WedgeKey, config: WedgeConfig): WedgeStep {
  const isTurkish = state.isTurkish || isOfTurkish(key);
  const stroke = readKey(key, config.layout, {
    isCapsLockIts: isCapsLockOfScanner(state, key.atMs),
    isTurkish,
  });
  const flushed = flush(state, key.atMs, config);
  const isOfNumber = stroke.kind === 'altDigit' || stroke.kind === 'held';
  const resumed = resume(flushed.state, { stroke, atMs: key.atMs });
  const numbered = isOfNumber ? unchanged(resumed) : closeAlt(resumed, config);
  const pressed = press(numbered.state, { stroke, atMs: key.atMs }, config);
  const caps = key.key === 'CapsLock' ? withCapsLock(pressed, key.atMs) : pressed;
  const now = {
    ...caps,
    state: withLayout(caps.state, key, { isTurkish, isTyped: config.layout === 'asTyped' }),
  };
  return { ...merge(merge(flushed, numbered), now), verdict: now.verdict };
}

/** Keys follow a code that seemed to be whole. So it is not, and the whole is refused at its end. */
function resume(state: WedgeState, { stroke, atMs }: Pressed): WedgeState {
  if (state.held === null || !SPOILING.has(stroke.kind)) return state;
  const burst = { ...state.held.burst, isInvalid: true, lastKeyAtMs: atMs };
  return { ...state, held: null, burst };
}

const SPOILING: ReadonlySet<Stroke['kind']> = new Set([
  ...(['character', 'altDigit', 'unreadable', 'erase', 'other'] as const),
]);

/** Ends a burst after a long enough pause, and delivers a code that nothing followed. Otherwise changes nothing. */
export function flush(state: WedgeState, atMs: number, config: WedgeConfig): WedgeResult {
  const { burst, held } = state;
  if (held !== null) {
    return atMs <= held.untilMs ? unchanged(state) : deliver(state, held);
  }
  if (burst === null || atMs - burst.lastKeyAtMs <= flushDelayMs(burst, config))
    return unchanged(state);
  const closed = closeAlt(state, config);
  const ended =
    closed.state.burst === null
      ? closed
      : merge(closed, end(closed.state, { by: 'pause' }, config));
  return ended.state.held === null ? ended : merge(ended, flush(ended.state, atMs, config));
}

/**
 * Ends what is over before a key comes. If a timer should have ended it long before, the machine was held up, and the key
 * may belong to the keys before it. Then a scan is refused together with what follows, and Enter or space presses nothing.
 * Typed keys still count, because a person may have typed them, and are taken back if the rest of a scan follows.
 */
export function flushBeforeKey(state: WedgeState, atMs: number, config: WedgeConfig): WedgeResult {
  const { burst, held } = state;
  const open = burst ?? held?.burst ?? null;
  if (open === null || atMs - dueMsOf(state, open, config) <= LATE_MS) {
    return flush(state, atMs, config);
  }
  if (open.isScanner) {
    return unchanged({
      ...state,
      held: null,
      burst: { ...open, isInvalid: true, lastKeyAtMs: atMs },
    });
  }
  if (isPress(open)) return withoutPress(state, atMs);
  const ended = flush(state, atMs, config);
  const { typing } = ended.state;
  return { ...ended, state: { ...ended.state, typing: typing && { ...typing, lastAtMs: atMs } } };
}

/** Enter or space may be the beginning of a code, so it presses nothing. */
function withoutPress(state: WedgeState, atMs: number): WedgeResult {
  const dropped = { ...state, burst: null, personKeyAtMs: atMs };
  return { ...unchanged(dropped), hasStray: true };
}

function dueMsOf({ held }: WedgeState, open: Burst, config: WedgeConfig): number {
  return held?.untilMs ?? open.lastKeyAtMs + flushDelayMs(open, config);
}

/** A timer that is later than this was held up. */
export const LATE_MS = 50;

/** How long from now to flush the pending burst, or to deliver the code that waits. Null if there is none. */
export function flushAfterMs(state: WedgeState, nowMs: number, config: WedgeConfig): number | null {
  if (state.held !== null) return Math.max(0, state.held.untilMs - nowMs) + 1;
  return state.burst === null ? null : flushDelayMs(state.burst, config) + 1;
}

/**
 * What a key shows of the layout of this machine while Caps Lock is on. If keys before it in the same code were read
 * otherwise, the code is refused.
 */
function withLayout(
  state: WedgeState,
  key: WedgeKey,
  { isTurkish, isTyped }: { isTurkish: boolean; isTyped: boolean },
): WedgeState {
  const { burst } = state;
  if (burst === null || !key.capsLock || !isTyped) return { ...state, isTurkish };
  const isNews = isTurkish && !state.isTurkish;
  const isOtherI = isNews && /i/.test(burst.text.slice(0, -1));
  const hasShiftLock = burst.hasShiftLock || digitWithoutShiftLock(key) !== null;
  // It may stand for a sign that Caps Lock turned round.
  const isOpen = digitWithoutShiftLock(key) === null && /^Digit[0-9]$/.test(key.code);
  const hasOpenDigit = burst.hasOpenDigit || (isOpen && /^[0-9]$/.test(key.key));
  const isInvalid = burst.isInvalid || isOtherI || (hasShiftLock && hasOpenDigit);
  return { ...state, isTurkish, burst: { ...burst, hasShiftLock, hasOpenDigit, isInvalid } };
}

function withCapsLock(result: WedgeStep, capsLockAtMs: number): WedgeStep {
  return { ...result, state: { ...result.state, capsLockAtMs } };
}

/** Whether Caps Lock was pressed within the code, or right before it. */
function isCapsLockOfScanner({ burst, capsLockAtMs }: WedgeState, atMs: number): boolean {
  if (capsLockAtMs === null) return false;
  return (burst?.beganAtMs ?? atMs) - capsLockAtMs <= CAPS_LOCK_MS;
}

const CAPS_LOCK_MS = 250;

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

/**
 * Passes a key to the page. If a person pressed a button just before, that press is delivered first. On a question it is
 * dropped, because both keys may be the beginning of a code.
 */
function pageKey(state: WedgeState, atMs: number, config: WedgeConfig): WedgeStep {
  const { burst } = state;
  const isAfterPress = burst !== null && isPress(burst) && atMs - burst.lastKeyAtMs > QUICK_KEY_MS;
  if (burst !== null && !isAfterPress) return swallowed(invalidated(state, atMs));
  const before =
    burst === null
      ? unchanged(state)
      : config.pressMs > config.pauseMs
        ? withoutPress(state, atMs)
        : end(state, { by: 'pause' }, config);
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
  const { burst, endedAtMs, typing } = state;
  if (state.held !== null) {
    // The second key of a suffix, such as CR and LF. A code of several lines may go on after it.
    const untilMs = Math.max(state.held.untilMs, atMs + config.interKeyMs);
    const endCount = state.held.endCount + (stroke.isKey ? 1 : 0);
    return swallowed({ ...state, held: { ...state.held, untilMs, endCount } });
  }
  if (burst === null) {
    // A scanner ends a code once. A person presses Tab again and again to reach a button.
    const isTabAgain =
      typing !== null && typing.endedAtMs !== null && !typing.isScanner && stroke.text !== ENTER;
    if (typing !== null && isAmongTyping(typing, atMs) && !isTabAgain) {
      return endOfTyping(state, typing, atMs);
    }
    const isOfScan =
      isRestOfScan(state, atMs) || (endedAtMs !== null && atMs - endedAtMs <= config.suffixGraceMs);
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

/** Enter or Tab among typed keys presses nothing. It may show that a scanner typed them. */
function endOfTyping(state: WedgeState, before: Typing, atMs: number): WedgeStep {
  const typing = withStroke(before, { key: END_KEY, atMs });
  const isRefused = !typing.isScanner && isOfScanner(typing);
  const isTakenBack = isRefused && typing.isDelivered;
  const next = isRefused ? { ...typing, isScanner: true, isDelivered: false } : typing;
  const result = unchanged({ ...state, typing: next });
  return { ...result, isRefused, isTakenBack, hasStray: true, verdict: 'swallow' };
}

/** Whether this key is a suffix. If scanners end with Enter only, a Tab is part of the code. */
function isSuffix(text: '\r' | '\t', config: WedgeConfig): boolean {
  return config.suffix === 'any' || (config.suffix === 'enter') === (text === '\r');
}

/** Backspace. A person removes a digit with it. Within a scan it is unreadable. */
function erase(state: WedgeState, atMs: number, config: WedgeConfig): WedgeStep {
  if (state.burst?.isScanner === true) return swallowed(invalidated(state, atMs));
  const before = state.burst === null ? unchanged(state) : end(state, { by: 'pause' }, config);
  // A scanner sends no Backspace, so a person typed the keys before it.
  return {
    ...before,
    state: { ...before.state, typing: null },
    typed: [...before.typed, { kind: 'erase' }],
    verdict: 'swallow',
  };
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
  // A slow scanner may begin a code with the key that would press a button. No person begins with the prefix.
  if (isPress(burst)) return config.pressMs;
  return burst.isScanner || beginsWithPrefix(burst, config) ? config.pauseMs : config.interKeyMs;
}

function beginsWithPrefix({ text }: Burst, { prefix }: WedgeConfig): boolean {
  if (prefix === null || text === '') return false;
  return text.startsWith(prefix) || prefix.startsWith(text);
}

function passed(state: WedgeState): WedgeStep {
  return { ...unchanged(state), verdict: 'pass' };
}

function swallowed(state: WedgeState): WedgeStep {
  return { ...unchanged(state), verdict: 'swallow' };
}
