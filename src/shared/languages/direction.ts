/** The direction in which a language is written. The screen and the receipt on paper both use it. */

/** ISO 15924 codes of the scripts that are written from right to left today (Unicode UAX #9 and CLDR script metadata). */
const RIGHT_TO_LEFT_SCRIPTS = new Set([
  'Adlm',
  'Arab',
  'Hebr',
  'Mand',
  'Nkoo',
  'Rohg',
  'Samr',
  'Syrc',
  'Thaa',
]);

/**
 * Derives the direction from the usual script of the language. `Intl.Locale.getTextInfo` gives the same result, but not
 * every engine has it.
 */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const { script } = new Intl.Locale(language).maximize();
  return script !== undefined && RIGHT_TO_LEFT_SCRIPTS.has(script) ? 'rtl' : 'ltr';
}
