/**
 * The settings file on disk. This module reads it; `conf` or `electron-store` (which uses `conf`) writes it.
 * A file that cannot be read is never overwritten, renamed or removed.
 */
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { MinorDigits } from '../../shared/money.ts';
import { decodeText } from './decode-text.ts';
import { keepLastGood, readLastGood } from './last-good.ts';
import { problemOf } from './problem-text.ts';
import { parseLenientJson } from './lenient-json.ts';
import {
  COSMETIC_SETTINGS,
  DEFAULT_SETTINGS,
  minorDigitsOf,
  settingsFileSchema,
  type SettingsFileContent,
} from './schema.ts';
import { tidyValues } from './tidy-values.ts';

/** The part of `conf` that we use. */
export interface SettingsFile {
  store: Record<string, unknown>;
}

/** Opens the file `SETTINGS_NAME` with the extension `json` in this folder. */
export type OpenSettingsFile = (dataDir: string) => SettingsFile;

/** Loads the module that writes the file. Few starts need it, and it takes as long to load as the rest of the kiosk. */
export type LoadSettingsFile = () => Promise<OpenSettingsFile>;

export const SETTINGS_NAME = 'settings';
export const SETTINGS_FILE = `${SETTINGS_NAME}.json`;
const SET_ASIDE = /^settings\.damaged-.*\.json$/;

export type FileContent =
  { kind: 'absent' } | ValidFile | { kind: 'damaged'; problems: readonly FileProblem[] };

/** A mistake in the file. `text` never quotes a value. */
export interface FileProblem {
  /** What is wrong, with the line and the name. */
  text: string;
  /** The wrong setting, with the names around it, such as `offline.enabled`. Null for the file as a whole. */
  name: string | null;
  line: number | null;
}

export interface ValidFile {
  kind: 'valid';
  content: SettingsFileContent;
  /** The cosmetic settings that are wrong, as they are in the file. Their defaults are used instead. */
  ignored: Readonly<Record<string, unknown>>;
  /** Says what is wrong with each of them. */
  ignoredProblems: readonly FileProblem[];
  /** What a program that writes plain JSON could not read, or would lose. */
  form: 'plain' | 'notPlain' | 'withComments';
  /** The file as it is. */
  bytes: Buffer;
}

/** Reads and checks the file. */
export function readSettingsFile(dataDir: string): FileContent {
  const path = join(dataDir, SETTINGS_FILE);
  if (!existsSync(path)) return { kind: 'absent' };
  const bytes = readBytes(path);
  return bytes === null ? damagedAsAWhole('cannot be read') : checkSettings(bytes);
}

/** Reads the copy of the last file without a mistake. A copy that the checksum does not fit counts as damaged. */
export function readLastGoodSettings(dataDir: string): FileContent {
  const kept = readLastGood(dataDir);
  switch (kept.kind) {
    case 'absent':
      return kept;
    case 'good':
      return checkSettings(kept.bytes);
    case 'damaged':
      return damagedAsAWhole('does not fit its checksum');
  }
}

function checkSettings(bytes: Buffer): FileContent {
  const parsed = parseFile(bytes);
  if (parsed.kind === 'damaged') return parsed;
  const tidy = tidyValues(parsed.value);
  // Valibot accepts a list as an object, so an empty list would count as an empty file.
  if (Array.isArray(tidy)) return damagedAsAWhole('not an object');
  const { form, lines } = parsed;
  const result = v.safeParse(settingsFileSchema, tidy);
  if (result.success) {
    return { kind: 'valid', content: result.output, ignored: {}, ignoredProblems: [], form, bytes };
  }
  const problems = result.issues.map((issue) => problemIn(lines, issue));
  const wrong = new Set(result.issues.map(topName));
  const [ignored, others] = parted(tidy, (name) => COSMETIC_SETTINGS.has(name) && wrong.has(name));
  const rest = v.safeParse(settingsFileSchema, others);
  return rest.success
    ? { kind: 'valid', content: rest.output, ignored, ignoredProblems: problems, form, bytes }
    : { kind: 'damaged', problems };
}

function damagedAsAWhole(text: string): FileContent & { kind: 'damaged' } {
  return { kind: 'damaged', problems: [{ text, name: null, line: null }] };
}

