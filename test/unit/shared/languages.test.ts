import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { directionOf } from '../../../src/shared/languages/direction.ts';
import { definitionOf, LANGUAGES } from '../../../src/shared/languages/index.ts';

/**
 * The direction according to the JavaScript engine. TypeScript's types do not have it yet (ECMA-402, Intl.Locale
 * Info).
 */
const textInfoSchema = v.object({ getTextInfo: v.function() });

function engineDirectionOf(language: string): unknown {
  const locale = new Intl.Locale(language);
  const { getTextInfo } = v.parse(textInfoSchema, locale);
  return v.parse(v.object({ direction: v.string() }), getTextInfo.call(locale)).direction;
}

describe('the direction of a language', () => {
  it.each(['he', 'yi', 'ar', 'fa', 'ur', 'ps', 'sd', 'ug', 'ckb', 'dv', 'nqo', 'syr'])(
    'is right to left for %s, on the screen and on paper alike',
    (language) => {
      expect(directionOf(language)).toBe('rtl');
    },
  );

  it.each([
    ...LANGUAGES,
    'he',
    'yi',
    'fa',
    'tr',
    'az',
    'ku',
    'pa',
    'hi',
    'zh',
    'ja',
    'ru',
    'az-Arab',
  ])('is what the engine says for %s', (language) => {
    expect(directionOf(language)).toBe(engineDirectionOf(language));
  });
});

describe.each(LANGUAGES)('the language %s', (language) => {
  it('has a short name that is part of its name', () => {
    const { name, shortName } = definitionOf(language);
    expect(name.toLowerCase()).toContain(shortName.toLowerCase());
  });

  it('has a locale of the same language', () => {
    expect(new Intl.Locale(definitionOf(language).locale).language).toBe(language);
  });
});

it('lists the same languages in the settings of the translation tools', () => {
  const path = 'src/renderer/messages/project.inlang/settings.json';
  const settings = v.parse(
    v.pipe(v.string(), v.parseJson(), v.object({ locales: v.array(v.string()) })),
    readFileSync(path, 'utf8'),
  );
  expect(settings.locales).toEqual([...LANGUAGES]);
});
