/** Changes the settings file while the kiosk runs. The module that writes the file is loaded behind the first view. */
import type { Log } from '../log/log.ts';
import { changeSettings, type LoadSettingsFile, type OpenSettingsFile } from '../settings/file.ts';
import type { SettingsFileContent } from '../settings/schema.ts';

export interface SettingsWriter {
  /** Call it once, when the kiosk is open. */
  load: () => void;
  /** False if the settings cannot be written, or not yet: within a second of the start. */
  change: (changes: Partial<SettingsFileContent>) => boolean;
}

export type SettingsChanged = (changes: Partial<SettingsFileContent>) => void;

export interface SettingsWriterOptions {
  dataDir: string;
  loadSettingsFile: LoadSettingsFile;
  log: Log;
}

/** Calls back with every change that is in the file. */
export function createSettingsWriter(
  { dataDir, loadSettingsFile, log }: SettingsWriterOptions,
  onChanged: SettingsChanged,
): SettingsWriter {
  let openSettingsFile: OpenSettingsFile | null = null;
  return {
    load() {
      loadSettingsFile().then(
        (loaded) => (openSettingsFile = loaded),
        (error: unknown) => log.error('settings cannot be changed', error),
      );
    },
    change(changes) {
      if (openSettingsFile === null) return false;
      const isChanged = changeSettings({ dataDir, openSettingsFile }, changes);
      if (isChanged) onChanged(changes);
      return isChanged;
    },
  };
}
