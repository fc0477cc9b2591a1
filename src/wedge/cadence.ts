/**
 * Learns how fast the scanners of this kiosk type. Pure, with a bounded memory. This only makes the kiosk refuse more: it
 * never accepts a burst as a scan because of what it has learned.
 */

/** The longest gap of each of the last quick scans, newest last. */
export type Cadence = readonly number[];

/**
 * Nobody types four keys with gaps this short: 60 ms is 200 words per minute, and typing digits is slower.
 * Measured on scanners: Datalogic 1 ms, Netum 6 to 19 ms, Honeywell 10 ms (KeyboardBarcodeScanner, README).
 */
export const QUICK_KEY_MS = 60;

const REMEMBERED_MAX = 5;
const LEARNED_FROM_MIN = 3;
/** The gaps of one scanner vary by half in both directions, so they stay within three times the shortest one. */
const TOLERANCE_FACTOR = 3;
const TOLERANCE_MS = 15;

/** Remembers the longest gap of a scan. */
export function learn(cadence: Cadence, slowestGapMs: number): Cadence {
  return [...cadence, slowestGapMs].slice(-REMEMBERED_MAX);
}

/** The longest gap between keys that the quick scanners of this kiosk leave. */
export function quickKeyMs(cadence: Cadence): number {
  if (cadence.length < LEARNED_FROM_MIN) return QUICK_KEY_MS;
  return Math.min(QUICK_KEY_MS, TOLERANCE_FACTOR * Math.max(...cadence) + TOLERANCE_MS);
}
