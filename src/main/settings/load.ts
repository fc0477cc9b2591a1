/**
 * What the kiosk runs with, or what is wrong with it.
 * A damaged file is set aside and told by name until somebody puts a good one there; it is never silently reset.
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
import * as v from 'valibot';
import { settingsFileSchema, type Settings, type SettingsFileContent } from './schema.ts';
import type { SecretStore } from './secrets.ts';
import type { Log } from '../log/log.ts';

export type LoadedSettings =
  | { kind: 'ok'; settings: Settings }
  /** The name, in the data folder, under which the damaged file is kept, and what is wrong in it. */
  | { kind: 'damaged'; fileName: string; problems: readonly string[] };

export interface SettingsSource {
  dataDir: string;
  environment: Environment;
  secrets: SecretStore;
  openSettingsFile: OpenSettingsFile;
  now: () => EpochMs;
  log: Log;
}

/** Reads the file, the stored token and the overrides; writes a file of defaults where there never was one. */
export async function loadSettings(source: SettingsSource): Promise<LoadedSettings> {
  const { dataDir } = source;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = readSettingsFile(dataDir);
  switch (file.kind) {
    case 'damaged': {
      const fileName = setSettingsAside(dataDir, source.now());
      source.log.error(`the settings are damaged and were set aside as ${fileName}`);
      for (const problem of file.problems) source.log.error(`settings: ${problem}`);
      return { kind: 'damaged', fileName, problems: file.problems };
    }
    case 'absent': {
      const fileName = settingsSetAside(dataDir);
      if (fileName !== null) {
        source.log.error(
          `the settings were set aside as ${fileName}, and no good ones were put in place`,
        );
        return { kind: 'damaged', fileName, problems: [] };
      }
      const content = v.parse(settingsFileSchema, {});
      source.openSettingsFile(dataDir).store = content;
      return { kind: 'ok', settings: await withOverrides(content, source) };
    }
    case 'valid':
      return { kind: 'ok', settings: await withOverrides(file.content, source) };
  }
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
