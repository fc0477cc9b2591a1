/** Stores the API token, encrypted with the machine's key ring (Electron's safeStorage). */
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

/** Call when the app is ready. Before that, Linux has not selected its key ring. */
export function keyRingSecrets(dataDir: string, log: Log): SecretStore {
  const path = join(dataDir, 'api-token.encrypted');
  const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : null;
  const protection = protectionOf(backend);
  if (protection === 'filePermissions') {
    log.warn(
      'this machine has no key ring (basic_text), so only the file permissions protect the stored token; ' +
        'install gnome-keyring or KWallet to encrypt it',
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
