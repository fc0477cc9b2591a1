/** The name of a language as the voice says it: by its own voice, or else in the language that speaks. */
import { LANGUAGES, type Language } from '../../shared/contract.ts';
import { languageNames } from '../../shared/intl.ts';
import { definitionOf, localeOf } from '../../shared/languages/index.ts';

export interface LanguageSpeech {
  text: string;
  language: Language;
}

export function languageSpeech(
  named: Language,
  speaking: Language,
  hasVoice: (language: Language) => boolean,
): LanguageSpeech {
  return hasVoice(named)
    ? { text: definitionOf(named).name, language: named }
    : { text: languageNameIn(speaking, named), language: speaking };
}

/** For example `Dutch` for `nl` in `en`. A voice cannot say the own name of most other languages. */
export function languageNameIn(speaking: Language, named: Language): string {
  return languageNames(localeOf(speaking)).of(named) ?? definitionOf(named).name;
}

/** The language that a button chooses. Null if the screen already has this language, and for any other element. */
export function languageNamedBy(element: Element, shown: Language): Language | null {
  const lang = element.matches('button[lang]') ? element.getAttribute('lang') : null;
  return LANGUAGES.find((each) => each === lang && each !== shown) ?? null;
}
