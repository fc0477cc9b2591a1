/**
 * Makes a text from the API safe to show, speak and print: one line, without control characters that a device
 * could take as a command. Letters, marks and joiners stay as they are.
 */
export function plainText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}
