/**
 * A language that nobody speaks: every English message twice as long, in letters with marks.
 * What fits in it fits in the languages to come, and a text that is still English is in no message file.
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
const FILL = ['œuvré', 'lorém', 'ïpsum', 'dôlor', 'sit', 'ämet', 'cönsectetur', 'elïtsed'];

/** The text with every vowel marked and as many words behind it as make it twice as long; what is in braces stays. */
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

/** Puts the pseudo-language in the place of English while the renderer is built. */
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

/** Of a message file: its texts longer, and how a plural is chosen as it was. */
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
