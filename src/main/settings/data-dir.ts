/**
 * The folder for the settings, the journal and the secrets. Both shells use the same folder, so that they share one
 * journal.
 */
import { join } from 'node:path';

export interface Machine {
  platform: NodeJS.Platform;
  homeDir: string;
  env: Readonly<Record<string, string | undefined>>;
}

/** The folder for application data, by the conventions of the operating system. */
export function defaultDataDir({ platform, homeDir, env }: Machine): string {
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(homeDir, 'AppData', 'Local'), 'Prepaid Kiosk');
  }
  if (platform === 'darwin') {
    return join(homeDir, 'Library', 'Application Support', 'Prepaid Kiosk');
  }
  return join(env['XDG_DATA_HOME'] ?? join(homeDir, '.local', 'share'), 'prepaid-kiosk');
}

/**
 * The folder of this user for what must stay when the data folder is replaced by an older copy. It is never inside the
 * data folder.
 */
export function defaultStateDir({ platform, homeDir, env }: Machine): string {
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(homeDir, 'AppData', 'Local'), 'Prepaid Kiosk State');
  }
  if (platform === 'darwin') {
    return join(homeDir, 'Library', 'Application Support', 'Prepaid Kiosk State');
  }
  return join(env['XDG_STATE_HOME'] ?? join(homeDir, '.local', 'state'), 'prepaid-kiosk');
}
