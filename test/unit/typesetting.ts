/** The typesetting rules of docs/translation.md, and the refused words of docs/words.md, for texts on the screen and on paper, by language. */
import { refusedWordsIn } from '../../scripts/refused-words.ts';
import type { Language } from '../../src/shared/contract.ts';

interface Rule {
  fault: string;
  /** Matches the fault, anywhere in the text. */
  found: RegExp;
  /** All languages if undefined. */
  languages?: readonly Language[];
}

const EDGES = { from: '(?<!\\p{L})', to: '(?!\\p{L})' };

const RULES: readonly Rule[] = [
  { fault: 'an empty text', found: /^$/ },
  { fault: 'a space at its beginning or end', found: /^\s|\s$/ },
  { fault: 'two spaces in a row', found: /\s{2}/ },
  { fault: 'a straight quote or apostrophe', found: /['"`´]/ },
  { fault: 'dots in place of an ellipsis', found: /\.{2}/ },
  { fault: 'a hyphen in place of a dash', found: /\s-\s|\d-\d|—/ },
  {
    fault: 'a space before its punctuation',
    found: /\s[?!;:,.؟؛،]/,
    languages: ['en', 'nl', 'de', 'es', 'ar'],
  },
  {
    fault: 'no narrow no-break space before ? ! ;, or none that does not break before a colon',
    found: /(?<!\u202f)[?!;]|(?<![\u00a0\d]):(?!\/\/)/,
    languages: ['fr'],
  },
  {
    fault: 'no no-break space inside its quotes',
    found: /«(?!\u00a0)|(?<!\u00a0)»/,
    languages: ['fr'],
  },
  {
    fault: 'a number apart from its unit',
    found: /\{count\} (?!de )(?:secondes?|octets?)/,
    languages: ['fr'],
  },
  { fault: 'quotes of another language', found: /[„‟‚«»]/, languages: ['en', 'nl'] },
  { fault: 'quotes of another language', found: /[”«»‘]/, languages: ['de'] },
  { fault: 'quotes of another language', found: /[“”„‟‘‚]/, languages: ['fr', 'es', 'ar'] },
  { fault: 'a question or a call without its beginning', found: unpaired(), languages: ['es'] },
  {
    fault: 'punctuation of another script',
    found: /\p{Script=Arabic}\u2069?\s*[,;?]/u,
    languages: ['ar'],
  },
  {
    fault: 'an address other than je',
    found: words(['u', 'uw', 'gij'], 'iu'),
    languages: ['nl'],
  },
  {
    fault: 'an address other than Sie',
    found: words(['du', 'dich', 'dir', 'dein\\p{L}*', 'euch', 'euer', 'eure\\p{L}*'], 'iu'),
    languages: ['de'],
  },
  {
    fault: 'an address other than Sie',
    found: words(
      'gib nimm sieh lies halte tippe wähle prüfe drücke schließ schließe schreib lege starte richte stell versuch fang'.split(
        ' ',
      ),
      'iu',
    ),
    languages: ['de'],
  },
  {
    fault: 'an address other than vous',
    found: words(['tu', 'te', 'toi', 'ton', 'ta', 'tes', 't’\\p{L}+'], 'iu'),
    languages: ['fr'],
  },
  {
    fault: 'an address other than usted',
    found: words(
      ['tú', 'te', 'ti', 'tu', 'tus', 'contigo', 'estás', 'estés', 'puedes', 'quieres', 'tienes'],
      'iu',
    ),
    languages: ['es'],
  },
  {
    fault: 'an address other than usted',
    found: words(
      'Acerca Toca Pulsa Introduce Conecta Pon Revisa Retira Usa Elige Prueba Mira'.split(' '),
      'u',
    ),
    languages: ['es'],
  },
];

/** Describes each fault of the text. Empty if the text has no fault. */
export function typesettingFaults(text: string, language: Language): string[] {
  const read = text.replaceAll(/\S*\/\S+/g, '/');
  const faults = RULES.filter(
    ({ found, languages }) => (languages?.includes(language) ?? true) && found.test(read),
  ).map(({ fault }) => `'${text}' has ${fault}`);
  return [...faults, ...refusedWordsIn(text, language)];
}

/** Matches any of these as a complete word. */
function words(list: readonly string[], flags: string): RegExp {
  return new RegExp(`${EDGES.from}(?:${list.join('|')})${EDGES.to}`, flags);
}

/** Matches a ? or ! without its ¿ or ¡. */
function unpaired(): RegExp {
  return /^[^¿]*\?|\?[^¿]*\?|^[^¡]*!|![^¡]*!/;
}
