/** Finds what a scanner may be set to send before every code. Pure. */
import { isAim } from '../decode/aim.ts';

const AIM_LENGTH = 3;

/** Whether the prefix is an AIM identifier. It names the symbology and is not part of the number. */
export function hasAimIdentifier(prefix: string): boolean {
  return isAim(prefix.slice(0, AIM_LENGTH));
}

/**
 * The prefixes that all codes have, most likely first: an AIM identifier, then symbols, then everything before the first
 * digit. Null stands for no prefix. Letters that may be the first hexadecimal digits of a number are not taken from it.
 */
export function prefixesOf(codes: readonly string[]): (string | null)[] {
  // An address is read whole: `urlParameter` takes the number out of it.
  if (codes.every(isAddress)) return [null];
  const shared = codes.reduce(sharedStart);
  const aim = hasAimIdentifier(shared) ? shared.slice(0, AIM_LENGTH) : '';
  // The codes have different symbologies, so a shared prefix proves nothing.
  if (aim === '' && codes.some(hasAimIdentifier)) return [null];
  const rests = codes.map((code) => code.slice(aim.length));
  const rest = shared.slice(aim.length);
  const signs = /^[^\p{L}\p{N}]+/u.exec(rest)?.[0] ?? '';
  const all = /^\D+/.exec(rest)?.[0] ?? '';
  const [hexAt, mayBeHexAt] = [isHex, mayBeHex].map((is) => startOf(rests, all, is));
  const found = ['', signs, hexAt === undefined ? all : all.slice(0, hexAt)];
  const prefixes = [...new Set(found)].map((each) => aim + each).filter((each) => each !== '');
  if (hexAt !== undefined || mayBeHexAt === undefined) return [...prefixes, null];
  return [...prefixes.slice(0, -1), null, ...prefixes.slice(-1)];
}

function sharedStart(first: string, second: string): string {
  const end = Array.from(first).findIndex((character, at) => character !== second[at]);
  return end === -1 ? first : first.slice(0, end);
}

/** Where in the prefix a number of this kind begins, if not after it. Letters before it would be a word with it. */
function startOf(
  codes: readonly string[],
  prefix: string,
  is: (numbers: readonly string[], prefix: string) => boolean,
): number | undefined {
  const places = Array.from(prefix, (_, at) => at).filter(
    (at) => /[a-f]/i.test(prefix.charAt(at)) && !/\p{L}/u.test(prefix.charAt(at - 1)),
  );
  return places.find((at) =>
    is(
      codes.map((code) => code.slice(at).replace(END_MARKS, '')),
      prefix.slice(at),
    ),
  );
}

/** What readers write after a hexadecimal number. */
const END_MARKS = /[h\]\s]+$/i;
const BYTES = /^[0-9a-f]{2}([:\- .,_])[0-9a-f]{2}(?:\1[0-9a-f]{2})*$/i;
const DIGITS = /^[0-9a-f]+$/i;
const GROUPS = /^[0-9a-f]+(?:[:\- .,_][0-9a-f]+)*$/i;
/** The lengths of card numbers, in hexadecimal digits. */
const USUAL = [8, 10, 14, 16, 20];

/** Whether these are hexadecimal numbers: bytes, digits of a usual length, or digits with letters after the prefix too. */
function isHex(numbers: readonly string[], prefix: string): boolean {
  if (numbers.every((number) => BYTES.test(number))) return true;
  const isLettered = numbers.some((number) => /[a-f]/i.test(number.slice(prefix.length)));
  return (
    numbers.every((number) => DIGITS.test(number)) &&
    (isLettered || numbers.every(({ length }) => USUAL.includes(length)))
  );
}

/** Whether nothing speaks against a hexadecimal number, as in `A0001` and `CAFE-0001`. */
function mayBeHex(numbers: readonly string[]): boolean {
  return numbers.every((number) => GROUPS.test(number));
}

/** An address has these characters only (RFC 3986, 2). Others are those of another layout: `£` for `#`. */
const ADDRESS =
  /^https?:\/\/[!$%&'()*+,\-.0-9:;=@[\]_~a-z]+\.[a-z][!#$%&'()*+,\-./0-9:;=?@[\]_~a-z]*$/i;

export function isAddress(text: string): boolean {
  return ADDRESS.test(text) && URL.canParse(text);
}
