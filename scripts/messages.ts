/**
 * `npm run messages`: compiles the messages of every language into code.
 * It fails if a language lacks a message, or has one that English lacks. Paraglide alone would show the English message.
 * It also fails if a message has a word that docs/words.md refuses.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '@inlang/paraglide-js';
import { LANGUAGES, type Language } from '../src/shared/languages/index.ts';
import { refusedWordsIn } from './refused-words.ts';

/** The content of one message file: each message by its key. */
type Messages = Readonly<Record<string, unknown>>;

/** What the renderer imports as `m`. */
const MESSAGES_MODULE = "/* eslint-disable */\nexport { m } from '../i18n.svelte.ts';\n";

/** Compares each language with the first one. Returns one sentence for each missing or additional message. */
export function gapsIn(languages: ReadonlyMap<string, Messages>): string[] {
  const [first, ...others] = languages;
  if (first === undefined) return [];
  const [firstName, firstMessages] = first;
  return others.flatMap(([name, messages]) => [
    ...missingKeys(firstMessages, messages).map((key) => `${name} lacks '${key}'`),
    ...missingKeys(messages, firstMessages).map((key) => `${firstName} lacks '${key}' of ${name}`),
  ]);
}

/** One sentence for each word that is refused in its language, with the key of the message. */
export function refusalsIn(messages: Messages, language: Language): string[] {
  return Object.entries(messages).flatMap(([key, message]) =>
    refusedWordsIn(textOf(message), language).map((refusal) => `${language} '${key}': ${refusal}`),
  );
}

/** Compiles the message files of a folder into its folder `generated`. Throws if a message is missing or has a refused word. */
export async function compileMessages(folder: string): Promise<void> {
  const languages = LANGUAGES.map((language) => [language, read(folder, language)] as const);
  const gaps = gapsIn(new Map(languages));
  if (gaps.length > 0) throw new Error(`Messages are missing: ${gaps.join(', ')}.`);
  const refusals = languages.flatMap(([language, messages]) => refusalsIn(messages, language));
  if (refusals.length > 0) throw new Error(`Messages have refused words: ${refusals.join('; ')}.`);
  const project = join(folder, 'project.inlang');
  nameLocales(join(project, 'settings.json'));
  await compile({
    project,
    outdir: join(folder, 'generated'),
    strategy: ['baseLocale'],
    outputStructure: 'locale-modules',
    emitReadme: false,
  });
  writeFileSync(join(folder, 'generated/messages.js'), MESSAGES_MODULE);
  writeFileSync(join(folder, 'generated/languages.js'), languagesModule());
}

/** Writes the list of languages into the settings of inlang, which repeat it. */
function nameLocales(settingsPath: string): void {
  const before = readFileSync(settingsPath, 'utf8');
  const list = LANGUAGES.map((language) => `"${language}"`).join(', ');
  const after = before.replace(/"locales": \[[^\]]*\]/, `"locales": [${list}]`);
  if (after !== before) writeFileSync(settingsPath, after);
}

/** A module with the messages of all languages, so that the renderer needs no list of its own. */
function languagesModule(): string {
  const imports = LANGUAGES.map(
    (language) => `import * as ${language} from './messages/${language}.js';`,
  );
  return [
    '/* eslint-disable */',
    ...imports,
    `export const MESSAGES = { ${LANGUAGES.join(', ')} };`,
    '',
  ].join('\n');
}

function missingKeys(all: Messages, some: Messages): string[] {
  return Object.keys(all).filter((key) => !(key in some));
}

/** The text of a message, or all texts of its plural forms. Its address, `$schema`, is no text. */
function textOf(message: unknown): string {
  return typeof message === 'string' ? message : JSON.stringify(message);
}

function read(folder: string, language: string): Messages {
  const messages: unknown = JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8'));
  if (typeof messages !== 'object' || messages === null) {
    throw new Error(`The messages in ${language} are not an object.`);
  }
  return { ...messages };
}

if (import.meta.main) {
  await compileMessages(join(import.meta.dirname, '../src/renderer/messages'));
}
