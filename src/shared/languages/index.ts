/**
 * Every language of the kiosk. To add one: a file here, a line in the list, and a file of messages in
 * `renderer/messages`.
 */
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { LanguageDefinition } from './language.ts';
import { nl } from './nl.ts';

const DEFINITIONS = { en, nl, de, fr, es, ar };

/** The code of ISO 639-1. */
export type Language = keyof typeof DEFINITIONS;

/** The languages, in the order in which the screen offers them. */
export const LANGUAGES: readonly Language[] = Object.keys(DEFINITIONS).filter(isLanguage);

export function definitionOf(language: Language): LanguageDefinition {
  return DEFINITIONS[language];
}

export function localeOf(language: Language): string {
  return DEFINITIONS[language].locale;
}

function isLanguage(code: string): code is Language {
  return code in DEFINITIONS;
}
