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

export interface NumberConversion extends UidFormat {
  /** How the reader writes the number. */
  from: 'hex' | 'decimal';
  /** The length of the number in bytes. Null: as many as the number needs. */
  byteCount: number | null;
}

/** The bytes of a number as the reader writes it. Null if the text is not a number, or has too many bytes. */
export function numberBytes(
  text: string,
  { from, byteCount }: Pick<NumberConversion, 'from' | 'byteCount'>,
): Uint8Array | null {
  const isNumber = from === 'hex' ? /^[0-9a-f]{1,64}$/i : /^[0-9]{1,64}$/;
  if (!isNumber.test(text)) return null;
  const hex = BigInt(from === 'hex' ? `0x${text}` : text).toString(16);
  // The length of a hexadecimal text, with its leading zeros, gives the number of bytes.
  const digitCount = from === 'hex' ? text.length : hex.length;
  const count = byteCount ?? Math.ceil(digitCount / 2);
  if (hex.length > count * 2) return null;
  return Buffer.from(hex.padStart(count * 2, '0'), 'hex');
}
