/** Mends what a scanner that is set up badly sends twice: its suffix, or the whole code. Pure. */

/** A shorter code that is twice the same is taken for what it is: `12121212` may be somebody's card. */
const HALF_MIN = 8;

/** Without what ends it; one code where the same one came twice. Two different codes are left as they are. */
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
