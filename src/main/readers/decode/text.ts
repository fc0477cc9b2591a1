/** From the bytes of a code to its text. Never fails: every byte is some character in Latin-1. */

/** UTF-8 where the bytes are that, and Latin-1 otherwise; scanners do not tell which of the two they send. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
