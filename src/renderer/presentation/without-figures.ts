/** Removes the amounts and card numbers from a text, for a voice that other people could hear. */
export function withoutFigures(text: string): string {
  return text
    .replaceAll(/(?:\s·\s)?\p{Sc}?\s?\d[\d.,\s]*[.,]\d{2}\s?\p{Sc}?/gu, ' ')
    .replaceAll(/\b(?=\w*\d)\w{6,}/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
