/** Opens the settings file in the browser shell. */
import Conf from 'conf';
import { SETTINGS_NAME, type OpenSettingsFile } from './file.ts';

export const openConfFile: OpenSettingsFile = (dataDir) =>
  new Conf<Record<string, unknown>>({
    cwd: dataDir,
    configName: SETTINGS_NAME,
    configFileMode: 0o600,
  });
