/** Keeps the API token encrypted by the key ring of the machine (Electron's safeStorage). */
import { join } from 'node:path';
import { safeStorage } from 'electron';
import { protectionOf } from './key-ring.ts';
import {
  parseToken,
  readSecretFile,
  writeSecretFile,
  type SecretStore,
  type StoredToken,
} from '../../settings/secrets.ts';
import type { Log } from '../../log/log.ts';

/** Has to be called once the app is ready: before, Linux does not know its key ring. */
export function keyRingSecrets(dataDir: string, log: Log): SecretStore {
  const path = join(dataDir, 'api-token.encrypted');
  const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : null;
  const protection = protectionOf(backend);
  if (protection === 'filePermissions') {
    log.warn(
      'this machine has no key ring (basic_text), so only the permissions of its file protect the stored token; ' +
        'install gnome-keyring or KWallet to have it encrypted',
    );
  }
  return {
    protection,
    readToken: async () => {
      const encrypted = readSecretFile(path);
      return encrypted === undefined ? { kind: 'none' } : await decrypt(encrypted);
    },
    writeToken: async (token) => writeSecretFile(path, await safeStorage.encryptStringAsync(token)),
  };
}

async function decrypt(encrypted: Buffer): Promise<StoredToken> {
  try {
    const { result } = await safeStorage.decryptStringAsync(encrypted);
    return parseToken(result);
  } catch {
    return { kind: 'unreadable' };
  }
}
