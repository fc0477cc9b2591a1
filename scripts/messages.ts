/**
 * `npm run messages`: compiles the words of every language into code.
 * A language that lacks a message, or has one too many, builds nothing: the compiler alone would put English in its place.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '@inlang/paraglide-js';
import { LANGUAGES } from '../src/shared/contract.ts';

/** Each message by its key, as a message file has them. */
type Messages = Readonly<Record<string, unknown>>;

/** What every part of the renderer imports, whichever way the words come to it. */
const SPOKEN = "/* eslint-disable */\nexport { m } from '../i18n.svelte.ts';\n";

/** One sentence for each message that a language lacks or has too many, against the first one. */
export function gapsIn(languages: ReadonlyMap<string, Messages>): string[] {
  const [first, ...others] = languages;
  if (first === undefined) return [];
  const [firstName, firstMessages] = first;
  return others.flatMap(([name, messages]) => [
    ...keysMissing(firstMessages, messages).map((key) => `${name} lacks '${key}'`),
    ...keysMissing(messages, firstMessages).map((key) => `${firstName} lacks '${key}' of ${name}`),
  ]);
}

/** Compiles the message files of a folder into its folder `generated`; throws where a message is missing. */
export async function compileMessages(folder: string): Promise<void> {
  const languages = LANGUAGES.map((language) => [language, read(folder, language)] as const);
  const gaps = gapsIn(new Map(languages));
  if (gaps.length > 0) throw new Error(`Messages are missing: ${gaps.join(', ')}.`);
  await compile({
    project: join(folder, 'project.inlang'),
    outdir: join(folder, 'generated'),
    strategy: ['baseLocale'],
    outputStructure: 'locale-modules',
    emitReadme: false,
  });
  writeFileSync(join(folder, 'generated/messages.js'), SPOKEN);
}

function keysMissing(all: Messages, some: Messages): string[] {
  return Object.keys(all).filter((key) => !(key in some));
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
