/** Runs the wedge for a shell: keeps its state and its one timer. Decides nothing itself. */
import type { Intent } from '../shared/contract.ts';
import { assertNever } from '../shared/assert.ts';
import { createRestartableTimer } from '../shared/restartable-timer.ts';
import {
  flush,
  flushAfterMs,
  step,
  type PressingKey,
  type TypedKey,
  type WedgeResult,
} from './wedge.ts';
import { WEDGE_START } from './burst.ts';
import { WEDGE_CONFIG, type WedgeConfig, type WedgeSettings } from './config.ts';
import type { WedgeKey } from './key.ts';

/** What is for the amount on the screen. */
export type TypedForAmount = Exclude<TypedKey, { kind: 'press' }>;

export interface WedgeTargets {
  /** With the keys that it came by, for staff who teach the kiosk a scanner; none where they are not all there. */
  scan(value: string, keys: readonly WedgeKey[]): void;
  typed(key: TypedForAmount): void;
  /** A person pressed what had the focus when the key went down, which was the last one that was heard. */
  press(key: PressingKey): void;
  /** A scan that cannot be taken; it is gone. */
  refused(keys: readonly WedgeKey[]): void;
}

/** The number of any card is typed with fewer, however it is written. */
export const SCAN_KEYS_MAX = 200;

export interface WedgeTimer {
  /** By the clock of the keys' `atMs`. */
  nowMs(): number;
  /** Calls back once, unless the returned function was called before. */
  after(delayMs: number, run: () => void): () => void;
}

/** Ctrl+Shift+S opens the staff area; within a scan it is what a scanner types for a control character. */
function isForStaff({ code, ctrl, shift, alt, meta }: WedgeKey): boolean {
  return code === 'KeyS' && ctrl && shift && !alt && !meta;
}

/** The function to give every key that goes down to; it says at once whether the page may see the key. */
export function captureWedge(
  targets: WedgeTargets,
  timer: WedgeTimer,
  settings: () => WedgeSettings,
): (key: WedgeKey) => 'swallow' | 'pass' {
  const config = (): WedgeConfig => ({ ...WEDGE_CONFIG, ...settings() });
  let state = WEDGE_START;
  let keys: WedgeKey[] = [];
  const flushTimer = createRestartableTimer(timer);

  function deliver(result: WedgeResult): void {
    const isWhole = state.burst?.isPerhapsCut !== true && keys.length <= SCAN_KEYS_MAX;
    const came = isWhole ? keys : [];
    state = result.state;
    for (const key of result.typed) {
      if (key.kind === 'press') targets.press(key.key);
      else targets.typed(key);
    }
    if (state.burst === null) keys = [];
    if (result.scan !== null) targets.scan(result.scan, came);
    if (result.isRefused) targets.refused(came);
    const delayMs = flushAfterMs(state, config());
    if (delayMs === null) flushTimer.cancel();
    else flushTimer.restart(delayMs, () => deliver(flush(state, timer.nowMs(), config())));
  }

  return (key) => {
    if (state.burst === null && isForStaff(key)) {
      // A scanner that begins like this is not to lose its first key: what follows at once is refused.
      state = { ...state, fragmentAtMs: key.atMs };
      return 'pass';
    }
    // What the quiet before it has ended goes first, so that this key is kept with what it belongs to.
    if (state.burst !== null) deliver(flush(state, key.atMs, config()));
    if (keys.length <= SCAN_KEYS_MAX) keys.push(key);
    const result = step(state, key, config());
    deliver(result);
    return result.verdict;
  };
}

/** What a typed key asks of the screen that the person sees. */
export function typedIntent(key: TypedForAmount, screenId: number): Intent {
  switch (key.kind) {
    case 'digit':
      return { kind: 'pressDigit', digit: key.digit, screenId };
    case 'erase':
      return { kind: 'erase', screenId };
    default:
      return assertNever(key);
  }
}
