/** Stores the API token. It is never in the settings file, and never in a log. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rename, rm, writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import { decodeText } from './decode-text.ts';
import { tokenSchema } from './schema.ts';

export type StoredToken =
  | { kind: 'found'; token: string }
  | { kind: 'none' }
  /** A token is stored, but it cannot be read: the key ring of the machine or the file has changed. */
  | { kind: 'unreadable' };

export interface SecretStore {
  /** The protection of the token against other users of this machine, for the log. */
  readonly protection: 'keyRing' | 'filePermissions';
  readToken(): Promise<StoredToken>;
  writeToken(token: string): Promise<void>;
}

/** Stores the token as plain text, in a file that only its owner may read. */
export function fileSecrets(dataDir: string): SecretStore {
  const path = join(dataDir, 'api-token');
  return {
    protection: 'filePermissions',
    readToken: () => Promise.resolve(parseToken(textOf(readSecretFile(path)))),
    writeToken: (token) => writeSecretFile(path, Buffer.from(token, 'utf8')),
  };
}

/** A person may have written the file with any editor. */
function textOf(bytes: Buffer | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  const decoded = decodeText(bytes);
  return decoded.kind === 'text' ? decoded.text : '';
}

/** Parses a stored token after decryption. `text` is undefined if no token is stored. */
export function parseToken(text: string | undefined): StoredToken {
  if (text === undefined) return { kind: 'none' };
  const result = v.safeParse(tokenSchema, text);
  return result.success ? { kind: 'found', token: result.output } : { kind: 'unreadable' };
}

/** Reads the file. Undefined if there is no such file. */
export function readSecretFile(path: string): Buffer | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}

/** Writes the file completely or not at all. Other users can never read it, not even during the write. */
export async function writeSecretFile(path: string, bytes: Buffer): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.new`;
  await rm(temporary, { force: true });
  await writeFile(temporary, bytes, { mode: 0o600, flag: 'wx' });
  await rename(temporary, path);
}
