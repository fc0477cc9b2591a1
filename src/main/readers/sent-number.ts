/**
 * Tells the number of a card that names no card by what the reader sent, whatever rule follows. Pure.
 * A text that the rules of the shop describe as a printed code is none.
 */
import { hexNumberOf, numberProblem, type KnownCards, type NumberProblem } from './card-number.ts';

/** `accepts`: whether the rules take the text as an identifier. Null if they take any text. */
export type Accepts = ((text: string) => boolean) | null;

/** `number`: what may be the number in the text, such as the text itself or the text without its prefix. */
export function problemAsSent(
  { text, number }: { text: string; number: string },
  accepts: Accepts,
  cards?: KnownCards,
): NumberProblem | null {
  const found = hexNumberOf(number);
  if (found === null) return null;
  const problem = numberProblem(withoutEnd(found.bytes), cards);
  if (problem === null) return null;
  if (accepts === null) return found.isCertain ? problem : null;
  return takesAnyNumber(text, found.written, accepts) ? problem : null;
}

const WITH_CHECK_COUNT = 5;

/**
 * Without what readers send behind a four-byte number: its check byte, which is the exclusive or of the four (ISO/IEC
 * 14443-3, BCC), or the status `90 00` (PC/SC part 3).
 */
function withoutEnd(bytes: Uint8Array): Uint8Array {
  const [sw1, sw2, ...more] = bytes.subarray(4);
  if (sw1 === 0x90 && sw2 === 0 && more.length === 0) return bytes.subarray(0, 4);
  const isChecked =
    bytes.length === WITH_CHECK_COUNT && bytes.reduce((sum, byte) => sum ^ byte, 0) === 0;
  return isChecked ? bytes.subarray(0, -1) : bytes;
}

/** The first bytes of common cards, and what may follow: letters and digits in each order. */
const FIRST_BYTES = ['04', '3B', 'A4'];
const TAILS = ['B5C6D7E8', '5B6C7D8E', '12345678', 'ABCDEFAB'];

/** Whether the rules take numbers of other cards too. A pattern that takes few of them describes a printed code. */
function takesAnyNumber(
  text: string,
  written: string,
  accepts: (text: string) => boolean,
): boolean {
  const isSmall = /[a-f]/.test(written);
  const like = (digits: string): string => {
    let at = 0;
    const other = written.replace(/[0-9a-f]/gi, () => {
      at += 1;
      return digits.charAt(at <= 2 ? at - 1 : 2 + ((at - 3) % (digits.length - 2)));
    });
    return text.replace(written, () => (isSmall ? other.toLowerCase() : other));
  };
  return FIRST_BYTES.some((first) => TAILS.every((tail) => accepts(like(first + tail))));
}
