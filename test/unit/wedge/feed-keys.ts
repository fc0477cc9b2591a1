/** Feeds keys to the wedge and collects the results. */
import type { TypedKey } from '../../../src/wedge/burst-end.ts';
import { flush, flushAfterMs, step } from '../../../src/wedge/wedge.ts';
import { WEDGE_START, type WedgeState } from '../../../src/wedge/burst.ts';
import { WEDGE_CONFIG, type WedgeSettings } from '../../../src/wedge/config.ts';
import type { WedgeKey } from '../../../src/wedge/key.ts';
import { aKey } from '../../builders/key.ts';

/** A key, with the milliseconds since the key before it. */
export interface Stroke extends Partial<WedgeKey> {
  key: string;
  afterMs: number;
}

export interface Outcome {
  scans: string[];
  typed: TypedKey[];
  /** The keys that reached the page. */
  passed: string[];
  refusedCount: number;
  /** How often typed keys were taken back, because a scanner typed them. */
  takenBackCount: number;
}

const HOUR_MS = 3_600_000;

export function feed(strokes: readonly Stroke[], settings: Partial<WedgeSettings> = {}): Outcome {
  return feedFrom(WEDGE_START, strokes, settings).outcome;
}

/** Feeds the keys, then waits for an hour. Also returns what the wedge has learned. */
export function feedFrom(
  before: WedgeState,
  strokes: readonly Stroke[],
  settings: Partial<WedgeSettings> = {},
): { outcome: Outcome; after: WedgeState } {
  const config = { ...WEDGE_CONFIG, ...settings };
  const outcome: Outcome = { scans: [], typed: [], passed: [], refusedCount: 0, takenBackCount: 0 };
  let state = before;
  let atMs = 1_000;
  for (const { afterMs, ...stroke } of strokes) {
    const before = atMs;
    atMs += afterMs;
    // The timer of the shell runs before the key.
    for (let dueMs = before; dueMs < atMs;) {
      const delayMs = flushAfterMs(state, dueMs, config);
      if (delayMs === null || dueMs + delayMs >= atMs) break;
      dueMs += delayMs;
      const flushed = flush(state, dueMs, config);
      state = flushed.state;
      note(outcome, flushed);
    }
    const result = step(state, aKey({ ...stroke, atMs }), config);
    state = result.state;
    if (result.verdict === 'pass') outcome.passed.push(stroke.key);
    note(outcome, result);
  }
  const last = flush(state, atMs + HOUR_MS, config);
  note(outcome, last);
  // The clock of the next keys starts again, so shift the remembered times by the hour.
  const { cadence, endings } = last.state;
  const open = endings.open && { ...endings.open, atMs: endings.open.atMs - HOUR_MS };
  return { outcome, after: { ...WEDGE_START, cadence, endings: { ...endings, open } } };
}

function note(outcome: Outcome, result: ReturnType<typeof flush>): void {
  if (result.scan !== null) outcome.scans.push(result.scan);
  outcome.typed.push(...result.typed.filter(({ kind }) => kind !== 'begin'));
  if (result.isTakenBack) outcome.takenBackCount += 1;
  if (result.isRefused) outcome.refusedCount += 1;
}

/** Types a text key by key. */
export function strokes(text: string, afterMs: number): Stroke[] {
  return Array.from(text, (key) => ({ key, afterMs }));
}

export function digits(...typed: number[]): TypedKey[] {
  return typed.map((digit) => ({ kind: 'digit', digit }));
}

export const ENTERED: TypedKey = { kind: 'press', key: 'Enter' };
export const NOTHING: Outcome = {
  scans: [],
  typed: [],
  passed: [],
  refusedCount: 0,
  takenBackCount: 0,
};
