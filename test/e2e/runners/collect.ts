/** Keeps the output of a program for the message of a failed test. */
import type { Readable } from 'node:stream';

export function collect(stream: Readable | null): () => string {
  let text = '';
  stream?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  return () => text;
}
