/** Decodes a text file that a person may have saved with any editor. Pure. */

export type DecodedText =
  | { kind: 'text'; text: string }
  /** `problem` says what is wrong, and how to save the file. */
  | { kind: 'unknown'; problem: string };

/** By its mark, or without one by the zero byte that UTF-16 has in its first character, which must be ASCII. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (startsWith(bytes, [0xff, 0xfe, 0, 0]) || startsWith(bytes, [0, 0, 0xfe, 0xff])) {
    return { kind: 'unknown', problem: 'saved as UTF-32: save the file as UTF-8' };
  }
  const [first = 1, second = 1] = bytes;
  if (startsWith(bytes, [0xff, 0xfe]) || (first !== 0 && second === 0)) {
    return decoded(bytes, 'utf-16le');
  }
  if (startsWith(bytes, [0xfe, 0xff]) || (first === 0 && second !== 0)) {
    return decoded(swapped(bytes), 'utf-16le');
  }
  return decoded(bytes, 'utf-8');
}

function decoded(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le'): DecodedText {
  try {
    // The decoder removes the mark.
    return { kind: 'text', text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return { kind: 'unknown', problem: `not ${encoding.toUpperCase()}: save the file as UTF-8` };
  }
}

/** Not every build of Node decodes UTF-16 BE. A last single byte is kept, so that the decoder refuses it. */
function swapped(bytes: Uint8Array): Uint8Array {
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16();
  return Buffer.concat([even, bytes.subarray(even.length)]);
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
