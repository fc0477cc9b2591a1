/** Writes the bytes of a card number as text, and converts between its written forms. Pure. */

export interface UidFormat {
  byteOrder: 'asRead' | 'reversed';
  base: 'hex' | 'decimal';
  /** Zeros are added up to this number of digits. Never cuts. Null: hex has two digits per byte, decimal gets no zeros. */
  digits: number | null;
}

/** Hexadecimal digits are in upper case. */
export function uidText(bytes: Uint8Array, { byteOrder, base, digits }: UidFormat): string {
  const ordered = byteOrder === 'reversed' ? [...bytes].reverse() : [...bytes];
  const hex = ordered.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (base === 'hex') return hex.toUpperCase().padStart(digits ?? 0, '0');
  return BigInt(`0x${hex}`)
    .toString()
    .padStart(digits ?? 0, '0');
}

export interface NumberConversion extends Omit<UidFormat, 'base'> {
  /**
   * How the reader writes the number. `threeFive`: the last three bytes, as three digits and five. `fiveFive`: four bytes,
   * two as five digits each.
   */
  from: 'hex' | 'decimal' | 'threeFive' | 'fiveFive';
  /** Whether the reader fills a decimal number with zeros. Without a `byteCount` it does not. */
  zeros?: 'filled' | 'none';
  base: 'hex' | 'decimal' | 'threeFive' | 'threeFiveComma';
  /** The length of the number in bytes. Null: as many as the number needs. */
  byteCount: number | null;
}

/** The number as it is registered. Null if the text is not a number of this kind, or cannot be written so. */
export function convertNumber(text: string, conversion: NumberConversion): string | null {
  const bytes = numberBytes(text, conversion);
  if (bytes === null || !keepsLength(bytes, conversion)) return null;
  const { base } = conversion;
  if (base === 'hex' || base === 'decimal') return uidText(bytes, { ...conversion, base });
  const value = BigInt(uidText(bytes, { ...conversion, base: 'decimal', digits: null }));
  // A longer number would be cut.
  if (value >> 24n !== 0n) return null;
  const [head, tail] = [value >> 16n, value & 0xffffn].map(String);
  return `${head?.padStart(3, '0')}${base === 'threeFive' ? '' : ','}${tail?.padStart(5, '0')}`;
}

/**
 * Whether the written number shows how many bytes it has, so that no number of another length is written alike. If
 * zeros were cut off or added, only the shortest usual length may be meant.
 */
function keepsLength(
  bytes: Uint8Array,
  { from, byteCount, byteOrder, base, digits }: NumberConversion,
): boolean {
  const isExact = byteCount !== null || (base === 'hex' && digits === null);
  if (isExact || from === 'threeFive' || from === 'fiveFive') return true;
  const ordered = byteOrder === 'reversed' ? bytes.toReversed() : bytes;
  const counts: readonly number[] = COUNTS[from];
  const neededCount =
    ordered.length -
    Math.max(
      0,
      ordered.findIndex((byte) => byte !== 0),
    );
  return counts.find((count) => neededCount <= count) === bytes.length;
}

/** How a reader writes a number. */
export type TypedForm = Pick<NumberConversion, 'from' | 'byteCount' | 'zeros'>;

/** The bytes of a number as the reader writes it. Null if the text is not such a number. */
export function numberBytes(
  text: string,
  { from, byteCount, zeros = 'filled' }: TypedForm,
): Uint8Array | null {
  switch (from) {
    case 'hex':
      return hexBytes(text, byteCount);
    case 'decimal':
      return zeros === 'none' || byteCount === null
        ? unfilledBytes(text, byteCount)
        : filledBytes(text, byteCount);
    case 'threeFive':
      return twoPartBytes(text, { ...THREE_FIVE, byteCount });
    case 'fiveFive':
      return twoPartBytes(text, { ...FIVE_FIVE, byteCount });
  }
}

/** Each byte has two digits. The bytes may have signs between them, as in `04:CE:1A`. */
function hexBytes(text: string, byteCount: number | null): Uint8Array | null {
  const isSeparated = /^[0-9a-f]{2}([:\- .])[0-9a-f]{2}(?:\1[0-9a-f]{2})*$/i.test(text);
  const hex = isSeparated ? text.replace(/[^0-9a-f]/gi, '') : text;
  if (!/^(?:[0-9a-f]{2}){1,32}$/i.test(hex)) return null;
  const count = hex.length / 2;
  return byteCount === null || byteCount === count ? padded(hex, count) : null;
}

/** The lengths of card numbers in bytes. Cards of 125 kHz have five, but in decimal they may also be of seven. */
const COUNTS = { hex: [4, 5, 7, 8, 10, 16], decimal: [4, 7, 8, 10, 16] } as const;
/** Many readers write the ten digits of four bytes, also for shorter numbers. */
const USUAL_DIGITS = 10;

function filledBytes(text: string, byteCount: number): Uint8Array | null {
  if (!/^[0-9]{1,64}$/.test(text)) return null;
  const hex = BigInt(text).toString(16);
  const digits = ((1n << BigInt(8 * byteCount)) - 1n).toString().length;
  const isWhole = text.length === digits || text.length === USUAL_DIGITS;
  return isWhole && hex.length <= byteCount * 2 ? padded(hex, byteCount) : null;
}

/** With zeros in front, a text would become the same number as without them. */
function unfilledBytes(text: string, byteCount: number | null): Uint8Array | null {
  if (!/^(?:0|[1-9][0-9]{0,63})$/.test(text)) return null;
  const hex = BigInt(text).toString(16);
  const counts: readonly number[] = byteCount === null ? COUNTS.decimal : [byteCount];
  const count = counts.find((each) => hex.length <= each * 2);
  return count === undefined ? null : padded(hex, count);
}

const THREE_FIVE = { form: /^([0-9]{3})[,.:;\- ]?([0-9]{5})$/, headCount: 1 };
/** Without a sign, it would be a decimal number of four bytes. */
const FIVE_FIVE = { form: /^([0-9]{5})[,.:;\- ]([0-9]{5})$/, headCount: 2 };
const TAIL_COUNT = 2;

/** Two decimal numbers: the first bytes, and the last two. */
function twoPartBytes(
  text: string,
  parts: { form: RegExp; headCount: number; byteCount: number | null },
): Uint8Array | null {
  const { form, headCount, byteCount } = parts;
  const [, head, tail] = form.exec(text) ?? [];
  const count = headCount + TAIL_COUNT;
  if (head === undefined || tail === undefined || (byteCount ?? count) < count) return null;
  if (Number(head) >= 0x100 ** headCount || Number(tail) > 0xffff) return null;
  return padded((Number(head) * 0x10000 + Number(tail)).toString(16), byteCount ?? count);
}

function padded(hex: string, count: number): Uint8Array {
  return Buffer.from(hex.padStart(count * 2, '0'), 'hex');
}
