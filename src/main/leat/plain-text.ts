/**
 * A text of the API's as it may be shown, spoken and printed: one line, and nothing that a device could take as
 * a command. Letters, marks and joiners stay as they are.
 */
export function plainText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}
