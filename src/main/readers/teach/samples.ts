/** Compares the reports of two cards byte by byte. Pure. */

/** The report that carries the number, once for each presentation of each card. */
export interface Samples {
  first: readonly Uint8Array[];
  second: readonly Uint8Array[];
}

/** How a byte behaves: always the same, different for each card, or changing with one card (noise). */
export type Mark = 'same' | 'differs' | 'noise';

export interface Comparison {
  /** One for each byte of the shortest report. */
  marks: readonly Mark[];
  /** The first report of the first card, and of the second card. */
  a: Uint8Array;
  b: Uint8Array;
}

export interface ByteRange {
  offset: number;
  count: number;
}

/** Null if a card has no report. */
export function compare({ first, second }: Samples): Comparison | null {
  const [a] = first;
  const [b] = second;
  if (a === undefined || b === undefined) return null;
  const size = Math.min(...[...first, ...second].map((report) => report.length));
  const marks = Array.from({ length: size }, (_, at): Mark => {
    const isStable = [first, second].every((card) =>
      card.every((report) => report[at] === card[0]?.[at]),
    );
    if (!isStable) return 'noise';
    return a[at] === b[at] ? 'same' : 'differs';
  });
  return { marks, a, b };
}

/**
 * Whether one card changes bytes that the other keeps, as a phone with a new number at each touch does. A counter or a
 * time changes with both cards.
 */
export function isOneChanging({ first, second }: Samples): boolean {
  const [ofFirst, ofSecond] = [unstablePlaces(first), unstablePlaces(second)];
  const only = (own: readonly number[], other: readonly number[]): number =>
    own.filter((at) => !other.includes(at)).length;
  return Math.max(only(ofFirst, ofSecond), only(ofSecond, ofFirst)) >= CHANGING_MIN;
}

/** A random number of four bytes keeps its first byte (ISO/IEC 14443-3, 6.5.4). */
const CHANGING_MIN = 3;

function unstablePlaces(card: readonly Uint8Array[]): number[] {
  const size = Math.min(...card.map((report) => report.length));
  return range(0, size - 1).filter((at) => card.some((report) => report[at] !== card[0]?.[at]));
}

/** From `from` to `to`, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}
