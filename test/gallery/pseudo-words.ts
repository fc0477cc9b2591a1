/**
 * A pseudo-language: every English message twice as long, with marks on its vowels.
 * A layout that holds these texts will hold other languages. A word without marks is not from a message file.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compile } from '@inlang/paraglide-js';
import type { Plugin } from 'vite';

const MESSAGES = resolve('src/renderer/messages');
const FOLDER = resolve('.cache/pseudo-words');
const PLUGIN = '../../node_modules/@inlang/plugin-message-format/dist/index.js';

const MARKED: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'ë',
  i: 'ï',
  o: 'ô',
  u: 'ü',
  A: 'Å',
  E: 'Ê',
  I: 'Î',
  O: 'Ø',
  U: 'Ů',
};
// The first vowel of each word has a mark, so a word that is cut short is still not English.
const FILL = ['œuvré', 'lôrem', 'ïpsum', 'dôlor', 'sït', 'ämet', 'cönsectetur', 'ëlitsed'];

/** Marks every vowel, and appends words until the text is twice as long. Placeholders in braces stay. */
export function pseudoText(text: string): string {
  const marked = text.replaceAll(/\{[^}]*\}|[aeiouAEIOU]/g, (part) => MARKED[part] ?? part);
  const words: string[] = [];
  let length = 0;
  while (length < text.length) {
    const word = FILL[words.length % FILL.length] ?? '';
    words.push(word);
    length += word.length + 1;
  }
  return `${marked} ${words.join(' ')}`.slice(0, Math.max(marked.length, text.length * 2)).trim();
}

/** A Vite plugin that replaces English by the pseudo-language. */
export async function pseudoEnglish(): Promise<Plugin> {
  await compilePseudoWords();
  const pseudo = join(FOLDER, 'generated/messages/en.js');
  return {
    name: 'pseudo-english',
    enforce: 'pre',
    resolveId: (source) => (/(^|\/)messages\/en\.js$/.test(source) ? pseudo : null),
  };
}

async function compilePseudoWords(): Promise<void> {
  mkdirSync(join(FOLDER, 'project.inlang'), { recursive: true });
  writeJson('project.inlang/settings.json', {
    baseLocale: 'en',
    locales: ['en'],
    modules: [PLUGIN],
    'plugin.inlang.messageFormat': { pathPattern: './{locale}.json' },
  });
  const english: unknown = JSON.parse(readFileSync(join(MESSAGES, 'en.json'), 'utf8'));
  writeJson('en.json', longer(english, ''));
  await compile({
    project: join(FOLDER, 'project.inlang'),
    outdir: join(FOLDER, 'generated'),
    strategy: ['baseLocale'],
    outputStructure: 'locale-modules',
    emitReadme: false,
  });
}

/** Lengthens the texts of a message file. The rules that choose a plural stay. */
function longer(value: unknown, key: string): unknown {
  if (typeof value === 'string') return key === '$schema' ? value : pseudoText(value);
  if (Array.isArray(value)) return value.map((item: unknown) => longer(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'declarations' || name === 'selectors' ? (inner as unknown) : longer(inner, name),
    ]),
  );
}

function writeJson(name: string, value: unknown): void {
  writeFileSync(join(FOLDER, name), JSON.stringify(value, null, 2));
}
