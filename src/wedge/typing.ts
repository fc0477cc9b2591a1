/**
 * Keys that come one by one, as slowly as a person's. They count as typed at once, but they may turn out to be the code
 * of a slow scanner. Then all of them are taken back. Pure, with a bounded memory.
 */

export interface Typing {
  readonly count: number;
  /** One of the characters has no meaning in an amount or a PIN. */
  readonly hasOther: boolean;
  /** The last gaps between keys, newest last. */
  readonly gapsMs: readonly number[];
  /** When the last character was typed. */
  readonly lastAtMs: number;
  /** When a key that ends a code came after the last character. Null if none did. */
  readonly endedAtMs: number | null;
  /** Some of the keys have changed the amount or the PIN. */
  readonly isDelivered: boolean;
  /** It is decided: a scanner typed this, and the customer has read so. */
  readonly isScanner: boolean;
}

/** A character, or the key that ends a code. */
export interface TypedStroke {
  kind: 'ofAmount' | 'other' | 'end';
  atMs: number;
}

/** One more than any amount (`99999,99`) and any PIN has. */
const COUNT_MAX = 8;
/** A shorter code with a letter is a person who missed a key. */
const WITH_OTHER_MIN = 4;
/** Keys that are further apart do not belong together. */
const TOGETHER_MS = 2_000;
/** Nobody types the next amount, and presses no button, so soon after a key. */
const FRESH_MS = 500;
/** After a refused scan, a person needs longer than this to begin again. Its last keys may still come. */
const REFUSED_MS = 1_500;

/**
 * The longest of so many gaps over the shortest, up to which the keys are a scanner's. The gaps of a person are
 * modelled as log-normal with a spread of 0.25 to 0.5 (test/unit/wedge/people.ts). With 0.3, each limit takes one of ten
 * thousand groups of gaps of a person for a scanner's. Fewer gaps than four prove nothing.
 */
const EVEN_RATIO: Readonly<Record<number, number>> = { 4: 1.028, 5: 1.063, 6: 1.104, 7: 1.148 };
const GAPS_MAX = 7;
/** A person hits two keys at once now and then, but not three. A stall may cut a fast code into such short pieces. */
const FAST_GAPS_MIN = 2;
const FASTEST_MS = 30;

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

export function withStroke(before: Typing | null, { kind, atMs }: TypedStroke): Typing {
  const typing = stillTyping(before, atMs);
  // Two ends in a row are no rhythm of a code: CR and LF, or a person who presses Enter twice.
  const isAgain = (typing?.endedAtMs ?? null) !== null && kind === 'end';
  const gap = typing === null || isAgain ? [] : [atMs - typing.lastAtMs];
  const gaps = [...(typing?.gapsMs ?? []), ...gap];
  return {
    count: (typing?.count ?? 0) + (kind === 'end' ? 0 : 1),
    hasOther: typing?.hasOther === true || kind === 'other',
    gapsMs: gaps.slice(-GAPS_MAX),
    lastAtMs: kind === 'end' ? (typing?.lastAtMs ?? atMs) : atMs,
    endedAtMs: kind === 'end' ? atMs : null,
    isDelivered: typing?.isDelivered ?? false,
    isScanner: typing?.isScanner ?? false,
  };
}

/** Whether no person types so: too many keys, a word, keys faster than fingers, or a steady rhythm. */
export function isOfScanner({ count, hasOther, gapsMs, isScanner }: Typing): boolean {
  if (isScanner || count > COUNT_MAX || (hasOther && count >= WITH_OTHER_MIN)) return true;
  if (gapsMs.filter((gapMs) => gapMs <= FASTEST_MS).length >= FAST_GAPS_MIN) return true;
  return Object.entries(EVEN_RATIO).some(([length, ratio]) => {
    const last = gapsMs.slice(-Number(length));
    return last.length === Number(length) && Math.max(...last) <= ratio * Math.min(...last);
  });
}
