/** Opens the settings file in the Electron shell. */
import ElectronStore from 'electron-store';
import { SETTINGS_NAME, type OpenSettingsFile } from '../../settings/file.ts';

export const openElectronStore: OpenSettingsFile = (dataDir) =>
  new ElectronStore<Record<string, unknown>>({
    cwd: dataDir,
    name: SETTINGS_NAME,
    configFileMode: 0o600,
  });
