/** Reads the body of a Node request, up to a limit, so that no client can fill the memory. */
import type { IncomingMessage } from 'node:http';

export type BodyRead =
  /** Bytes that are not UTF-8 become U+FFFD. */
  | { kind: 'whole'; text: string }
  | { kind: 'tooLong' }
  /** The client closed the connection before the end of the body. */
  | { kind: 'gone' };

export async function readBody(incoming: IncomingMessage, bytesMax: number): Promise<BodyRead> {
  if (Number(incoming.headers['content-length'] ?? 0) > bytesMax) return { kind: 'tooLong' };
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
      const bytes: unknown = chunk;
      if (!(bytes instanceof Uint8Array)) continue;
      length += bytes.length;
      if (length > bytesMax) return { kind: 'tooLong' };
      chunks.push(bytes);
    }
  } catch {
    return { kind: 'gone' };
  }
  return { kind: 'whole', text: Buffer.concat(chunks).toString('utf8') };
}
