/**
 * Keys that come one by one, as slowly as a person's. They count as typed at once, but they may turn out to be the code
 * of a slow scanner. Then all of them are taken back. Pure, with a bounded memory.
 */

export interface Typing {
  readonly count: number;
  /** One of the characters has no meaning in an amount or a PIN. */
  readonly hasOther: boolean;
  /** How many characters came after the decimal sign. Null without one. */
  readonly decimalCount: number | null;
  readonly lastKey: string;
  /** The last gaps between keys, newest last. */
  readonly gaps: readonly Gap[];
  /** When the last character was typed. */
  readonly lastAtMs: number;
  /** When a key that ends a code came after the last character. Null if none did. */
  readonly endedAtMs: number | null;
  /** Some of the keys have changed the amount or the PIN. */
  readonly isDelivered: boolean;
  /** It is decided: a scanner typed this, and the customer has read so. */
  readonly isScanner: boolean;
}

interface Gap {
  readonly ms: number;
  /** Between two equal keys. A person taps one key as steadily as a scanner. */
  readonly isOfOneKey: boolean;
}

/** A digit, a decimal sign (`.`), another character, or the key that ends a code. */
export interface TypedStroke {
  key: string;
  atMs: number;
}

export const OTHER_KEY = 'other';
export const END_KEY = 'end';

/** One more than any amount (`99999,99`) and any PIN has. */
const COUNT_MAX = 8;
/** The most digits of an amount without a decimal sign (`9999999`). A PIN may have one more. */
const PLAIN_MAX = 7;
/** No currency has more decimals. */
const DECIMALS_MAX = 3;
/** A shorter code with a letter is a person who missed a key. */
const WITH_OTHER_MIN = 4;
/** Keys that are further apart do not belong together. */
const TOGETHER_MS = 2_000;
/** Nobody types the next amount, and presses no button, so soon after a key. */
const FRESH_MS = 500;
/** After a refused scan, a person needs longer than this to begin again. Its last keys may still come. */
const REFUSED_MS = 1_500;

/** The fewest characters whose rhythm counts: the four digits of `1250` are what people type most. */
const RHYTHM_COUNT_MIN = 5;
/**
 * The spread (the standard deviation of the logarithms) of so many gaps between two different keys, up to which they are
 * a scanner's. The gaps of a person are modelled as log-normal with a spread of 0.25 to 0.5 (test/unit/wedge/people.ts),
 * and each limit takes one of ten thousand groups of gaps of people for a scanner's. Fewer gaps than four prove nothing.
 */
const STEADY: Limits = [
  [4, 0.014],
  [5, 0.026],
  [6, 0.04],
  [7, 0.05],
  [8, 0.06],
];
/**
 * The same for digits only. The more digits, the likelier they are a code, so these limits take up to one of a hundred
 * groups of gaps of people for a scanner's.
 */
const EVEN: Limits = [
  [4, 0.03],
  [5, 0.068],
  [6, 0.098],
  [7, 0.11],
  [8, 0.12],
];
/** The same for all gaps. Nobody taps one key like this. */
const MECHANICAL: Limits = [[4, 0.008]];
type Limits = readonly (readonly [gapCount: number, spreadMax: number])[];
const GAPS_MAX = 8;
/** A person hits two keys at once now and then, but not three. A stall may cut a fast code into such short pieces. */
const FAST_GAPS_MIN = 2;
const FASTEST_MS = 30;
/** Keys of one burst (`interKeyMs`). */
const AT_ONCE_MS = 120;
/** A scanner with a radio can be silent for so long. */
const STRAY_MS = 35_000;

/** Null if the last key is too long ago to belong to the next one. */
export function stillTyping(typing: Typing | null, atMs: number): Typing | null {
  if (typing === null) return null;
  return atMs - typing.lastAtMs <= (typing.isScanner ? REFUSED_MS : TOGETHER_MS) ? typing : null;
}

