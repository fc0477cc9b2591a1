/** Decodes the bytes of a code to text. Never fails, because every byte is a character in Latin-1. */

/** UTF-8 if the bytes are valid UTF-8, else Latin-1. Scanners do not say which of the two they send. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
