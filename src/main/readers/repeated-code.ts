/** Finds the code that a misconfigured scanner sent two or three times in one scan. Pure. */
import { problemAsSent } from './sent-number.ts';

/** The shortest code that is looked for. A shorter one repeats by chance. */
const PART_MIN = 4;
/** Two or three copies, with nothing between them, or with the same sign that is no letter and no digit. */
const REPEATED = [2, 3].map(
  (copies) => new RegExp(`^(.{${PART_MIN},})([^\\p{L}\\p{N}]?)\\1(?:\\2\\1){${copies - 2}}$`, 'su'),
);

/**
 * Returns the code if the text is nothing but copies of it, else null. The text may still be a card of its own, so look
 * the whole text up first.
 */
export function repeatedCode(text: string): string | null {
  const parts = REPEATED.map((pattern) => pattern.exec(text)?.[1]);
  return parts.find((part) => part !== undefined && !isNoCode(part)) ?? null;
}

/** One character again and again, or a number that names no card: a random one, or half of a longer one. */
function isNoCode(part: string): boolean {
  const isOfOne = part === part.charAt(0).repeat(part.length);
  const mayBeNone = /^(?:08|88)[0-9]{6}$/.test(part);
  return isOfOne || mayBeNone || problemAsSent({ text: part, number: part }, null) !== null;
}
