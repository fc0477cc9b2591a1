/**
 * Learns how fast the scanners of this kiosk type and how they end a code. Pure, with a bounded memory. This only makes
 * the kiosk refuse more: it never accepts a burst as a scan because of what it has learned.
 */

/** The longest gap of each of the last quick scans, newest last. */
export type Cadence = readonly number[];

/** How a scan ended. */
export interface Ended {
  /** A key ended it. False: a pause ended it. */
  readonly isBySuffix: boolean;
  readonly length: number;
  /** It had digits only. Several readers can type at one kiosk, and this tells some of them apart. */
  readonly isNumber: boolean;
}

/** How the last scans ended: those with digits only, and the others. Newest last. */
export type Endings = readonly Ended[];

export const NOTHING_LEARNED = { cadence: [], endings: [] } satisfies {
  cadence: Cadence;
  endings: Endings;
};

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

export function learnEnding(endings: Endings, ended: Ended): Endings {
  const others = endings.filter(({ isNumber }) => isNumber !== ended.isNumber);
  return [...others, ...[...alike(endings, ended), ended].slice(-LEARNED_FROM_MIN)];
}

/**
 * Whether such scans always end with a key here. Then a scan without such a key has lost its end, unless it is longer
 * than those scans: then it comes from another reader.
 */
export function alwaysEndByKey(endings: Endings, ended: Ended): boolean {
  const like = alike(endings, ended);
  const isLonger = like.every(({ length }) => length < ended.length);
  return like.length === LEARNED_FROM_MIN && like.every((each) => each.isBySuffix) && !isLonger;
}

/** Whether a pause ended one of the last scans like this one. */
export function endsByPause(endings: Endings, ended: Ended): boolean {
  return alike(endings, ended).some((each) => !each.isBySuffix);
}

function alike(endings: Endings, { isNumber }: Ended): Endings {
  return endings.filter((each) => each.isNumber === isNumber);
}

/** The longest gap between keys that the quick scanners of this kiosk leave. */
export function quickKeyMs(cadence: Cadence): number {
  if (cadence.length < LEARNED_FROM_MIN) return QUICK_KEY_MS;
  return Math.min(QUICK_KEY_MS, TOLERANCE_FACTOR * Math.max(...cadence) + TOLERANCE_MS);
}
