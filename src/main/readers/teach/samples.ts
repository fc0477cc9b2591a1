/** Compares the reports of two or more cards byte by byte. Pure. */

/** For each card: the report that carries the number, once for each presentation. */
export type Samples = readonly (readonly Uint8Array[])[];

/** How a byte behaves: the same for all cards, not the same for all, or changing with one card (noise). */
export type Mark = 'same' | 'differs' | 'noise';

export interface Comparison {
  /** One for each byte of the longest report. What a shorter report does not have counts as zero. */
  marks: readonly Mark[];
  /** The noise that does not come with all cards. */
  halves: ReadonlySet<number>;
  /** The first report of each card. */
  cards: readonly Uint8Array[];
}

export interface ByteRange {
  offset: number;
  count: number;
}

/**
 * The reports with zeros in place of the bytes FF at their end, if every report has at least two of them. They are padding
 * then: no number ends so on every card. Null if a report has not.
 */
export function withoutOnes(samples: Samples): Samples | null {
  const isPadded = samples
    .flat()
    .every((report) => report.at(-1) === 0xff && report.at(-2) === 0xff);
  if (!isPadded || samples.flat().length === 0) return null;
  return samples.map((card) =>
    card.map((report) => {
      const end = report.findLastIndex((byte) => byte !== 0xff) + 1;
      return report.map((byte, at) => (at < end ? byte : 0));
    }),
  );
}

/** Null if a card has no report. */
export function compare(samples: Samples): Comparison | null {
  const firsts = samples.flatMap(([report]) => report ?? []);
  if (firsts.length < samples.length) return null;
  const size = Math.max(...samples.flat().map((report) => report.length));
  const cards = firsts.map((report) => padded(report, size));
  const [unstable, isNoise] = [samples.map(unstablePlaces), new Set<number>()];
  for (const at of unstable.flat()) isNoise.add(at);
  const marks = Array.from({ length: size }, (_, at): Mark => {
    if (isNoise.has(at)) return 'noise';
    return new Set(cards.map((card) => card[at])).size === 1 ? 'same' : 'differs';
  });
  const isOfAll = (at: number): boolean => unstable.every((places) => places.includes(at));
  return { marks, halves: new Set([...isNoise].filter((at) => !isOfAll(at))), cards };
}

function padded(report: Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes.set(report);
  return bytes;
}

/** Whether this is true of the byte of every card. */
export function isEvery({ cards }: Comparison, at: number, is: (byte: number) => boolean): boolean {
  return cards.every((card) => at >= 0 && at < card.length && is(card[at] ?? 0));
}

/**
 * Whether one card changes bytes that the others keep, as a phone with a new number at each touch does. A counter or a
 * time changes with all cards.
 */
export function isOneChanging(samples: Samples): boolean {
  const unstable = samples.map(unstablePlaces);
  return unstable.some((own) => {
    const others = unstable.filter((places) => places !== own).flat();
    return own.filter((at) => !others.includes(at)).length >= CHANGING_MIN;
  });
}

/** Whether two of the cards have the same bytes wherever cards differ: staff presented one card twice. */
export function isOneTwice({ cards, marks }: Comparison): boolean {
  const differing = cards.map((card) =>
    [...card].filter((_, at) => marks[at] === 'differs').join(),
  );
  return new Set(differing).size < cards.length;
}

/** A random number of four bytes keeps its first byte (ISO/IEC 14443-3, 6.5.4). */
const CHANGING_MIN = 3;

function unstablePlaces(card: readonly Uint8Array[]): number[] {
  const size = Math.max(...card.map((report) => report.length));
  return range(0, size - 1).filter((at) =>
    card.some((report) => (report[at] ?? 0) !== (card[0]?.[at] ?? 0)),
  );
}

/** From `from` to `to`, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}
