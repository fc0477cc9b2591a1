/**
 * A model of how people type digits, not a measurement: the gaps between the keys of one person are log-normal. The median
 * and the spread differ from person to person.
 */
interface Typist {
  medianMs: number;
  /** The standard deviation of the logarithm of the gaps. */
  spread: number;
}

/** A gap of the person, from two numbers between 0 and 1 (Box and Muller). Nobody is faster than 70 ms. */
export function gapOf({ medianMs, spread }: Typist, [one, two]: readonly [number, number]): number {
  const normal = Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * two);
  return Math.max(70, medianMs * Math.exp(spread * normal));
}

/** Random numbers between 0 and 1 that are the same in every run (mulberry32). */
export function aRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
