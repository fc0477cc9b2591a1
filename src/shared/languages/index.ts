/**
 * Every language that the kiosk speaks. To add one: a file here, its line in the list,
 * and its messages in `renderer/messages`.
 */
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { LanguageDefinition } from './language.ts';
import { nl } from './nl.ts';

const DEFINITIONS = { en, nl, de, fr, es, ar };

/** As a code of ISO 639-1. */
export type Language = keyof typeof DEFINITIONS;

/** In the order in which they are offered. */
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
