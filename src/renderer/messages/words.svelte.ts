/**
 * The words of the language that is spoken now. English is there from the start and each other language is
 * fetched when it is first asked for, so that the first view does not carry them all.
 * Never mixes two languages on one screen: whoever draws waits for the words and then speaks them all.
 */
import type { Language } from '../../shared/contract.ts';
import * as english from './generated/messages/en.js';

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
  en: () => Promise.resolve(english),
  nl: () => import('./generated/messages/nl.js'),
  de: () => import('./generated/messages/de.js'),
  fr: () => import('./generated/messages/fr.js'),
  es: () => import('./generated/messages/es.js'),
  ar: () => import('./generated/messages/ar.js'),
};

/** What is always there. */
export const ENGLISH: Words = { language: 'en', texts: english };
const here: Partial<Record<Language, Words>> = { en: ENGLISH };
let spoken = $state.raw(ENGLISH);

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
  return Object.fromEntries(Object.keys(english).map((key) => [key, message(key)] as const));
}
