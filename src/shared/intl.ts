/** A cache of Intl formatters. They are expensive to create and cheap to use, and a list of payments needs dozens. */
import type { EpochMs } from './time.ts';

/** The typographic minus sign: as wide as the plus sign, and read as "minus" by a screen reader. */
export const MINUS = '\u2212';

const numbers = new Map<string, Intl.NumberFormat>();
const languages = new Map<string, Intl.DisplayNames>();
const dates = new Map<string, Intl.DateTimeFormat>();

export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify([locale, options]);
  const made = numbers.get(key) ?? new Intl.NumberFormat(locale, options);
  numbers.set(key, made);
  return made;
}

/** The names of languages in this locale. Undefined for a language that it has no name for. */
export function languageNames(locale: string): Intl.DisplayNames {
  const made =
    languages.get(locale) ?? new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' });
  languages.set(locale, made);
  return made;
}

/** Formats a time in the time zone of the machine, which may change while the program runs. */
export function dateText(at: EpochMs, locale: string, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify([locale, options, hoursOfTheZone(at)]);
  const made = dates.get(key) ?? new Intl.DateTimeFormat(locale, options);
  dates.set(key, made);
  return made.format(at);
}

/**
 * The offsets from UTC in winter and in summer identify the time zone. To ask for its name would cost as much as a
 * formatter.
 */
function hoursOfTheZone(at: EpochMs): number[] {
  const year = new Date(at).getFullYear();
  return [0, 6].map((month) => new Date(year, month).getTimezoneOffset());
}
