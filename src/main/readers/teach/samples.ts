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

/** From `from` to `to`, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}
