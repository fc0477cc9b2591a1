/**
 * How fast the scanners of this kiosk type, and how they end, learned from what they scanned. Pure, and bounded.
 * It only ever narrows what is taken at once: what nobody has learned of yet is no person's for that.
 */

/** The slowest gap of each of the last scans that came quickly, the newest last. */
export type Cadence = readonly number[];

/** Of each of the last scans whether a key ended it, and not the quiet after it; the newest last. */
export type Endings = readonly boolean[];

export const NOTHING_LEARNED = { cadence: [], endings: [] } satisfies {
  cadence: Cadence;
  endings: Endings;
};

/**
 * Nobody types four keys with less than this between any two: 60 ms is 200 words a minute, and digits are slower.
 * Measured on scanners: Datalogic 1 ms, Netum 6 to 19 ms, Honeywell 10 ms (KeyboardBarcodeScanner, README).
 */
export const QUICK_KEY_MS = 60;

const REMEMBERED_MAX = 5;
const LEARNED_FROM_MIN = 3;
/** A scanner whose gaps are half as long again, or half as long, as usual stays within three times its shortest. */
const TOLERANCE_FACTOR = 3;
const TOLERANCE_MS = 15;

/** After a scan whose keys were at most this far apart. */
export function learn(cadence: Cadence, slowestGapMs: number): Cadence {
  return [...cadence, slowestGapMs].slice(-REMEMBERED_MAX);
}

export function learnEnding(endings: Endings, isBySuffix: boolean): Endings {
  return [...endings, isBySuffix].slice(-LEARNED_FROM_MIN);
}

/** Whether a scan that no key ended has lost its last ones: the scanners here always sent one. */
export function alwaysEndByKey(endings: Endings): boolean {
  return endings.length === LEARNED_FROM_MIN && endings.every(Boolean);
}

/** Keys further apart than this are not of a quick scanner of this kiosk. */
export function quickKeyMs(cadence: Cadence): number {
  if (cadence.length < LEARNED_FROM_MIN) return QUICK_KEY_MS;
  return Math.min(QUICK_KEY_MS, TOLERANCE_FACTOR * Math.max(...cadence) + TOLERANCE_MS);
}
