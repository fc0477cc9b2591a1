/** Runs the wedge for a shell: keeps its state and its timer. All decisions are in wedge.ts. */
import type { Intent } from '../shared/contract.ts';
import { assertNever } from '../shared/assert.ts';
import { createRestartableTimer } from '../shared/restartable-timer.ts';
import { WEDGE_START } from './burst.ts';
import type { PressingKey, TypedKey, WedgeResult } from './burst-end.ts';
import { QUESTION_PRESS_MS, WEDGE_CONFIG, type WedgeConfig, type WedgeSettings } from './config.ts';
import type { WedgeKey } from './key.ts';
import { flush, flushAfterMs, flushBeforeKey, LATE_MS, step } from './wedge.ts';

/** Keys that edit the amount on the screen. */
export type TypedForAmount = Exclude<TypedKey, { kind: 'press' }>;

export interface WedgeTargets {
  /** `keys` are for staff who teach the kiosk a scanner. Empty if they are not complete. */
  scan(value: string, keys: readonly WedgeKey[]): void;
  typed(key: TypedForAmount): void;
  /** A scanner typed the keys since the last `begin`. */
  takeBack(): void;
  /** Characters without a meaning were typed, too slowly for a scan. They count as a press beside every button. */
  stray(): void;
  /** A person pressed the focused element. The key is the last one that went down. */
  press(key: PressingKey): void;
  /** Whether the screen asks a question whose answer moves money or cannot be taken back. */
  isQuestion(): boolean;
  /** A scan was refused and dropped. */
  refused(keys: readonly WedgeKey[]): void;
}

/** More keys than any card number needs, in any form. */
export const SCAN_KEYS_MAX = 200;

/** A machine that is always late must still deliver. */
const LATE_TIMES_MAX = 5;

export interface WedgeTimer {
  /** The clock of the keys' `atMs`. */
  nowMs(): number;
  /** Calls back once, unless the returned function was called before. */
  after(delayMs: number, run: () => void): () => void;
}

/** Ctrl+Shift+S opens the staff area. Within a scan, it is a control character instead. */
function isStaffShortcut({ code, ctrl, shift, alt, meta }: WedgeKey): boolean {
  return code === 'KeyS' && ctrl && shift && !alt && !meta;
}

/** Returns a function that takes every key press, and returns at once whether the page may get the key. */
export function captureWedge(
  targets: WedgeTargets,
  timer: WedgeTimer,
  settings: () => WedgeSettings,
): (key: WedgeKey) => 'swallow' | 'pass' {
  const config = (): WedgeConfig => ({
    ...WEDGE_CONFIG,
    ...settings(),
    pressMs: targets.isQuestion() ? QUESTION_PRESS_MS : WEDGE_CONFIG.pressMs,
  });
  let state = WEDGE_START;
  let keys: WedgeKey[] = [];
  const flushTimer = createRestartableTimer(timer);

  function deliver(result: WedgeResult): void {
    const isWhole =
      (state.burst ?? state.held?.burst)?.mayBeCut !== true && keys.length <= SCAN_KEYS_MAX;
    const allKeys = isWhole ? keys : [];
    state = result.state;
    if (result.isTakenBack) targets.takeBack();
    if (result.hasStray) targets.stray();
    for (const key of result.typed) {
      if (key.kind === 'press') targets.press(key.key);
      else targets.typed(key);
    }
    if (state.burst === null && state.held === null) keys = [];
    if (result.scan !== null) targets.scan(result.scan, allKeys);
    if (result.isRefused) targets.refused(allKeys);
    const delayMs = flushAfterMs(state, timer.nowMs(), config());
    if (delayMs === null) flushTimer.cancel();
    else flushLater(delayMs, LATE_TIMES_MAX);
  }

  /** If the timer is late, the machine was held up. Then keys may wait to be handled, so they get their turn first. */
  function flushLater(delayMs: number, leftTimes: number): void {
    const dueMs = timer.nowMs() + delayMs;
    flushTimer.restart(delayMs, () => {
      const isLate = timer.nowMs() - dueMs > LATE_MS;
      if (isLate && leftTimes > 0) flushLater(LATE_MS, leftTimes - 1);
      else deliver(flush(state, timer.nowMs(), config()));
    });
  }

  return (key) => {
    if (state.burst === null && state.held === null && isStaffShortcut(key)) {
      // If a scan begins with this key, the page takes it and the code is cut. Keys that follow at once are then refused.
      state = { ...state, personKeyAtMs: key.atMs };
      return 'pass';
    }
    // First ends a burst that is over, so that `keys` has only the keys of one burst.
    if (state.burst !== null || state.held !== null) {
      deliver(flushBeforeKey(state, key.atMs, config()));
    }
    if (keys.length <= SCAN_KEYS_MAX) keys.push(key);
    const result = step(state, key, config());
    deliver(result);
    return result.verdict;
  };
}

/** The intent that a typed key sends to the present screen. */
export function typedIntent(key: TypedForAmount, screenId: number): Intent {
  switch (key.kind) {
    case 'digit':
      return { kind: 'pressDigit', digit: key.digit, screenId };
    case 'decimalSign':
      return { kind: 'pressDecimalSign', screenId };
    case 'erase':
      return { kind: 'erase', screenId };
    case 'begin':
      return { kind: 'beginTyping', screenId };
    case 'noAmount':
      return { kind: 'takeBackTyped', mayBePin: true };
    default:
      return assertNever(key);
  }
}
