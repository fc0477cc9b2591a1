/** From the bytes of a card's number to text, and from one way of writing it to another. Pure. */

export interface UidFormat {
  byteOrder: 'asRead' | 'reversed';
  base: 'hex' | 'decimal';
  /** Zeros are put before it up to this many; a longer one is never cut. Null: two for each byte, or none. */
  digits: number | null;
}

/** Hexadecimal digits are upper case. */
export function uidText(bytes: Uint8Array, { byteOrder, base, digits }: UidFormat): string {
  const ordered = byteOrder === 'reversed' ? [...bytes].reverse() : [...bytes];
  const hex = ordered.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (base === 'hex') return hex.toUpperCase().padStart(digits ?? 0, '0');
  return BigInt(`0x${hex}`)
    .toString()
    .padStart(digits ?? 0, '0');
}

export interface NumberConversion extends UidFormat {
  /** How the reader writes it. */
  from: 'hex' | 'decimal';
  /** How many bytes the number has; null for as many as it needs. */
  byteCount: number | null;
}

/** Null where the text is no number, or one of more bytes than it may have. */
export function convertNumber(text: string, conversion: NumberConversion): string | null {
  const { from, byteCount } = conversion;
  const isNumber = from === 'hex' ? /^[0-9a-f]{1,64}$/i : /^[0-9]{1,64}$/;
  if (!isNumber.test(text)) return null;
  const hex = BigInt(from === 'hex' ? `0x${text}` : text).toString(16);
  // What is written in hexadecimal says by its zeros how many bytes it has.
  const digitCount = from === 'hex' ? text.length : hex.length;
  const count = byteCount ?? Math.ceil(digitCount / 2);
  if (hex.length > count * 2) return null;
  const bytes = Buffer.from(hex.padStart(count * 2, '0'), 'hex');
  return uidText(bytes, conversion);
}
