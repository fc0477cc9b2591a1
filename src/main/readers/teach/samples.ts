/** Compares the reports of two cards byte by byte. Pure. */

/** The report that carries the number, once for each presentation of each card. */
export interface Samples {
  first: readonly Uint8Array[];
  second: readonly Uint8Array[];
}

/** How a byte behaves: always the same, different for each card, or changing with one card (noise). */
export type Mark = 'same' | 'differs' | 'noise';

export interface Comparison {
  /** One for each byte of the longest report. What a shorter report does not have counts as zero. */
  marks: readonly Mark[];
  /** The noise that comes with one of the cards only. */
  halves: ReadonlySet<number>;
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
  const size = Math.max(...[...first, ...second].map((report) => report.length));
  const marks = Array.from({ length: size }, (_, at): Mark => {
    const isStable = [first, second].every((card) =>
      card.every((report) => (report[at] ?? 0) === (card[0]?.[at] ?? 0)),
    );
    if (!isStable) return 'noise';
    return (a[at] ?? 0) === (b[at] ?? 0) ? 'same' : 'differs';
  });
  const [ofFirst, ofSecond] = [unstablePlaces(first), unstablePlaces(second)];
  const halves = new Set([
    ...ofFirst.filter((at) => !ofSecond.includes(at)),
    ...ofSecond.filter((at) => !ofFirst.includes(at)),
  ]);
  return { marks, halves, a: padded(a, size), b: padded(b, size) };
}

function padded(report: Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes.set(report);
  return bytes;
}

/** Whether this is true of the byte of both cards. */
export function isBoth({ a, b }: Comparison, at: number, is: (byte: number) => boolean): boolean {
  return [a, b].every((card) => at >= 0 && at < card.length && is(card[at] ?? 0));
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
  const size = Math.max(...card.map((report) => report.length));
  return range(0, size - 1).filter((at) => card.some((report) => report[at] !== card[0]?.[at]));
}

/** From `from` to `to`, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}
