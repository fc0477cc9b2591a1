/** Sign by sign, as one dictates it. Pure. */
export function spell(text: string): string {
  return Array.from(text).join(' ');
}
