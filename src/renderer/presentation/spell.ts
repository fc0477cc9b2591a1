/** Separates the characters of a text, so that the voice spells it. */
export function spell(text: string): string {
  return Array.from(text).join(' ');
}
