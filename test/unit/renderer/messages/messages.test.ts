/** Every word is there in every language, used, and with the same places to fill in. */
import { globSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { directionOf } from '../../../../src/renderer/format/languages.ts';
import { LANGUAGES, type Language } from '../../../../src/shared/contract.ts';

const pluralSchema = v.tuple([
  v.object({ match: v.record(v.string(), v.string()), declarations: v.array(v.string()) }),
]);
const fileSchema = v.record(v.string(), v.union([v.string(), pluralSchema]));
type Message = v.InferOutput<typeof fileSchema>[string];

const messages = new Map(LANGUAGES.map((language) => [language, read(language)]));
const keysOf = (language: Language): string[] => [...(messages.get(language)?.keys() ?? [])].sort();
const used = keysUsedInTheRenderer();

describe.each(LANGUAGES)('the messages in %s', (language) => {
  it('are as many as in every other language', () => {
    expect(keysOf(language)).toEqual(keysOf('en'));
  });

  it('have the same places to fill in as in English', () => {
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

  it('have words for every plural of the language', () => {
    const plurals = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const wrong = [...(messages.get(language) ?? [])].filter(([, message]) => {
      if (typeof message === 'string') return false;
      const matches = Object.keys(message[0].match).map((match) => match.split('=')[1]);
      return matches.sort().join() !== [...plurals].sort().join();
    });
    expect(wrong).toEqual([]);
  });

  it('keep what is filled in apart from the direction of the sentence, where it goes from right to left', () => {
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

  it('are never empty, and typeset with real quotes and dashes', () => {
    const texts = [...(messages.get(language)?.values() ?? [])].flatMap(textsOf);
    expect(texts.filter((text) => text.trim() !== text || text === '')).toEqual([]);
    expect(texts.filter((text) => /['"]|\.\.\./.test(text))).toEqual([]);
  });
});

describe('the renderer', () => {
  it('uses no message that is not there', () => {
    expect([...used].filter((key) => !keysOf('en').includes(key))).toEqual([]);
  });

  it('uses every message that is there', () => {
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

function placesIn(message: Message): string[] {
  const places = textsOf(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []);
  return [...new Set(places)].sort();
}
