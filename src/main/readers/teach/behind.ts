/** Recognizes bytes behind a number that do not belong to it: a line end, a status or a check byte. Pure. */
import { range } from './samples.ts';

/** A number in the report of one card, and the end of what may be behind it. */
export interface Ended {
  card: Uint8Array;
  offset: number;
  count: number;
  end: number;
}

/**
 * Whether the bytes behind the numbers do not belong to them. There are as many of them for every card. They do not
 * belong to the numbers if all of them are the same, or if one is a check byte (`isCheck`) and the others are the same.
 */
export function isBehind(all: readonly Ended[]): boolean {
  const [first] = all;
  if (first === undefined) return false;
  const size = first.end - first.offset - first.count;
  const behind = all.map(({ card, offset, count }) => card.subarray(offset + count));
  const differing = range(0, size - 1).filter((at) => !isOne(behind.map((bytes) => bytes[at])));
  const [at, ...others] = differing;
  return size > 0 && others.length === 0 && (at === undefined || isCheck(all, at));
}

/**
 * Whether this byte behind the number is the exclusive or, the sum or the complement of the sum of all bytes before it,
 * or of those of the number. They may start from any value, so only the difference has to be the same for all cards.
 */
function isCheck(all: readonly Ended[], behindAt: number): boolean {
  return [true, false].some((isOfAll) => {
    const checks = all.map(({ card, offset, count }) => {
      const at = offset + count + behindAt;
      const bytes = card.subarray(isOfAll ? 0 : offset, at);
      const sum = bytes.reduce((total, byte) => total + byte, 0);
      const check = card[at] ?? 0;
      const xor = bytes.reduce((total, byte) => total ^ byte, check);
      return { xor, sum: (check - sum) & 0xff, complement: (check + sum) & 0xff };
    });
    return (['xor', 'sum', 'complement'] as const).some((kind) =>
      isOne(checks.map((each) => each[kind])),
    );
  });
}

function isOne(values: readonly (number | undefined)[]): boolean {
  return new Set(values).size === 1;
}
