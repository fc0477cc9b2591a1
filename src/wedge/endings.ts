/**
 * Learns how the codes of this kiosk end, and tells by it whether a scan is whole. Several readers can type at one
 * kiosk, some with Enter behind their codes and some without. Pure, with a bounded memory.
 */

/** A burst of a scanner that has ended. */
export interface EndedScan {
  readonly text: string;
  /** A key ended it. False: a pause ended it. */
  readonly isBySuffix: boolean;
  /** Its first characters may be missing. */
  readonly mayBeCut: boolean;
  readonly beganAtMs: number;
  readonly lastKeyAtMs: number;
}

/** What is remembered of a scan. Codes with digits only and other codes are counted apart. */
interface Shape {
  readonly isNumber: boolean;
  readonly length: number;
  /** The mean time between two keys. */
  readonly paceMs: number;
  /** How many keys ended it. */
  readonly endCount: number;
}

/** A scan that a pause ended. It may be the first part of a code: what follows soon is then the rest. */
interface Open extends Shape {
  readonly text: string;
  readonly mayBeCut: boolean;
  readonly atMs: number;
  readonly isKnown: boolean;
  readonly isRefused: boolean;
  /** It was itself refused as the rest of the code before it, so no rest of it is awaited for long. */
  readonly isRest: boolean;
}

export interface Endings {
  /** A key has ended a scan, also one that was refused. */
  readonly hasKey: boolean;
  /** The last scans that ended with a key: three of digits only, and three others. Newest last. */
  readonly keyed: readonly Shape[];
  /** Whole codes of readers that send no key at the end. */
  readonly paused: readonly Shape[];
  /** Other scans that a pause ended. */
  readonly seen: readonly Shape[];
  readonly open: Open | null;
  /** The last scan that looked like two codes in one. */
  readonly double: string | null;
  /** How long the last codes of different lengths were that were whole. Newest last. */
  readonly lengths: readonly number[];
}

export const NO_ENDINGS: Endings = {
  ...{ hasKey: false, keyed: [], paused: [], seen: [], open: null, double: null, lengths: [] },
};

/** What follows within this time after a part of a code may be its rest. */
export const REST_OF_PART_MS = 5_000;

/**
 * The same after a part that was refused: a radio link can be silent for so long. Then a code of a known length is
 * believed, unless it makes a known length together with the part.
 */
export const REST_OF_REFUSED_MS = 35_000;

const KEYED_MIN = 3;
const SHAPES_MAX = 16;
/** A reader without a key at the end is known after so many scans of one length. */
const SEEN_MIN = 2;

/** Whether nothing shows that the scan is only a part of a code, by how and when the scans before it ended. */
export function isWholeScan(
  endings: Endings,
  scan: EndedScan,
  { isOneReader }: { isOneReader: boolean },
): boolean {
  if (isRestOfPart(endings, scan, isOneReader)) return false;
  return scan.isBySuffix || !hasLostEnd(endings, scan, isOneReader);
}

/** Remembers a scan. `isRefused`: it was no code. `isLine`: it was a line of a code of several lines. */
export function learnEnding(
  before: Endings,
  scan: EndedScan,
  { isRefused, isLine = false }: { isRefused: boolean; isLine?: boolean },
): Endings {
  // What is refused may be the rest of the code before it, so it proves nothing.
  const proven = isRefused ? before : withProven(before, scan);
  const shape = shapeOf(scan);
  const endings = isRefused ? proven : { ...proven, lengths: withLength(proven.lengths, shape) };
  if (scan.isBySuffix) {
    if (isRefused) return { ...endings, open: null };
    const others = endings.keyed.filter(({ isNumber }) => isNumber !== shape.isNumber);
    const alike = endings.keyed.filter(({ isNumber }) => isNumber === shape.isNumber);
    return { ...endings, keyed: [...others, ...[...alike, shape].slice(-KEYED_MIN)], open: null };
  }
  const isKnown = isKnownPause(endings, shape) || isAgain(endings.open, scan);
  const { text, mayBeCut, lastKeyAtMs: atMs } = scan;
  const isRest = isLine || (isRefused && isRestOfPart(before, scan, false));
  const open = { ...shape, text, mayBeCut, atMs, isKnown, isRefused, isRest };
  return isKnown
    ? { ...endings, paused: withShape(endings.paused, shape), open }
    : { ...endings, seen: [...endings.seen, shape].slice(-SHAPES_MAX), open };
}

