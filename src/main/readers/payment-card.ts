/**
 * Recognises the magnetic stripe of a bank card, so that its number goes nowhere: not to the API, to a log or on a
 * screen. Pure. Tracks 1 and 2 as in ISO/IEC 7813.
 */

/** Number, name, then year, month and service code. Some keyboards type other signs than `%`, `^` and `?`. */
const TRACK_1 = /(?:^|[^A-Z0-9])B((?:[0-9] ?){12,18}[0-9])([^0-9 ])/i;
const TRACK_2 = /(?:^|[^0-9])([0-9]{12,19})([^0-9]|D)[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}/i;
/** The number as it is written on a card: in groups of four, or as American Express does. It begins with 2 to 6. */
const IN_GROUPS = /^[2-6][0-9]{3}(?:([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}|([ -])[0-9]{6}\2[0-9]{5})$/;
/** Encrypting readers hide digits, mostly with `*`. The first digits and the last four may be readable. */
const MASKED = /(?<![0-9])[0-9]{0,6}([^0-9A-Z\s]|X)\1{3,}[0-9]{4}(?![0-9])/gi;
/** What a reader sends for a track that it could not read. */
const FAILED_TRACK = /(?:^|[^A-Z0-9])[%;+]E\?/i;

export type SwipeProblem = 'paymentCard' | 'failedSwipe';

/** Why this text must go no further. Null if it is not from a magnetic stripe, or from one of another kind of card. */
export function swipeProblem(text: string): SwipeProblem | null {
  if (isPaymentCard(text)) return 'paymentCard';
  return FAILED_TRACK.test(text) ? 'failedSwipe' : null;
}

/** Magnetic stripe readers (HID Usage Tables, 15). */
export const STRIPE_USAGE_PAGE = 0x8e;
/** How a track begins. The rest may come in the next report. */
const TRACK_START = /(?:%[A-Z*]|[;+])[0-9]{4}|[0-9]{12}/i;

/** Whether a report may hold a part of a bank card, so that nobody may see its bytes. */
export function mayBeSwipe(bytes: Iterable<number>, usagePage: number): boolean {
  if (usagePage === STRIPE_USAGE_PAGE) return true;
  const text = Buffer.from([...bytes]).toString('latin1');
  return TRACK_START.test(text) || swipeProblem(text) !== null;
}

function isPaymentCard(text: string): boolean {
  const [, first, sign] = TRACK_1.exec(text) ?? [];
  if (first !== undefined && (sign === '^' || isLuhn(first))) return true;
  const [, second, separator] = TRACK_2.exec(text) ?? [];
  if (second !== undefined && (separator === '=' || isLuhn(second))) return true;
  if (Array.from(text.matchAll(MASKED)).some(([{ length }]) => length >= 12 && length <= 19))
    return true;
  return IN_GROUPS.test(text.trim()) && isLuhn(text);
}

/** The check digit of a card number (ISO/IEC 7812-1, annex B). */
function isLuhn(text: string): boolean {
  const digits = text.replace(/[^0-9]/g, '');
  const sum = Array.from(digits).reduceRight((total, digit, at) => {
    const isDoubled = (digits.length - at) % 2 === 0;
    const value = Number(digit) * (isDoubled ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
