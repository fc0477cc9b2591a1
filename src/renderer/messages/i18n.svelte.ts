/**
 * The words of the language that is spoken now. Each language is fetched when it is first asked for,
 * so that the first view carries one of them and no other.
 * Never mixes two languages on one screen: whoever draws waits for the words and then speaks them all.
 */
import type { Language } from '../../shared/contract.ts';
import type * as english from './generated/messages/en.js';

type Message<Of> = Of extends (inputs: infer Inputs) => string
  ? object extends Inputs
    ? () => string
    : (inputs: Inputs) => string
  : never;
type Messages = { readonly [Key in keyof typeof english]: Message<(typeof english)[Key]> };

/** The words of one language. */
export interface Words {
  readonly language: Language;
  readonly texts: Readonly<Record<string, (inputs: never) => string>>;
}

const SOURCES: Record<Language, () => Promise<Words['texts']>> = {
  en: () => import('./generated/messages/en.js'),
  nl: () => import('./generated/messages/nl.js'),
  de: () => import('./generated/messages/de.js'),
  fr: () => import('./generated/messages/fr.js'),
  es: () => import('./generated/messages/es.js'),
  ar: () => import('./generated/messages/ar.js'),
};

const here: Partial<Record<Language, Words>> = {};
/** Before the first words are here there is no screen to put them on. */
let spoken = $state.raw<Words>({ language: 'en', texts: {} });

/** Every message by its key, in the language that is spoken when it is called. */
export const m = everyMessage();

/** Null until they have been fetched once. */
export function wordsHere(language: Language): Words | null {
  return here[language] ?? null;
}

/** Rejects where they cannot be had. */
export async function fetchWords(language: Language): Promise<Words> {
  const words = { language, texts: await SOURCES[language]() };
  here[language] = words;
  return words;
}

export function speak(words: Words): void {
  spoken = words;
}

export function spokenLanguage(): Language {
  return spoken.language;
}

function everyMessage(): Messages;
function everyMessage(): object {
  const message = (key: string) => (inputs: never) => spoken.texts[key]?.(inputs) ?? '';
  return new Proxy({}, { get: (_, key) => (typeof key === 'string' ? message(key) : undefined) });
}
