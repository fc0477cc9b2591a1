/** Removes the amounts and card numbers from a text, for a voice that other people could hear. */
export function withoutFigures(text: string): string {
  return text
    .replaceAll(WITH_CURRENCY, ' ')
    .replaceAll(WITH_DECIMALS, ' ')
    .replaceAll(/\b(?=\w*\d)\w{6,}/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A sign such as `€`, `JP¥` or `US$`, an ISO code, or an Arabic abbreviation. */
const CURRENCY = String.raw`(?:\b[A-Z]{0,3}\p{Sc}|\b[A-Z]{3}\b|\p{Sc}|(?:\p{Script=Arabic}\.)+)`;
const NUMBER = String.raw`\d[\d.,\s\u200e\u200f]*`;
/** An amount may have no decimals, so the currency beside it tells. */
const WITH_CURRENCY = new RegExp(
  String.raw`(?:\s·\s)?(?:${CURRENCY}[\s\u200e\u200f\u2212-]*${NUMBER}|${NUMBER}${CURRENCY})`,
  'gu',
);
const WITH_DECIMALS = /(?:\s·\s)?\d[\d.,\s]*[.,]\d{2,3}\b/gu;
