/**
 * Random numbers from a seed. The same seed gives the same numbers on every machine. The simulation has no other
 * randomness.
 */
import { assert } from '../../src/shared/assert.ts';
import { seededRandom } from '../../src/sandbox/random.ts';

export interface Random {
  /** At least 0 and below 1. */
  next(): number;
  /** A whole number. Both ends are possible. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** A random id in the form of a UUID v4. */
  id(): string;
}

export function createRandom(seed: number): Random {
  const next = seededRandom(seed);
  const between = (low: number, high: number): number =>
    low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (choices) => {
      const chosen = choices[between(0, choices.length - 1)];
      assert(chosen !== undefined, 'there is something to choose from');
      return chosen;
    },
    id: () => {
      const hex = (digits: number): string =>
        between(0, 16 ** digits - 1)
          .toString(16)
          .padStart(digits, '0');
      return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
    },
  };
}

/** A seed for one part of a run, so that the draws of one part do not change those of another. */
export function seedOf(seed: number, part: number): number {
  return Math.imul(seed ^ Math.imul(part + 1, 0x9e3779b1), 0x85ebca6b) >>> 0;
}
