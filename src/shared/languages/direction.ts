/** The direction in which a language is written: one source for the screen and for paper. */

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

/** From the language's usual script. `Intl.Locale.getTextInfo` says the same, but not every engine has it. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const { script } = new Intl.Locale(language).maximize();
  return script !== undefined && RIGHT_TO_LEFT_SCRIPTS.has(script) ? 'rtl' : 'ltr';
}
