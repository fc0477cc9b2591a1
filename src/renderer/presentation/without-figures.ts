/** A text without the amounts and card numbers in it, for a voice that others may hear. */
export function withoutFigures(text: string): string {
  return text
    .replaceAll(/(?:\s·\s)?\p{Sc}?\s?\d[\d.,\s]*[.,]\d{2}\s?\p{Sc}?/gu, ' ')
    .replaceAll(/\b(?=\w*\d)\w{6,}/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
