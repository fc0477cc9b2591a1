/** What the wedge makes of a row of keys. */
import type { TypedKey } from '../../../src/wedge/burst-end.ts';
import { flush, step } from '../../../src/wedge/wedge.ts';
import { WEDGE_START, type WedgeState } from '../../../src/wedge/burst.ts';
import { WEDGE_CONFIG, type WedgeSettings } from '../../../src/wedge/config.ts';
import type { WedgeKey } from '../../../src/wedge/key.ts';
import { aKey } from '../../builders/key.ts';

/** A key, by its name, after so many milliseconds. */
export interface Stroke extends Partial<WedgeKey> {
  key: string;
  afterMs: number;
}

export interface Heard {
  scans: string[];
  typed: TypedKey[];
  /** Keys that the page saw. */
  passed: string[];
  refusedCount: number;
}

const HOUR_MS = 3_600_000;

export function hear(strokes: readonly Stroke[], settings: Partial<WedgeSettings> = {}): Heard {
  return hearFrom(WEDGE_START, strokes, settings).heard;
}

/** Then the kiosk waits for an hour; gives also what it has learned. */
export function hearFrom(
  before: WedgeState,
  strokes: readonly Stroke[],
  settings: Partial<WedgeSettings> = {},
): { heard: Heard; after: WedgeState } {
  const config = { ...WEDGE_CONFIG, ...settings };
  const heard: Heard = { scans: [], typed: [], passed: [], refusedCount: 0 };
  let state = before;
  let atMs = 1_000;
  for (const { afterMs, ...stroke } of strokes) {
    atMs += afterMs;
    const result = step(state, aKey({ ...stroke, atMs }), config);
    state = result.state;
    if (result.verdict === 'pass') heard.passed.push(stroke.key);
    note(heard, result);
  }
  const last = flush(state, atMs + HOUR_MS, config);
  note(heard, last);
  // The hour is over for the next row of keys too, whose clock begins anew.
  const { cadence, endings } = last.state;
  return { heard, after: { ...WEDGE_START, cadence, endings } };
}

function note(heard: Heard, result: ReturnType<typeof flush>): void {
  if (result.scan !== null) heard.scans.push(result.scan);
  heard.typed.push(...result.typed);
  if (result.isRefused) heard.refusedCount += 1;
}

/** A text, one key after the other. */
export function strokes(text: string, afterMs: number): Stroke[] {
  return Array.from(text, (key) => ({ key, afterMs }));
}

export function digits(...typed: number[]): TypedKey[] {
  return typed.map((digit) => ({ kind: 'digit', digit }));
}

export const ENTERED: TypedKey = { kind: 'press', key: 'Enter' };
export const NOTHING: Heard = { scans: [], typed: [], passed: [], refusedCount: 0 };
