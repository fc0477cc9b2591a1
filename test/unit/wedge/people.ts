/**
 * A model of how people type digits, not a measurement: the gaps between the keys of one person are log-normal. The median
 * and the spread differ from person to person. One key is tapped again and again more evenly.
 */
import type { Stroke } from './feed-keys.ts';

interface Typist {
  medianMs: number;
  /** The standard deviation of the logarithm of the gaps. */
  spread: number;
}

const TAP_SPREAD = 0.06;

/** The keys of a person. Each person has another pace. */
export function keysOfPerson(keys: readonly string[], random: () => number): Stroke[] {
  const typist = { medianMs: 130 + 220 * random(), spread: 0.25 + 0.25 * random() };
  const tapping = { medianMs: 0.8 * typist.medianMs, spread: TAP_SPREAD };
  return keys.map((key, at) => {
    const gapMs = gapOf(key === keys[at - 1] ? tapping : typist, [random(), random()]);
    return { key, afterMs: Math.round(gapMs) };
  });
}

/** The keys of a scanner: each gap differs from the mean by up to `jitterMs` (uniform). */
export function keysOfScanner(
  keys: readonly string[],
  { keyMs, jitterMs }: { keyMs: number; jitterMs: number },
  random: () => number,
): Stroke[] {
  return keys.map((key) => ({
    key,
    afterMs: Math.round(keyMs + (2 * random() - 1) * jitterMs),
  }));
}

/** A gap of the person, from two numbers between 0 and 1 (Box and Muller). Nobody is faster than 70 ms. */
function gapOf({ medianMs, spread }: Typist, [one, two]: readonly [number, number]): number {
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
