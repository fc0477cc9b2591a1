/** The texts of the message files, as a check compares them with the screen. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../src/shared/contract.ts';
import { languageInView, type GalleryLanguage } from './looks.ts';
import { pseudoText } from './pseudo-words.ts';

const FOLDER = join(import.meta.dirname, '../../src/renderer/messages');
const files = new Map<string, Record<string, unknown>>();

/** Of a message without a plural. */
export function textOf(language: GalleryLanguage, key: string): string {
  const text = messagesOf(language)[key];
  if (typeof text !== 'string') throw new Error(`there is no plain message ${key} in ${language}`);
  return language === 'pseudo' ? pseudoText(text) : text;
}

/** The plain texts of one language that are not also texts of another. */
export function otherTexts(of: Language, than: GalleryLanguage): ReadonlySet<string> {
  const own = new Set(Object.values(messagesOf(than)));
  const others = Object.values(messagesOf(of)).filter((text) => !own.has(text));
  return new Set(others.filter((text) => typeof text === 'string'));
}

function messagesOf(language: GalleryLanguage): Record<string, unknown> {
  const name = languageInView(language);
  const known = files.get(name);
  if (known) return known;
  const messages = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Record<
    string,
    unknown
  >;
  files.set(name, messages);
  return messages;
}