function problemIn(lines: ReadonlyMap<string, number>, issue: v.BaseIssue<unknown>): FileProblem {
  const { name, why } = problemOf(issue, settingsFileSchema);
  const line = name === null ? null : lineOf(name, lines);
  const where = line === null ? '' : `line ${line}, `;
  return { text: `${where}${name ?? 'the file'}: ${why}`, name, line };
}

/** A setting that is missing is on the line of the one around it. */
function lineOf(name: string, lines: ReadonlyMap<string, number>): number | null {
  const line = lines.get(name);
  if (line !== undefined) return line;
  const around = name.lastIndexOf('.');
  return around === -1 ? null : lineOf(name.slice(0, around), lines);
}

/** The name of the setting that has the issue. */
function topName(issue: v.BaseIssue<unknown>): string {
  return v.getDotPath(issue)?.split('.')[0] ?? '';
}

function parted(
  value: unknown,
  isFirst: (name: string) => boolean,
): [Record<string, unknown>, Record<string, unknown>] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    Object.fromEntries(entries.filter(([name]) => isFirst(name))),
    Object.fromEntries(entries.filter(([name]) => !isFirst(name))),
  ];
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
    if (file.kind === 'valid') makePlain(dataDir, file);
    // A setting that was wrong stays in the file, so that the kiosk names it again at the next start.
    const ignored = file.kind === 'valid' ? file.ignored : {};
    openSettingsFile(dataDir).store = { ...changed.output, ...ignored };
    keepAsLastGood(dataDir);
    return true;
  } catch {
    return false;
  }
}

/**
 * The settings in force in this folder, for tools: of the file, or of the last good one if it has a mistake. The defaults
 * if there is neither.
 */
export function settingsInForce(dataDir: string): SettingsFileContent {
  const file = [readSettingsFile(dataDir), readLastGoodSettings(dataDir)].find(isValid);
  return file?.content ?? DEFAULT_SETTINGS;
}

function isValid(file: FileContent): file is ValidFile {
  return file.kind === 'valid';
}

/** Without this, an older copy could bring back a PIN that was changed because somebody knew it. */
function keepAsLastGood(dataDir: string): void {
  const written = readSettingsFile(dataDir);
  if (written.kind === 'valid') keepLastGood(dataDir, written.bytes);
}

/** The decimals of the amounts in this folder, for the exported journal. */
export function minorDigitsIn(dataDir: string): MinorDigits {
  return minorDigitsOf(settingsInForce(dataDir));
}

/** The newest settings file that an earlier version of the kiosk set aside. Null if there is none. */
export function settingsSetAside(dataDir: string): string | null {
  if (!existsSync(dataDir)) return null;
  const names = readdirSync(dataDir).filter((name) => SET_ASIDE.test(name));
  return names.sort().at(-1) ?? null;
}

type ParsedFile =
  | {
      kind: 'value';
      value: unknown;
      form: ValidFile['form'];
      lines: ReadonlyMap<string, number>;
    }
  | { kind: 'damaged'; problems: readonly FileProblem[] };

function parseFile(bytes: Buffer): ParsedFile {
  const plain = v.safeParse(v.pipe(v.string(), v.parseJson()), bytes.toString('utf8'));
  const decoded = decodeText(bytes);
  if (decoded.kind === 'unknown') return damagedAsAWhole(decoded.problem);
  const parsed = parseLenientJson(decoded.text);
  if (parsed.kind === 'damaged') {
    const { problem, name, line } = parsed;
    return { kind: 'damaged', problems: [{ text: problem, name, line }] };
  }
  const form = plain.success ? 'plain' : 'notPlain';
  return { ...parsed, form: parsed.hasComments ? 'withComments' : form };
}

function readBytes(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** Writes the file in the form that `conf` can read. A file with comments is kept as a copy. */
function makePlain(dataDir: string, { form, content }: ValidFile): void {
  if (form === 'plain') return;
  const path = join(dataDir, SETTINGS_FILE);
  if (form === 'withComments') copyFileSync(path, join(dataDir, `${SETTINGS_NAME}.original.json`));
  const temporary = `${path}.new`;
  writeFileSync(temporary, JSON.stringify(content), { mode: 0o600 });
  renameSync(temporary, path);
}
