/** Recognises numbers of contactless cards that name no card. Pure. */

export type NumberProblem =
  /** The card makes up a new number at each touch, as phones and bank cards do. */
  | 'randomUid'
  /** The first half of a longer number: the reader did not read on. */
  | 'halfNumber'
  /** All bits are equal: there was no card. */
  | 'blankNumber';

const SHORT_COUNT = 4;
/** ISO/IEC 14443-3, 6.5.4: the first byte of a four-byte number that is random, and of one that goes on (cascade tag). */
const RANDOM_FIRST = 0x08;
const GOES_ON_FIRST = 0x88;

/** `bytes`: the number, its first byte first. */
export function numberProblem(bytes: Uint8Array): NumberProblem | null {
  const [first] = bytes;
  if (first === undefined) return null;
  if ((first === 0 || first === 0xff) && bytes.every((byte) => byte === first))
    return 'blankNumber';
  if (bytes.length !== SHORT_COUNT) return null;
  if (first === RANDOM_FIRST) return 'randomUid';
  return first === GOES_ON_FIRST ? 'halfNumber' : null;
}

/**
 * The same for the text of a code that may be something else than a card number. Digits alone may be a barcode, so only
 * a number with letters or with separators counts, or one of eight or more zeros.
 */
export function numberProblemOfText(text: string): NumberProblem | null {
  const separated = /^[0-9A-F]{2}(?:([:\- .])[0-9A-F]{2})(?:\1[0-9A-F]{2})+$/i.test(text);
  const hex = separated ? text.replace(/[^0-9A-F]/gi, '') : text;
  if (!/^(?:[0-9A-F]{2}){4,16}$/i.test(hex)) return null;
  const isNumber = separated || /[A-F]/i.test(hex) || /^0+$/.test(hex);
  return isNumber ? numberProblem(Buffer.from(hex, 'hex')) : null;
}
