/**
 * The settings of a running kiosk. They are read at the start, and again after an edit: see kiosk/run-kiosk.ts.
 * A file with a mistake stays as it is, and the last good settings are used. It is never silently reset.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SettingPlace } from '../../shared/schemas.ts';
import type { Environment } from './environment.ts';
import {
  readLastGoodSettings,
  readSettingsFile,
  SETTINGS_FILE,
  settingsSetAside,
  type FileProblem,
  type LoadSettingsFile,
  type ValidFile,
} from './file.ts';
import { keepLastGood, LAST_GOOD_FILE } from './last-good.ts';
import { DEFAULT_SETTINGS, type Settings, type SettingsFileContent } from './schema.ts';
import type { SecretStore } from './secrets.ts';
import type { Log } from '../log/log.ts';

export interface LoadedSettings {
  /** If there is a problem: the defaults, without a token. */
  settings: Settings;
  /** The file without the overrides, or the last good one. Null if there is a problem. */
  content: SettingsFileContent | null;
  problem: SettingsProblem | null;
  /** The names of cosmetic settings that are wrong. Their defaults are used. */
  ignored: readonly string[];
}

/** The settings file has a mistake, and there are no good settings of earlier. */
export interface SettingsProblem {
  /** The damaged file, in the data folder. */
  fileName: string;
  /** The first mistake. Null if the file is not the settings file. */
  place: SettingPlace | null;
  /** What is wrong in the file. Empty if it is not the settings file. */
  problems: readonly FileProblem[];
}

export interface SettingsSource {
  dataDir: string;
  environment: Environment;
  secrets: SecretStore;
  loadSettingsFile: LoadSettingsFile;
  log: Log;
}

/**
 * Reads the file, the stored token and the overrides. If there never was a file, it writes one with the defaults. If the
 * file has a mistake, the last good settings go on.
 */
export async function loadSettings(source: SettingsSource): Promise<LoadedSettings> {
  const { dataDir, log } = source;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = readSettingsFile(dataDir);
  switch (file.kind) {
    case 'damaged': {
      log.error(`${SETTINGS_FILE} has a mistake and is not used`);
      for (const { text } of file.problems) log.error(`settings: ${text}`);
      return await lastGood(source, file.problems);
    }
    case 'absent':
      return await withoutFile(source);
    case 'valid': {
      if (!keepLastGood(dataDir, file.bytes)) {
        log.warn(
          `${LAST_GOOD_FILE} cannot be written, so a mistake in the settings would stop the kiosk`,
        );
      }
      return await loaded(file, source);
    }
  }
}

async function loaded(file: ValidFile, source: SettingsSource): Promise<LoadedSettings> {
  for (const problem of file.ignoredProblems) {
    source.log.warn(`settings: ${problem.text}; the default is used`);
  }
  const settings = await withOverrides(file.content, source);
  const ignored = Object.keys(file.ignored);
  return { settings, content: file.content, problem: null, ignored };
}

/** A copy that is damaged, or that this version refuses, is not used: a shop or a limit must not change in silence. */
async function lastGood(
  source: SettingsSource,
  problems: readonly FileProblem[],
): Promise<LoadedSettings> {
  const kept = readLastGoodSettings(source.dataDir);
  if (kept.kind !== 'valid') {
    source.log.error(
      `there is no good copy of earlier settings, so the kiosk is out of service until ${SETTINGS_FILE} is correct`,
    );
    return outOfService({ fileName: SETTINGS_FILE, place: placeOf(problems), problems });
  }
  source.log.error(
    `the last good settings are used (${LAST_GOOD_FILE}) until ${SETTINGS_FILE} is correct`,
  );
  return await loaded(kept, source);
}

/** Where the first mistake is. */
export function placeOf([problem]: readonly FileProblem[]): SettingPlace {
  return { line: problem?.line ?? null, name: problem?.name ?? null };
}

/** A file that is gone comes back from the copy, because the defaults could be another shop or another limit. */
async function withoutFile(source: SettingsSource): Promise<LoadedSettings> {
  const { dataDir, log } = source;
  const kept = readLastGoodSettings(dataDir);
  if (kept.kind === 'valid') {
    log.warn(
      `${SETTINGS_FILE} was gone and is written again from ${LAST_GOOD_FILE}; to begin with the defaults, remove both`,
    );
    writeFileSync(join(dataDir, SETTINGS_FILE), kept.bytes, { mode: 0o600, flag: 'wx' });
    return await loaded(kept, source);
  }
  const fileName = settingsSetAside(dataDir) ?? (kept.kind === 'damaged' ? LAST_GOOD_FILE : null);
  if (fileName !== null) {
    log.error(
      `there is no ${SETTINGS_FILE}, but ${fileName} is there: correct it and give it the name ${SETTINGS_FILE}`,
    );
    return outOfService({ fileName, place: null, problems: [] });
  }
  const openSettingsFile = await source.loadSettingsFile();
  openSettingsFile(dataDir).store = { ...DEFAULT_SETTINGS };
  const written = readSettingsFile(dataDir);
  if (written.kind === 'valid') keepLastGood(dataDir, written.bytes);
  return {
    settings: await withOverrides(DEFAULT_SETTINGS, source),
    content: DEFAULT_SETTINGS,
    problem: null,
    ignored: [],
  };
}

function outOfService(problem: SettingsProblem): LoadedSettings {
  const settings = { ...DEFAULT_SETTINGS, token: null };
  return { settings, content: null, problem, ignored: [] };
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
