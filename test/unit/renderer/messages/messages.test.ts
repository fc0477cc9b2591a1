/** Every message exists in every language, is used, and has the same placeholders. */
import { globSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { directionOf } from '../../../../src/shared/languages/direction.ts';
import { LANGUAGES, type Language } from '../../../../src/shared/contract.ts';
import { typesettingFaults } from '../../typesetting.ts';

const pluralSchema = v.tuple([
  v.object({ match: v.record(v.string(), v.string()), declarations: v.array(v.string()) }),
]);
const fileSchema = v.record(v.string(), v.union([v.string(), pluralSchema]));
type Message = v.InferOutput<typeof fileSchema>[string];
type Plural = Exclude<Message, string>;

const WRONG: readonly [Language, string, string][] = [
  ['en', '', 'an empty text'],
  ['en', 'Paid ', 'at its beginning or end'],
  ['en', '\u00a0Paid', 'at its beginning or end'],
  ['en', 'Try  again.', 'two spaces'],
  ['en', "It isn't read.", 'a straight quote'],
  ['de', 'Tippen Sie auf "Weiter".', 'a straight quote'],
  ['en', 'Please wait...', 'dots in place'],
  ['en', 'Paid - thank you.', 'a hyphen in place'],
  ['nl', 'Klopt dit ?', 'a space before'],
  ['fr', 'Est-ce correct ?', 'no narrow no-break space'],
  ['fr', 'Est-ce correct?', 'no narrow no-break space'],
  ['fr', 'Fichier : {fileName}', 'no narrow no-break space'],
  ['fr', 'Touchez « Payer ».', 'inside its quotes'],
  ['fr', 'Dans {count} secondes.', 'apart from its unit'],
  ['en', 'Touch «Pay».', 'quotes of another'],
  ['de', 'Tippen Sie auf “Weiter”.', 'quotes of another'],
  ['es', 'Toque “Pagar”.', 'quotes of another'],
  ['es', 'Sigue ahí?', 'without its beginning'],
  ['es', '¿Sigue ahí? Quiere seguir?', 'without its beginning'],
  ['ar', 'هل ما زلت هنا?', 'another script'],
  ['ar', 'حاول, ثم انتظر', 'another script'],
  ['nl', 'Houd uw kaart bij de lezer.', 'other than je'],
  ['de', 'Wir helfen dir gern.', 'other than Sie'],
  ['de', 'Mit deiner Karte.', 'other than Sie'],
  ['de', 'Gib die PIN ein.', 'other than Sie'],
  ['fr', 'Reprends ta carte.', 'other than vous'],
  ['es', 'Te ayudamos.', 'other than usted'],
  ['es', 'Acerca una tarjeta.', 'other than usted'],
  ['es', 'Mientras estés aquí.', 'other than usted'],
  ['nl', 'Deze kiosk is bezig.', 'is refused'],
  ['de', 'Fragen Sie an der Theke.', 'is refused'],
  ['fr', 'Payez au comptoir.', 'is refused'],
  ['es', 'Este quiosco no cobra.', 'is refused'],
  ['ar', 'اسأل عند المنضدة', 'is refused'],
];

const RIGHT: readonly [Language, string][] = [
  ['en', 'Touch “Pay” – that’s all.'],
  ['nl', 'Voer het in: /etc/udev/rules.d/70-prepaid-kiosk.rules'],
  ['de', 'Tippen Sie auf „Weiter“. Das ist Ihre Karte.'],
  ['fr', 'Touchez «\u00a0Payer\u00a0». Est-ce correct\u202f? Le solde\u00a0: {amount}'],
  ['es', '¿Sigue ahí? ¡Listo! Toque «Pagar».'],
  ['ar', 'هل ما زلت هنا؟ حاول، ثم المس «الدفع».'],
];

const messages = new Map(LANGUAGES.map((language) => [language, read(language)]));
const keysOf = (language: Language): string[] => [...(messages.get(language)?.keys() ?? [])].sort();
const used = keysUsedInTheRenderer();

describe.each(LANGUAGES)('the messages in %s', (language) => {
  it('have the same keys as in every other language', () => {
    expect(keysOf(language)).toEqual(keysOf('en'));
  });

  it('have the same placeholders as in English', () => {
    const places = [...(messages.get(language) ?? [])].map(([key, message]) => [
      key,
      placesIn(message),
    ]);
    const english = [...(messages.get('en') ?? [])].map(([key, message]) => [
      key,
      placesIn(message),
    ]);
    expect(Object.fromEntries(places)).toEqual(Object.fromEntries(english));
  });

  it('have a text for every plural form of the language', () => {
    const plurals = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const wrong = [...(messages.get(language) ?? [])].filter(([, message]) => {
      if (typeof message === 'string') return false;
      const matches = Object.keys(message[0].match).map((match) => match.split('=')[1]);
      return matches.sort().join() !== [...plurals].sort().join();
    });
    expect(wrong).toEqual([]);
  });

  it('isolate each placeholder from the direction of the text, if the language is written from right to left', () => {
    if (directionOf(language) === 'ltr') return;
    const texts = [...(messages.get(language)?.values() ?? [])].flatMap(textsOf);
    const bare = texts.filter((text) =>
      /(?<!\u2068)\{(?!count|done|total)\w+\}|\}(?=\w)/.test(text),
    );
    expect(bare).toEqual([]);
    expect(
      texts.filter((text) => text.split('\u2068').length !== text.split('\u2069').length),
    ).toEqual([]);
  });

  it('have the number in every plural form that is used for several numbers', () => {
    const silent = [...(messages.get(language) ?? [])].flatMap(([key, message]) =>
      typeof message === 'string'
        ? []
        : pluralsWithoutNumber(message, language).map((of) => [key, of]),
    );
    expect(silent).toEqual([]);
  });

  it('follow the typesetting and the choice of words of the language', () => {
    const texts = [...(messages.get(language)?.values() ?? [])].flatMap(textsOf);
    expect(texts.flatMap((text) => typesettingFaults(text, language))).toEqual([]);
  });
});