/** Whether a key at this time follows so soon that it is not a press of its own. */
export function isAmongTyping(typing: Typing | null, atMs: number): boolean {
  if (typing === null) return false;
  const lastKeyAtMs = Math.max(typing.lastAtMs, typing.endedAtMs ?? 0);
  return atMs - lastKeyAtMs <= (typing.isScanner ? REFUSED_MS : FRESH_MS);
}

/**
 * How many keys came before a key at this time that may be the first ones of a code in which the scanner stalls: fewer
 * than a scan has, all at once. A person seldom types one digit and then shows a card. Zero if there are none.
 */
export function strayCount(typing: Typing | null, atMs: number): number {
  if (typing === null || typing.endedAtMs !== null || typing.count >= WITH_OTHER_MIN) return 0;
  const isAtOnce = typing.gaps.every(({ ms }) => ms <= AT_ONCE_MS);
  return isAtOnce && atMs - typing.lastAtMs <= STRAY_MS ? typing.count : 0;
}

export function withStroke(before: Typing | null, { key, atMs }: TypedStroke): Typing {
  const typing = stillTyping(before, atMs);
  const isEnd = key === END_KEY;
  return {
    count: (typing?.count ?? 0) + (isEnd ? 0 : 1),
    hasOther: typing?.hasOther === true || key === OTHER_KEY,
    decimalCount: decimalCountWith(typing?.decimalCount ?? null, key),
    lastKey: key,
    gaps: [...(typing?.gaps ?? []), ...gapBefore(typing, { key, atMs })].slice(-GAPS_MAX),
    lastAtMs: isEnd ? (typing?.lastAtMs ?? atMs) : atMs,
    endedAtMs: isEnd ? atMs : null,
    isDelivered: typing?.isDelivered ?? false,
    isScanner: typing?.isScanner ?? false,
  };
}

function decimalCountWith(before: number | null, key: string): number | null {
  if (key === END_KEY) return before;
  if (before !== null) return before + 1;
  return key === '.' ? 0 : null;
}

/** Two ends in a row are no rhythm of a code: CR and LF, or a person who presses Enter twice. */
function gapBefore(typing: Typing | null, { key, atMs }: TypedStroke): Gap[] {
  if (typing === null || (typing.endedAtMs !== null && key === END_KEY)) return [];
  return [{ ms: atMs - typing.lastAtMs, isOfOneKey: key === typing.lastKey }];
}

/** Whether no person types so: too many keys, a word, keys faster than fingers, or a steady rhythm. */
export function isOfScanner(typing: Typing): boolean {
  const { count, hasOther, decimalCount, gaps, isScanner } = typing;
  if (isScanner || count > COUNT_MAX || (hasOther && count >= WITH_OTHER_MIN)) return true;
  if (gaps.filter(({ ms }) => ms <= FASTEST_MS).length >= FAST_GAPS_MIN) return true;
  if (count < RHYTHM_COUNT_MIN) return false;
  const ofTwoKeys = gaps.filter(({ isOfOneKey }) => !isOfOneKey);
  return isWithin(gaps, MECHANICAL) || isWithin(ofTwoKeys, decimalCount === null ? EVEN : STEADY);
}

/** Whether the keys are longer than any amount. Eight digits may still be a PIN. */
export function isNoAmount({ count, decimalCount, hasOther }: Typing): boolean {
  if (hasOther) return false;
  return decimalCount === null ? count > PLAIN_MAX : decimalCount > DECIMALS_MAX;
}

function isWithin(gaps: readonly Gap[], limits: Limits): boolean {
  return limits.some(
    ([gapCount, spreadMax]) =>
      gaps.length >= gapCount && spreadOf(gaps.slice(-gapCount)) <= spreadMax,
  );
}

function spreadOf(gaps: readonly Gap[]): number {
  const logs = gaps.map(({ ms }) => Math.log(Math.max(ms, 1)));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const squares = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0);
  return Math.sqrt(squares / (logs.length - 1));
}
