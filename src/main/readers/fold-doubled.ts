/** Repairs the text of a misconfigured scanner that sends its suffix, or the whole code, twice. Pure. */

/** The shortest half of a doubled code. A shorter code such as `12121212` may be a real card value. */
const HALF_MIN = 8;

/** Removes the suffix. If the same code came twice, returns it once. Leaves two different codes as they are. */
export function foldDoubled(text: string): string {
  const lines = text.split(/[\t\n\r\0]+/).filter((line) => line !== '');
  const [first] = lines;
  if (first === undefined) return '';
  if (lines.some((line) => line !== first)) return text.replace(/[\t\n\r\0]+$/, '');
  const half = first.slice(0, first.length / 2);
  return half.length >= HALF_MIN && half + half === first && !isOneCharacter(half) ? half : first;
}

function isOneCharacter(text: string): boolean {
  return text === text.charAt(0).repeat(text.length);
}
