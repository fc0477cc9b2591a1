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

export interface KnownCards {
  /** Whether every card keeps its number, and no number is longer. So a number may begin like a random one. */
  hasFixedNumbers: boolean;
}

const ANY_CARDS: KnownCards = { hasFixedNumbers: false };

/** `bytes`: the number as the reader sends it, its first byte first. */
export function numberProblem(
  bytes: Uint8Array,
  { hasFixedNumbers }: KnownCards = ANY_CARDS,
): NumberProblem | null {
  const [first] = bytes;
  if (first === undefined) return null;
  if ((first === 0 || first === 0xff) && bytes.every((byte) => byte === first))
    return 'blankNumber';
  if (hasFixedNumbers) return null;
  const short = withoutFill(bytes);
  if (short.length !== SHORT_COUNT) return null;
  if (short[0] === RANDOM_FIRST) return 'randomUid';
  return short[0] === GOES_ON_FIRST ? 'halfNumber' : null;
}

/** The shortest field for longer numbers. Shorter ones have five bytes of a 125 kHz card, of which one may be zero. */
const FIELD_COUNT_MIN = 7;

/** The four bytes in a longer field, of which the rest is zero, or FF behind them. Otherwise all bytes. */
function withoutFill(bytes: Uint8Array): Uint8Array {
  if (bytes.length < FIELD_COUNT_MIN) return bytes;
  const isZero = (part: Uint8Array): boolean => part.every((byte) => byte === 0);
  const rest = bytes.subarray(SHORT_COUNT);
  if (isZero(rest) || rest.every((byte) => byte === 0xff)) return bytes.subarray(0, SHORT_COUNT);
  return isZero(bytes.subarray(0, -SHORT_COUNT)) ? bytes.subarray(-SHORT_COUNT) : bytes;
}

/** How readers mark a number as hexadecimal, and the signs that some write around it. */
const MARKS = /^(?:0x|[[$#<({"';%~])|(?:h|[\]>)}"';,?@#~])$/gi;
/** What they call it, such as `UID:` or `CSN=`. It has a letter that is no hexadecimal digit. */
const LABEL = /^(?=[A-F0-9 ]*[G-Z])[A-Z][A-Z0-9 ]{0,15}[:=] ?/i;

export interface HexNumber {
  /** The digits as they are in the text, with the signs between them. */
  written: string;
  bytes: Uint8Array;
  /** It has letters or separators, or only zeros. Other digits alone may be a barcode. */
  isCertain: boolean;
}

/** The number, if the whole text is one in hexadecimal digits. */
export function hexNumberOf(text: string): HexNumber | null {
  const written = text.replace(LABEL, '').replace(MARKS, '');
  const separated = /^[0-9A-F]{2}(?:([:\- .,_])[0-9A-F]{2})(?:\1[0-9A-F]{2})+$/i.test(written);
  const hex = separated ? written.replace(/[^0-9A-F]/gi, '') : written;
  if (!/^(?:[0-9A-F]{2}){4,16}$/i.test(hex)) return null;
  const isCertain = separated || /[A-F]/i.test(hex) || /^0+$/.test(hex);
  return { written, bytes: Buffer.from(hex, 'hex'), isCertain };
}
