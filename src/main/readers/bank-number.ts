/** Recognises the number of a bank card. Pure. */

/**
 * How the numbers of banks begin (ISO/IEC 7812-1 and the ranges that the networks publish): JCB, Diners Club, American
 * Express, all that begins with 4 or 5, Mir and Mastercard with 2, Discover, UnionPay, Maestro, RuPay and Hipercard with
 * 6, and national cards with 8 or 9. Shops have other numbers that begin with 6.
 */
const RANGES = new RegExp(
  '^(?:' +
    [
      '22(?:0[0-4]|2[1-9]|[3-9])|2[3-6]|27[01]|2720',
      '30(?:[0-5]|95)|35(?:2[89]|[3-8])|3[46-9]',
      '[45]',
      '60(?:11|62|69|[78])|62|63(?:04|62|63|90)|64[4-9]|65|67',
      '8[12]|8600|9704|9792|9860',
    ].join('|') +
    ')',
);

/** Whether the number is in a range of a bank. `text` has nothing but digits. */
export function isOfBank(text: string): boolean {
  return RANGES.test(text);
}

/** The check digit of a card number (ISO/IEC 7812-1, annex B). Counts only the digits in `text`. */
export function isLuhn(text: string): boolean {
  const digits = text.replace(/[^0-9]/g, '');
  const sum = Array.from(digits).reduceRight((total, digit, at) => {
    const isDoubled = (digits.length - at) % 2 === 0;
    const value = Number(digit) * (isDoubled ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Whether length, range and check digit fit a bank card. */
export function isBankNumber(text: string): boolean {
  return isOfBank(text) && isPossible(text);
}

/** The same for a number with a date after it, which leaves less doubt: it may be of a network that is not listed. */
export function isDatedBankNumber(text: string): boolean {
  return (isOfBank(text) || /^[2-6]/.test(text)) && isPossible(text);
}

/** Only Maestro has numbers of 12 digits. */
function isPossible(text: string): boolean {
  return /^(?:[0-9]{13,19}|[56][0-9]{11})$/.test(text) && isLuhn(text);
}
