/**
 * The settings that the kiosk runs with. They are resolved once, at the start.
 * A damaged file is renamed, and the screen names it until there is a good one. It is never silently reset.
 */
import { mkdirSync } from 'node:fs';
import type { EpochMs } from '../../shared/time.ts';
import type { Environment } from './environment.ts';
import {
  readSettingsFile,
  setSettingsAside,
  settingsSetAside,
  type OpenSettingsFile,
} from './file.ts';
import { DEFAULT_SETTINGS, type Settings, type SettingsFileContent } from './schema.ts';
import type { SecretStore } from './secrets.ts';
import type { Log } from '../log/log.ts';

export interface LoadedSettings {
  /** The defaults, without a token, if there is a problem. */
  settings: Settings;
  problem: SettingsProblem | null;
}

/** The settings file is damaged. */
export interface SettingsProblem {
  /** The name in the data folder under which the damaged file is kept. */
  fileName: string;
  /** What is wrong in it; empty if it was set aside by an earlier start. */
  problems: readonly string[];
}

export interface SettingsSource {
  dataDir: string;
  environment: Environment;
  secrets: SecretStore;
  openSettingsFile: OpenSettingsFile;
  now: () => EpochMs;
  log: Log;
}

/** Reads the file, the stored token and the overrides; writes a file with the defaults if there never was one. */
export async function loadSettings(source: SettingsSource): Promise<LoadedSettings> {
  const { dataDir } = source;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = readSettingsFile(dataDir);
  switch (file.kind) {
    case 'damaged': {
      const fileName = setSettingsAside(dataDir, source.now());
      source.log.error(`the settings are damaged and were set aside as ${fileName}`);
      for (const problem of file.problems) source.log.error(`settings: ${problem}`);
      return damaged({ fileName, problems: file.problems });
    }
    case 'absent': {
      const fileName = settingsSetAside(dataDir);
      if (fileName !== null) {
        source.log.error(
          `the settings were set aside as ${fileName}, and no good ones were put in place`,
        );
        return damaged({ fileName, problems: [] });
      }
      source.openSettingsFile(dataDir).store = { ...DEFAULT_SETTINGS };
      return { settings: await withOverrides(DEFAULT_SETTINGS, source), problem: null };
    }
    case 'valid':
      return { settings: await withOverrides(file.content, source), problem: null };
  }
}

function damaged(problem: SettingsProblem): LoadedSettings {
  return { settings: { ...DEFAULT_SETTINGS, token: null }, problem };
}

async function withOverrides(
  content: SettingsFileContent,
  { environment, secrets, log }: SettingsSource,
): Promise<Settings> {
  const stored = environment.token === null ? await secrets.readToken() : { kind: 'none' as const };
  if (stored.kind === 'unreadable')
    log.error('the stored token cannot be read; it has to be set again');
  return {
    ...content,
    apiUrl: environment.apiUrl ?? content.apiUrl,
    shopUuid: environment.shopUuid ?? content.shopUuid,
    token: environment.token ?? (stored.kind === 'found' ? stored.token : null),
  };
}
