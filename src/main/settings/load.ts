/**
 * The settings of a running kiosk. They are read once, at the start.
 * A damaged file is renamed, and the screen shows its new name until a valid file replaces it. It is never silently
 * reset.
 */
import { mkdirSync } from 'node:fs';
import type { EpochMs } from '../../shared/time.ts';
import type { Environment } from './environment.ts';
import {
  readSettingsFile,
  setSettingsAside,
  settingsSetAside,
  type FileProblem,
  type LoadSettingsFile,
} from './file.ts';
import { DEFAULT_SETTINGS, type Settings, type SettingsFileContent } from './schema.ts';
import type { SecretStore } from './secrets.ts';
import type { Log } from '../log/log.ts';

export interface LoadedSettings {
  /** If there is a problem: the defaults, without a token. */
  settings: Settings;
  problem: SettingsProblem | null;
  /** The names of cosmetic settings that are wrong. Their defaults are used. */
  ignored: readonly string[];
}

/** The settings file is damaged. */
export interface SettingsProblem {
  /** The new name of the damaged file, in the data folder. */
  fileName: string;
  /** What is wrong in the file. Empty if an earlier start set it aside. */
  problems: readonly FileProblem[];
}

export interface SettingsSource {
  dataDir: string;
  environment: Environment;
  secrets: SecretStore;
  loadSettingsFile: LoadSettingsFile;
  now: () => EpochMs;
  log: Log;
}

/** Reads the file, the stored token and the overrides. If there never was a file, it writes one with the defaults. */
export async function loadSettings(source: SettingsSource): Promise<LoadedSettings> {
  const { dataDir } = source;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = readSettingsFile(dataDir);
  switch (file.kind) {
    case 'damaged': {
      const fileName = setSettingsAside(dataDir, source.now());
      source.log.error(`the settings file is damaged and was set aside as ${fileName}`);
      for (const { text } of file.problems) source.log.error(`settings: ${text}`);
      return damaged({ fileName, problems: file.problems });
    }
    case 'absent': {
      const fileName = settingsSetAside(dataDir);
      if (fileName !== null) {
        source.log.error(
          `there is no settings file; the damaged one was set aside as ${fileName}: correct it and put it back`,
        );
        return damaged({ fileName, problems: [] });
      }
      const openSettingsFile = await source.loadSettingsFile();
      openSettingsFile(dataDir).store = { ...DEFAULT_SETTINGS };
      return {
        settings: await withOverrides(DEFAULT_SETTINGS, source),
        problem: null,
        ignored: [],
      };
    }
    case 'valid': {
      for (const problem of file.ignoredProblems) {
        source.log.warn(`settings: ${problem.text}; the default is used`);
      }
      const ignored = Object.keys(file.ignored);
      return { settings: await withOverrides(file.content, source), problem: null, ignored };
    }
  }
}

function damaged(problem: SettingsProblem): LoadedSettings {
  return { settings: { ...DEFAULT_SETTINGS, token: null }, problem, ignored: [] };
}

async function withOverrides(
  content: SettingsFileContent,
  { environment, secrets, log }: SettingsSource,
): Promise<Settings> {
  const stored = environment.token === null ? await secrets.readToken() : { kind: 'none' as const };
  if (stored.kind === 'unreadable')
    log.error('the stored token cannot be read; set the token again');
  return {
    ...content,
    apiUrl: environment.apiUrl ?? content.apiUrl,
    shopUuid: environment.shopUuid ?? content.shopUuid,
    ownShop: environment.ownShop ?? content.ownShop,
    token: environment.token ?? (stored.kind === 'found' ? stored.token : null),
  };
}
