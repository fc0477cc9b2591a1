import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gapsIn, refusalsIn } from '../../../scripts/messages.ts';
import { REFUSED_WORDS } from '../../../scripts/refused-words.ts';
import { LANGUAGES } from '../../../src/shared/languages/index.ts';

const english = { stop: 'Stop', back: 'Back' };

describe('a message that is missing in one language', () => {
  it('is reported with the language that lacks it', () => {
    const languages = new Map<string, Record<string, string>>([
      ['en', english],
      ['nl', { stop: 'Stop' }],
      ['de', { ...english, help: 'Hilfe' }],
    ]);
    expect(gapsIn(languages)).toEqual(["nl lacks 'back'", "en lacks 'help' of de"]);
  });

  it('is not reported if all languages have the same messages', () => {
    expect(
      gapsIn(
        new Map([
          ['en', english],
          ['nl', english],
        ]),
      ),
    ).toEqual([]);
  });
});

describe('a word that is refused', () => {
  it('is reported with the language, the message and the word to write', () => {
    expect(refusalsIn({ staff_stranger: 'You can teach it here.' }, 'en')).toEqual([
      "en 'staff_stranger': “teach” is refused by docs/words.md, write “set up”",
    ]);
  });

  it.each([
    ['nl', 'Deze Barcode'],
    ['de', 'ein Kartenleser'],
    ['fr', 'le kiosque'],
    ['es', 'un quiosco'],
    ['ar', 'والرمز السري'],
  ] as const)('is found as a complete word in any case, in %s', (language, text) => {
    expect(refusalsIn({ message: text }, language)).toHaveLength(1);
    expect(refusalsIn({ message: `${text}xx` }, language)).toEqual([]);
  });

  it('is found in every plural form', () => {
    const message = [{ match: { 'countPlural=other': '{count} dans ce kiosque' } }];
    expect(refusalsIn({ message }, 'fr')).toHaveLength(1);
  });

  it.each(LANGUAGES)('is in docs/words.md, in %s', (language) => {
    const page = readFileSync('docs/words.md', 'utf8');
    const missing = (REFUSED_WORDS[language] ?? []).filter(
      ({ refused }) => !page.includes(`_${refused}_`),
    );
    expect(missing).toEqual([]);
  });
});
