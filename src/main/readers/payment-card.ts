/**
 * Recognises a bank card, so that its number goes nowhere: not to the API, to a log or on a screen. Pure. A number alone
 * is not taken for a bank card, because a shop may have such codes. The characters around the number decide. A doubtful
 * text counts as a bank card.
 */
import { isBankNumber, isDatedBankNumber, isLuhn, isOfBank } from './bank-number.ts';
import { possibleReadings } from './other-digits.ts';

/** How the number of a bank card may stand in a text. The first group is the number, and `sign` is what follows it. */
interface Form {
  pattern: RegExp;
  isBank: (number: string, sign: string) => boolean;
}

/** The sign that the standard has there leaves less doubt. Some keyboards type another one. */
const afterSign =
  (usual: string): Form['isBank'] =>
  (number, sign) =>
    sign === usual ? isLuhn(number) || isOfBank(number) : isDatedBankNumber(number);

const FORMS: readonly Form[] = [
  // Track 1 of ISO/IEC 7813: number, name, then year, month and service code.
  {
    pattern: /(?<![A-Z0-9])B((?:[0-9] ?){11,18}[0-9])(?<sign>[^0-9 ])/gi,
    isBank: afterSign('^'),
  },
  // The same on a keyboard that has another letter for the B, such as a Dvorak, a Russian or a Greek one.
  {
    pattern:
      /(?<![\p{L}0-9])\p{L}((?:[0-9] ?){11,18}[0-9])([^\p{L}0-9 ])[^0-9]{2,30}\2[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}/gu,
    isBank: isDatedBankNumber,
  },
  // Track 2: number, year, month and service code.
  {
    pattern: /(?<![0-9])([0-9]{12,19})(?<sign>[^0-9])[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}/gi,
    isBank: afterSign('='),
  },
  // Track 2 without a date, or of which only the number came.
  { pattern: /(?<![0-9])([0-9]{12,19})=/g, isBank: isBankNumber },
  {
    pattern: /(?:^[^0-9A-Z*\p{Cc}]|;)([0-9]{12,19})(?:[^0-9A-Z*\p{Cc}]$|\?)/giu,
    isBank: isBankNumber,
  },
  // Track 3 of ISO/IEC 4909: a code for the format, number, country and currency.
  { pattern: /(?<![0-9])01([0-9]{12,19})(?:=|[^0-9A-Z][0-9]{6})/gi, isBank: isBankNumber },
  // As it is printed on the card, also with the date behind it.
  {
    pattern:
      /^([0-9]{4}([\s._/,\-\u2010-\u2015]{1,2})(?:[0-9]{4}\2[0-9]{4}(?:\2[0-9]{4})?(?:\2[0-9]{1,3})?|[0-9]{6}\2[0-9]{4,5}))(?:[^0-9A-Z]+[0-9]{2}[^0-9A-Z]?(?:[0-9]{2}){1,2})?$/gi,
    isBank: isBankNumber,
  },
  // With month and year, as software writes them. Shorter numbers are rather products with something behind.
  {
    pattern: new RegExp(`(?<![0-9])([0-9]{15,19})[^0-9A-Z]{1,3}(?:${dates()})(?![0-9])`, 'gi'),
    isBank: isBankNumber,
  },
  // With its name.
  {
    pattern: /(?<![A-Z])PAN["'>:= ]+([0-9](?:[ -]?[0-9]){11,18})(?![0-9])/gi,
    isBank: isBankNumber,
  },
];

/** Month and year or year and month, with a sign between them or without. */
function dates(): string {
  const [month, year] = ['(?:0[1-9]|1[0-2])', '(?:20)?[0-9]{2}'];
  return [
    [month, year],
    [year, month],
  ]
    .map((parts) => parts.join('[^0-9A-Z]?'))
    .join('|');
}

/** Encrypting readers hide digits, mostly with `*`. The first digits and the last four may be readable. */
const MASKED = /(?<![0-9])[0-9]{0,6}([^0-9A-Z\s]|X)\1{3,}[0-9]{4}(?![0-9])/gi;
/** The same in groups, as on a receipt. */
const MASKED_GROUPS =
  /^(?=.*([*X\u2022#])\1)(?:[0-9*X\u2022#]{4}([ .-])(?:[0-9*X\u2022#]{4}\2){2}|[0-9*X\u2022#]{4}([ .-])[0-9*X\u2022#]{6}\3[0-9]?)[0-9]{4}$/i;
/** EMV book 3, annex A: track 2 (tags 57 and 9F6B, then the length) as the chip sends it. */
const CHIP_TRACK = /(?:57|9F6B)(?:0[6-9A-F]|1[0-3])([0-9]{12,19})D/gi;
/** The number alone (tag 5A). An F fills the last byte. */
const CHIP_NUMBER = /5A0([6-9A])([0-9]{12,20})/gi;
/** The names that data of bank cards have in JSON. */
const JSON_NAMES =
  /^[[{].*["'](?:pan|card_?number|exp(?:iry|iration)?(?:_?(?:date|month|year))?|c(?:vv|vc)2?)["']/is;
/** What a reader sends for a track that it could not read. */
const FAILED_TRACK = /(?:^|[^A-Z0-9])[%;+]E\?/i;
/** The same on a keyboard of another language, which has other signs there. `5` and `m` are French, `5` is Czech. */
const ONLY_FAILED = /^(?:(?:[^A-Z0-9\s]|5|m)E[^A-Z0-9\s])+$/i;

export type SwipeProblem = 'paymentCard' | 'failedSwipe';

/** Why this text must go no further. Null if it is not from a magnetic stripe, or from one of another kind of card. */
export function swipeProblem(text: string): SwipeProblem | null {
  if (possibleReadings(text.trim()).some(isPaymentCard)) return 'paymentCard';
  return FAILED_TRACK.test(text) || ONLY_FAILED.test(text.trim()) ? 'failedSwipe' : null;
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
  const hasForm = FORMS.some(({ pattern, isBank }) =>
    Array.from(text.matchAll(pattern)).some(({ 1: number = '', groups }) =>
      isBank(number.replace(/[^0-9]/g, ''), groups?.['sign'] ?? ''),
    ),
  );
  return hasForm || isMasked(text) || isFromChip(text.replace(/[ :.-]/g, '')) || isInJson(text);
}

function isMasked(text: string): boolean {
  if (MASKED_GROUPS.test(text)) return true;
  return Array.from(text.matchAll(MASKED)).some(([{ length }]) => length >= 12 && length <= 19);
}

/** `text`: bytes in hex. They may be those of a chip, or of the characters of a track. */
function isFromChip(text: string): boolean {
  if (text.length < 16 || !/^[0-9A-F]+$/i.test(text)) return false;
  const tracks = Array.from(text.matchAll(CHIP_TRACK), ([, number = '']) => number);
  const numbers = Array.from(text.matchAll(CHIP_NUMBER), ([, count = '', number = '']) =>
    number.slice(0, 2 * Number.parseInt(count, 16)),
  );
  const characters = Buffer.from(text, 'hex').toString('latin1');
  const isText = /^[ -~]+$/.test(characters);
  return [...tracks, ...numbers].some(isBankNumber) || (isText && isPaymentCard(characters.trim()));
}

function isInJson(text: string): boolean {
  return (
    JSON_NAMES.test(text) &&
    (text.match(/[0-9](?:[ -]?[0-9])+/g) ?? []).some((number) =>
      isBankNumber(number.replace(/[ -]/g, '')),
    )
  );
}
