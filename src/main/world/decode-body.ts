/**
 * Decodes the body of a reply: its content encodings (RFC 9110, 8.4) and its character set. What cannot be read is
 * named, never guessed. Pure.
 */
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

export type Decoded =
  { kind: 'text'; text: string } | { kind: 'lost'; why: 'undecodable' | 'tooLarge' };

export interface Encoding {
  contentEncoding: string | undefined;
  contentType: string | undefined;
  /** The most bytes that the decoded body may have. A small body can decode to a huge one. */
  bytesMax: number;
}

/** One encoding is usual. More are allowed, but each one costs time and memory. */
const ENCODINGS_MAX = 3;

export function decodeBody(body: Buffer, headers: Encoding): Decoded {
  try {
    return { kind: 'text', text: textOf(plainBytes(body, headers), headers) };
  } catch (error) {
    return { kind: 'lost', why: isTooLarge(error) ? 'tooLarge' : 'undecodable' };
  }
}

/** Throws if an encoding is unknown, or if the bytes are damaged or cut. */
function plainBytes(body: Buffer, { contentEncoding, bytesMax }: Encoding): Buffer {
  const encodings = (contentEncoding ?? '').toLowerCase().split(',');
  const names = encodings.map((name) => name.trim()).filter((name) => name !== '');
  if (names.length > ENCODINGS_MAX) throw new Error('too many encodings');
  // The last encoding was applied last.
  const decoded = names.reduceRight((bytes, name) => decoderOf(name)(bytes, bytesMax), body);
  // Some proxies compress without saying so. No JSON begins with these bytes.
  if (isGzip(decoded)) return gunzip(decoded, bytesMax);
  return decoded;
}

type Decoder = (bytes: Buffer, bytesMax: number) => Buffer;

const gunzip: Decoder = (bytes, maxOutputLength) => gunzipSync(bytes, { maxOutputLength });

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['identity', (bytes) => bytes],
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['br', (bytes, maxOutputLength) => brotliDecompressSync(bytes, { maxOutputLength })],
  ['deflate', inflate],
]);

function decoderOf(name: string): Decoder {
  const decoder = DECODERS.get(name);
  if (decoder === undefined) throw new Error('unknown encoding');
  return decoder;
}

/** Some servers send raw deflate data, without the zlib header (RFC 9110, 8.4.1.2). */
function inflate(bytes: Buffer, maxOutputLength: number): Buffer {
  const hasHeader = ((bytes[0] ?? 0) & 0x0f) === 8;
  return hasHeader
    ? inflateSync(bytes, { maxOutputLength })
    : inflateRawSync(bytes, { maxOutputLength });
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** JSON is UTF-8 (RFC 8259, 8.1), unless the reply says otherwise. Throws for a character set that is unknown. */
function textOf(bytes: Buffer, { contentType }: Encoding): string {
  const named = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? '')?.[1];
  return new TextDecoder(named ?? 'utf-8').decode(bytes);
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
