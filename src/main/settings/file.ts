/**
 * The settings file on disk. This module reads it; `conf` or `electron-store` (which uses `conf`) writes it.
 * A file that cannot be read is never overwritten.
 */
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { EpochMs } from '../../shared/time.ts';
import { DEFAULT_SETTINGS, settingsFileSchema, type SettingsFileContent } from './schema.ts';

/** The part of `conf` that we use. */
export interface SettingsFile {
  store: Record<string, unknown>;
}

/** Opens the file `SETTINGS_NAME` with the extension `json` in this folder. */
export type OpenSettingsFile = (dataDir: string) => SettingsFile;

export const SETTINGS_NAME = 'settings';
const FILE_NAME = `${SETTINGS_NAME}.json`;
const SET_ASIDE = /^settings\.damaged-.*\.json$/;

export type FileContent =
  | { kind: 'absent' }
  | { kind: 'valid'; content: SettingsFileContent }
  /** `problems`: each names an invalid field, or says what is wrong with the whole file. */
  | { kind: 'damaged'; problems: readonly string[] };

/** Reads and checks the file. */
export function readSettingsFile(dataDir: string): FileContent {
  const path = join(dataDir, FILE_NAME);
  if (!existsSync(path)) return { kind: 'absent' };
  const parsed = parseJson(path);
  if (parsed.kind === 'damaged') return parsed;
  // Valibot accepts a list as an object, so an empty list would count as an empty file.
  if (Array.isArray(parsed.value)) return { kind: 'damaged', problems: ['not an object'] };
  const result = v.safeParse(settingsFileSchema, parsed.value);
  if (result.success) return { kind: 'valid', content: result.output };
  const problems = result.issues.map(
    (issue) => `${v.getDotPath(issue) ?? 'the file'}: ${withoutContents(issue)}`,
  );
  return { kind: 'damaged', problems };
}

/**
 * Changes some of the settings in the file and keeps the others. False if the file cannot be read or written, or if the
 * result would be invalid.
 */
export function changeSettings(
  { dataDir, openSettingsFile }: { dataDir: string; openSettingsFile: OpenSettingsFile },
  changes: Partial<SettingsFileContent>,
): boolean {
  const file = readSettingsFile(dataDir);
  if (file.kind === 'damaged') return false;
  const content = file.kind === 'valid' ? file.content : DEFAULT_SETTINGS;
  const changed = v.safeParse(settingsFileSchema, { ...content, ...changes });
  if (!changed.success) return false;
  try {
    openSettingsFile(dataDir).store = changed.output;
    return true;
  } catch {
    return false;
  }
}

/** Renames the file: the new name contains the time. Returns the new name. */
export function setSettingsAside(dataDir: string, at: EpochMs): string {
  const time = new Date(at).toISOString().replaceAll(/[-:]/g, '');
  const names = [`settings.damaged-${time}.json`, `settings.damaged-${time}-again.json`];
  const name = names.find((candidate) => !existsSync(join(dataDir, candidate)));
  // Ignore the error: the file then keeps its name. It is important only that it was not reset.
  if (name === undefined) return FILE_NAME;
  try {
    renameSync(join(dataDir, FILE_NAME), join(dataDir, name));
    return name;
  } catch {
    return FILE_NAME;
  }
}

/** The newest settings file that was set aside. Null if there is none. */
export function settingsSetAside(dataDir: string): string | null {
  if (!existsSync(dataDir)) return null;
  const names = readdirSync(dataDir).filter((name) => SET_ASIDE.test(name));
  return names.sort().at(-1) ?? null;
}

function parseJson(
  path: string,
): { kind: 'value'; value: unknown } | { kind: 'damaged'; problems: readonly string[] } {
  try {
    return { kind: 'value', value: JSON.parse(readFileSync(path, 'utf8')) };
  } catch (error) {
    const isSyntax = error instanceof SyntaxError;
    return { kind: 'damaged', problems: [isSyntax ? 'not JSON' : 'cannot be read'] };
  }
}

/**
 * Describes an issue without its value. Valibot's own messages quote the value, which may be a token in the wrong
 * field.
 */
function withoutContents(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === 'schema' && issue.expected === 'never') return 'not a known field';
  return issue.kind === 'validation' && issue.type === 'check'
    ? issue.message
    : `expected ${issue.expected ?? 'another value'}`;
}
