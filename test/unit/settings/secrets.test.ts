import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileSecrets } from '../../../src/main/settings/secrets.ts';

function aDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'kiosk-secrets-'));
}

describe('the token in a file', () => {
  it('is missing at first', async () => {
    expect(await fileSecrets(aDataDir()).readToken()).toEqual({ kind: 'none' });
  });

  it('is read as it was written, also after it was replaced', async () => {
    const dataDir = aDataDir();
    await fileSecrets(dataDir).writeToken('first');
    await fileSecrets(dataDir).writeToken('second');
    expect(await fileSecrets(dataDir).readToken()).toEqual({ kind: 'found', token: 'second' });
  });

  it('is readable by its owner only, even if an older file was not', async () => {
    const dataDir = aDataDir();
    writeFileSync(join(dataDir, 'api-token'), 'open to all', { mode: 0o644 });
    await fileSecrets(dataDir).writeToken('abc');
    expect(statSync(join(dataDir, 'api-token')).mode & 0o777).toBe(0o600);
  });

  it('is reported as unreadable if it is not a token', async () => {
    const dataDir = aDataDir();
    writeFileSync(join(dataDir, 'api-token'), Buffer.from([0, 1, 2]));
    expect(await fileSecrets(dataDir).readToken()).toEqual({ kind: 'unreadable' });
  });
});