describe('the check of the typesetting', () => {
  it.each(WRONG)('finds the fault, in %s: %j', (language, text, fault) => {
    expect(typesettingFaults(text, language).join()).toContain(fault);
  });

  it.each(RIGHT)('accepts, in %s: %j', (language, text) => {
    expect(typesettingFaults(text, language)).toEqual([]);
  });
});

describe('the renderer', () => {
  it('uses no message that is missing', () => {
    expect([...used].filter((key) => !keysOf('en').includes(key))).toEqual([]);
  });

  it('uses every message', () => {
    expect(keysOf('en').filter((key) => !used.has(key))).toEqual([]);
  });
});

function read(language: Language): Map<string, Message> {
  const text = readFileSync(`src/renderer/messages/${language}.json`, 'utf8');
  const entries = Object.entries(v.parse(fileSchema, JSON.parse(text)));
  return new Map(entries.filter(([key]) => key !== '$schema'));
}

function keysUsedInTheRenderer(): Set<string> {
  const files = globSync('src/renderer/**/*.{svelte,ts}', {
    exclude: (name) => name.includes('generated'),
  });
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/\bm\.(\w+)/g)].map(([, key]) => key ?? '')),
  );
}

function textsOf(message: Message): string[] {
  return typeof message === 'string' ? [message] : Object.values(message[0].match);
}

function pluralsWithoutNumber([{ match }]: Plural, language: Language): string[] {
  const rules = new Intl.PluralRules(language);
  const numbers = Array.from({ length: 200 }, (_, number) => rules.select(number));
  return Object.entries(match)
    .filter(([, text]) => !text.includes('{count}'))
    .map(([of]) => of.split('=')[1] ?? '')
    .filter((of) => numbers.filter((each) => each === of).length > 1);
}

function placesIn(message: Message): string[] {
  const places = textsOf(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []);
  return [...new Set(places)].sort();
}
