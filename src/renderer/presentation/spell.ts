/** Sign by sign, as people dictate it. */
export function spell(text: string): string {
  return Array.from(text).join(' ');
}
