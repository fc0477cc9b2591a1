/** Where the API token is kept. It is never in the settings file, and never in a log. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rename, rm, writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import { tokenSchema } from './schema.ts';

export type StoredToken =
  | { kind: 'found'; token: string }
  | { kind: 'none' }
  /** It is there, but not as it was written: the key ring of the machine changed, or the file did. */
  | { kind: 'unreadable' };

export interface SecretStore {
  /** What keeps the token from other people on this machine, for the log. */
  readonly protection: 'keyRing' | 'filePermissions';
  readToken(): Promise<StoredToken>;
  writeToken(token: string): Promise<void>;
}

/** The token as it is, in a file that only its owner may read. */
export function fileSecrets(dataDir: string): SecretStore {
  const path = join(dataDir, 'api-token');
  return {
    protection: 'filePermissions',
    readToken: () => Promise.resolve(parseToken(readSecretFile(path)?.toString('utf8'))),
    writeToken: (token) => writeSecretFile(path, Buffer.from(token, 'utf8')),
  };
}

/** What is in a stored token, once decrypted; undefined where nothing is stored. */
export function parseToken(text: string | undefined): StoredToken {
  if (text === undefined) return { kind: 'none' };
  const result = v.safeParse(tokenSchema, text);
  return result.success ? { kind: 'found', token: result.output } : { kind: 'unreadable' };
}

/** Undefined where there is no such file. */
export function readSecretFile(path: string): Buffer | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}

/** Whole or not at all, and never for a moment open to others. */
export async function writeSecretFile(path: string, bytes: Buffer): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.new`;
  await rm(temporary, { force: true });
  await writeFile(temporary, bytes, { mode: 0o600, flag: 'wx' });
  await rename(temporary, path);
}