/** Whether readers here send such codes without a key at the end. */
export function endsByPause(endings: Endings, scan: EndedScan): boolean {
  return isKnownPause(withProven(endings, scan), shapeOf(scan));
}

/**
 * Whether two scanners that type at once wrote this: as long as two codes that are known here, if one of them ends with
 * a pause, or twice as long as a code and twice as fast, or with two keys at its end where none is known to have that. A scanner may end its codes with CR and LF, so such a code is
 * believed when it comes again: two scanners do not meet twice in the same way.
 */
export function isOfTwoScanners(before: Endings, scan: EndedScan, endCount: number): boolean {
  const endings = withProven(before, scan);
  const { length, paceMs } = shapeOf(scan);
  const known = [...endings.keyed, ...endings.paused];
  if (endings.double === scan.text || known.some((each) => each.length === length)) return false;
  if (endings.lengths.includes(length)) return false;
  const isTwice = (each: Shape): boolean =>
    2 * each.length === length &&
    paceMs >= TWICE_MIN * each.paceMs &&
    paceMs <= TWICE_MAX * each.paceMs;
  if (known.some(isTwice) || isOfTwo(endings, scan)) return true;
  const isEven = length % 2 === 0 && length >= 2 * CODE_MIN;
  return isEven && endCount > 1 && endings.keyed.every((each) => each.endCount < 2);
}

/** Whether a code that is known here, and one that ends with a pause, make it together. They need not be typed in step. */
function isOfTwo({ keyed, paused }: Endings, scan: EndedScan): boolean {
  const lastMs = scan.lastKeyAtMs - scan.beganAtMs;
  const isBoth = (one: Shape, other: Shape): boolean =>
    one.length + other.length === scan.text.length &&
    lastMs <= LATER_MAX * (durationMs(one) + durationMs(other)) + BETWEEN_MS &&
    lastMs >= SOONER_MIN * Math.max(durationMs(one), durationMs(other));
  const others = scan.isBySuffix ? keyed : paused;
  return paused.some((one) => others.some((other) => isBoth(one, other)));
}

function durationMs({ length, paceMs }: Shape): number {
  return length * paceMs;
}

const LATER_MAX = 1.3;
const SOONER_MIN = 0.6;
/** A longer pause would have ended the first code. */
const BETWEEN_MS = 250;

const TWICE_MIN = 0.3;
const TWICE_MAX = 0.7;
const CODE_MIN = 4;

/** Remembers a scan that looks like two codes, and learns nothing else of it. */
export function learnDouble(endings: Endings, { text }: EndedScan): Endings {
  return { ...endings, double: text };
}

/** Remembers that a key ended a scan. */
export function learnKey(endings: Endings): Endings {
  return endings.hasKey ? endings : { ...endings, hasKey: true };
}

/** Remembers how many keys ended the newest scan. */
export function learnEndCount(endings: Endings, endCount: number): Endings {
  const newest = endings.keyed.at(-1);
  if (newest === undefined) return endings;
  return { ...endings, keyed: [...endings.keyed.slice(0, -1), { ...newest, endCount }] };
}

/** A code that was delivered and that nothing followed was whole. */
function withProven(endings: Endings, { beganAtMs }: EndedScan): Endings {
  const { open } = endings;
  if (open === null || open.isRefused || beganAtMs - open.atMs <= REST_OF_PART_MS) return endings;
  return { ...endings, paused: withShape(endings.paused, open) };
}

