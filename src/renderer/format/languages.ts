/** Each language by its own name, the way it is written, and the locale of its numbers and dates. */
import type { Language } from '../../shared/contract.ts';

export const LANGUAGE_NAMES: Record<Language, string> = {
  en: 'English',
  nl: 'Nederlands',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
};

/** The same for a bar without room: each is a part of the whole name, as whoever speaks to the kiosk needs it to be (WCAG 2.5.3). */
export const LANGUAGE_SHORT_NAMES: Record<Language, string> = {
  en: 'Eng',
  nl: 'Ned',
  de: 'Deu',
  fr: 'Fra',
  es: 'Esp',
  ar: 'عربي',
};

const LOCALES: Record<Language, string> = {
  // Dates day first, as in the countries in which the kiosk stands.
  en: 'en-GB',
  nl: 'nl-NL',
  de: 'de-DE',
  fr: 'fr-FR',
  es: 'es-ES',
  // The digits 0 to 9, as CLDR has them for the Gulf: they are what stands on the keys, on the card and in the
  // shop's prices, and an amount has to read as it was typed. Readers of ٠ to ٩ read these too.
  ar: 'ar-AE-u-ca-gregory-nu-latn',
};

export function localeOf(language: Language): string {
  return LOCALES[language];
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
