/** What the key ring of the machine is worth. */
import type { SafeStorage } from 'electron';
import type { SecretStore } from '../../settings/secrets.ts';

/** What Electron says of Linux; null for the other systems, which always have a key ring. */
export type Backend = ReturnType<SafeStorage['getSelectedStorageBackend']> | null;

/** With `basic_text` the key is the same in every Electron: whoever can read the file can read the token. */
export function protectionOf(backend: Backend): SecretStore['protection'] {
  return backend === 'basic_text' || backend === 'unknown' ? 'filePermissions' : 'keyRing';
}