/** The scan before was, or may have been, the first part of a code, and this may be the rest. */
function isRestOfPart(endings: Endings, scan: EndedScan, isOneReader: boolean): boolean {
  const { open } = endings;
  if (open === null || isTriedAgain(open, scan)) return false;
  const shape = shapeOf(scan);
  const afterMs = scan.beganAtMs - open.atMs;
  if (afterMs > REST_OF_PART_MS) {
    // A reader that sends a key now has not ended the code before it.
    const hasNoEnd = open.isRefused || (isOneReader && !open.isKnown && scan.isBySuffix);
    const isPart = hasNoEnd && !open.isRest;
    return isPart && afterMs <= REST_OF_REFUSED_MS && mayBeRest(endings, shape, open.length);
  }
  if (open.isRefused || !open.isKnown) {
    return scan.isBySuffix || !isSame(open, shape) || !isKnownPause(endings, shape);
  }
  return scan.isBySuffix
    ? !endings.keyed.some((each) => isSame(each, shape))
    : !isKnownPause(endings, shape);
}

/**
 * Whether single keys before a scan may be its first ones: a scanner may stall right after them. `count`: how many came.
 * Zero if there were none.
 */
export function isRestOfKeys(endings: Endings, scan: EndedScan, count: number): boolean {
  return count > 0 && mayBeRest(endings, shapeOf(scan), count);
}

/**
 * Whether a code of this shape may be the rest of one of which `partLength` characters came before: its length is not
 * known here, or it makes a known one together with them.
 */
function mayBeRest(endings: Endings, shape: Shape, partLength: number): boolean {
  const known = [...endings.keyed, ...endings.paused];
  const isKnown = known.some((each) => isSame(each, shape)) || isKnownPause(endings, shape);
  return !isKnown || known.some(({ length }) => length === partLength + shape.length);
}

/** Such codes end with a key here, or are longer, and no reader is known that sends such a code without a key. */
function hasLostEnd(before: Endings, scan: EndedScan, isOneReader: boolean): boolean {
  const endings = withProven(before, scan);
  const shape = shapeOf(scan);
  if (isKnownPause(endings, shape) || isAgain(endings.open, scan)) return false;
  const isAlike = ({ isNumber }: Shape): boolean => isNumber === shape.isNumber;
  const keyed = endings.keyed.filter(isAlike);
  const isKeyed = isOneReader ? endings.hasKey : keyed.length >= KEYED_MIN;
  if (isKeyed) return true;
  // Fewer codes are enough if it is shorter than all of them. The first part of any code may have digits only.
  return [endings.keyed, endings.paused].some((shapes) => {
    const known = shapes.filter((each) => shape.isNumber || isAlike(each));
    return known.length > 0 && known.every(({ length }) => length > shape.length);
  });
}

function isKnownPause({ paused, seen }: Endings, shape: Shape): boolean {
  const seenCount = seen.filter((each) => isSame(each, shape)).length;
  return paused.some((each) => isSame(each, shape)) || seenCount >= SEEN_MIN;
}

/** The same card again. The end of its code was missing before, or the beginning. */
function isTriedAgain({ text, mayBeCut }: Open, scan: EndedScan): boolean {
  if (text.length < PART_MIN) return scan.text === text;
  return mayBeCut ? scan.text.endsWith(text) : scan.text.startsWith(text);
}

/** Fewer characters may be in the rest of a code as well. */
const PART_MIN = 4;

/** A stall does not cut one code twice at the same place. */
function isAgain(open: Open | null, { text }: EndedScan): boolean {
  return open !== null && open.text === text;
}

function withShape(shapes: readonly Shape[], of: Shape): readonly Shape[] {
  const { isNumber, length, paceMs, endCount } = of;
  const shape = { isNumber, length, paceMs, endCount };
  return [...shapes.filter((each) => !isSame(each, shape)), shape].slice(-SHAPES_MAX);
}

function withLength(lengths: readonly number[], { length }: Shape): readonly number[] {
  return [...lengths.filter((each) => each !== length), length].slice(-SHAPES_MAX);
}

function isSame(one: Shape, other: Shape): boolean {
  return one.isNumber === other.isNumber && one.length === other.length;
}

function shapeOf({ text, isBySuffix, beganAtMs, lastKeyAtMs }: EndedScan): Shape {
  return {
    ...{ isNumber: /^[0-9]+$/.test(text), length: text.length },
    paceMs: (lastKeyAtMs - beganAtMs) / Math.max(1, text.length - 1),
    endCount: isBySuffix ? 1 : 0,
  };
}
