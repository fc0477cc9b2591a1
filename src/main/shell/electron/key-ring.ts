/** Whether the machine's key ring really protects the token. */
import type { SafeStorage } from 'electron';
import type { SecretStore } from '../../settings/secrets.ts';

/** Electron's storage backend on Linux. Null on other systems, which always have a key ring. */
export type Backend = ReturnType<SafeStorage['getSelectedStorageBackend']> | null;

/** `basic_text` uses the same key in every Electron app, so anyone who can read the file can read the token. */
export function protectionOf(backend: Backend): SecretStore['protection'] {
  return backend === 'basic_text' || backend === 'unknown' ? 'filePermissions' : 'keyRing';
}
