import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { teachKeys, typedText, type Typed } from '../../../../src/main/readers/teach/keys.ts';
import { hasAimIdentifier } from '../../../../src/main/readers/teach/prefixes.ts';
import { TYPED_DEFAULTS, type TypedSettings } from '../../../../src/main/readers/wedge-settings.ts';
import { normalise } from '../../../../src/main/readers/normalise.ts';
import { NO_RULES } from '../../../../src/main/readers/rules.ts';
import { rulesOfTyped } from '../../../../src/main/readers/typed-rules.ts';
import { aScan, aScanAt } from '../../../builders/scan.ts';

/** Three scans of each card. */
function taught(first: Typed, second: Typed, present: Partial<TypedSettings> = {}) {
  const cards = [
    [first, first, first],
    [second, second, second],
  ];
  return teachKeys(cards, { ...TYPED_DEFAULTS, ...present });
}

function taughtTexts(first: string, second: string, present: Partial<TypedSettings> = {}) {
  return taught(aScan(first), aScan(second), present);
}

/** For each choice: the prefix that it removes, and the numbers that remain. */
function choicesOf(result: ReturnType<typeof teachKeys>): (string | null)[][] {
  return result.kind === 'profile'
    ? result.choices.map(({ settings, first, second }) => [settings.prefix, first, second])
    : [];
}

const FRENCH_DIGITS = 'à&é"\'(-è_ç';

/** A scanner with a US layout on a French machine. */
function usAtFrench(text: string): Typed {
  return aScanAt([
    ...Array.from(text, (character): [string, string] =>
      /[0-9]/.test(character)
        ? [`Digit${character}`, FRENCH_DIGITS[Number(character)] ?? '']
        : [`Key${character.toUpperCase()}`, { Q: 'a', A: 'q', Z: 'w' }[character] ?? character],
    ),
    ['Enter', 'Enter'],
  ]);
}

const US_SIGNS = ')!@#$%^&*(';

/** A scanner with a French layout on a US machine. */
function frenchAtUs(digits: string): Typed {
  return aScanAt(
    Array.from(digits, (digit): [string, string, boolean] => [
      `Digit${digit}`,
      US_SIGNS[Number(digit)] ?? '',
      true,
    ]),
  );
}

describe('a scanner that types and needs no setup', () => {
  it('works', () => {
    expect(taughtTexts('1111', '2222')).toEqual({ kind: 'works', first: '1111', second: '2222' });
  });

  it('works if the kiosk has the right settings already', () => {
    const present = { suffix: 'enter' } as const;
    expect(taughtTexts('1111\r', '2222\r', present)).toMatchObject({ kind: 'works' });
  });

  it('does not work with the settings of another scanner', () => {
    expect(taughtTexts('1111', '2222', { suffix: 'enter' })).toMatchObject({
      kind: 'profile',
      choices: [{ settings: TYPED_DEFAULTS, first: '1111', second: '2222' }],
    });
    expect(taughtTexts('1111', '2222', { prefix: '~' })).toMatchObject({ kind: 'profile' });
  });
});

describe('the end of a code', () => {
  it.each([
    ['\r', 'enter'],
    ['\t', 'tab'],
  ])('is the key that ends every scan (%j)', (end, suffix) => {
    expect(taughtTexts(`1111${end}`, `2222${end}`)).toEqual({
      ...{ kind: 'profile', isDecided: true },
      choices: [
        { settings: { ...TYPED_DEFAULTS, suffix }, writing: null, first: '1111', second: '2222' },
      ],
    });
  });

  it('is not required if one of the six scans lacks it', () => {
    const cards = [
      [aScan('1111\r'), aScan('1111\r'), aScan('1111\r')],
      [aScan('2222\r'), aScan('2222'), aScan('2222\r')],
    ];
    expect(teachKeys(cards, TYPED_DEFAULTS)).toMatchObject({ kind: 'works' });
  });
});

describe('the prefix that two codes share', () => {
  it('may be part of the number, so staff choose between both interpretations', () => {
    expect(choicesOf(taughtTexts('~1111', '~1222'))).toEqual([
      ['~', '1111', '1222'],
      [null, '~1111', '~1222'],
    ]);
    expect(choicesOf(taughtTexts('CARD-0001', 'CARD-0002'))).toEqual([
      ['CARD-', '0001', '0002'],
      [null, 'CARD-0001', 'CARD-0002'],
    ]);
  });

  it('may consist of symbols before the letters of the number', () => {
    expect(choicesOf(taughtTexts('~GOLD1', '~GOLD2'))).toEqual([
      ['~', 'GOLD1', 'GOLD2'],
      ['~GOLD', '1', '2'],
      [null, '~GOLD1', '~GOLD2'],
    ]);
  });

  it('is always removed if it is a control character, because no number begins with a control character', () => {
    expect(choicesOf(taughtTexts('\u00021111', '\u00022222'))).toEqual([
      ['\u0002', '1111', '2222'],
    ]);
  });

  it('includes the digit if it is an AIM identifier', () => {
    expect(choicesOf(taughtTexts(']C01111', ']C02222'))).toEqual([
      [']C0', '1111', '2222'],
      [null, ']C01111', ']C02222'],
    ]);
    // Codes of two symbologies share only half of an identifier, so nothing is removed.
    expect(taughtTexts(']C01111', ']E02222')).toMatchObject({ kind: 'works' });
  });

  it.each([
    ['ABCDEF12', 'ABCDEF34'],
    ['A1B2C3D4', 'A9F8E7D6'],
    ['a1b2c3d', 'a9f8e7d'],
    ['E004010012345678', 'E0040100AABBCCDD'],
    ['F0012345', 'F0012399'],
    ['DE:AD:12:34', 'DE:AD:56:78'],
    ['FE AD 12 34', 'FE AD 56 78'],
    ['ABCDEF12h', 'ABCDEF34h'],
  ])('is none if the code is a hexadecimal number: %s', (first, second) => {
    const prefixes = choicesOf(taughtTexts(`${first}\r`, `${second}\r`)).map(([prefix]) => prefix);
    expect(new Set(prefixes)).toEqual(new Set([null]));
  });

  it('ends before a hexadecimal number', () => {
    const prefixesOf = (first: string, second: string) =>
      new Set(choicesOf(taughtTexts(first, second)).map(([prefix]) => prefix));
    expect(prefixesOf('UID:ABCDEF12', 'UID:ABCDEF34')).toEqual(new Set(['UID:', null]));
    expect(prefixesOf('UID:DE:AD:12:34', 'UID:DE:AD:56:78')).toEqual(new Set(['UID:', null]));
    expect(prefixesOf('~ABCDEF12', '~ABCDEF34')).toEqual(new Set(['~', null]));
    expect(prefixesOf('[ABCDEF12]', '[ABCDEF34]')).toEqual(new Set(['[', null]));
    expect(prefixesOf(']C1ABCDEF12', ']C1ABCDEF34')).toEqual(new Set([']C1', null]));
    // Here, the letters are a word.
    expect(prefixesOf('CARD0012345', 'CARD0012346')).toEqual(new Set(['CARD', null]));
  });

  it('comes after the whole code if that may be a hexadecimal number', () => {
    const pairs = [
      ['A0001', 'A0002'],
      ['CAFE-0001', 'CAFE-0002'],
    ] as const;
    expect(
      pairs.map(([one, two]) => choicesOf(taughtTexts(one, two)).map(([prefix]) => prefix)),
    ).toEqual([
      [null, 'A'],
      [null, 'CAFE-'],
    ]);
  });

  it('is never a prefix that the settings refuse', () => {
    expect(choicesOf(taughtTexts('ABCDEFGHIJK1', 'ABCDEFGHIJK2'))).toEqual([]);
    expect(taughtTexts('9991', '9992')).toMatchObject({ kind: 'works' });
  });
});

describe('the layout of a keyboard', () => {
  it('differs from the layout of this machine if the digits come as symbols', () => {
    const read = taught(usAtFrench('1234567'), usAtFrench('1234560'));
    expect(read).toMatchObject({
      kind: 'profile',
      choices: [
        {
          settings: { layout: 'us', prefix: null, suffix: 'enter' },
          ...{ first: '1234567', second: '1234560' },
        },
        {
          settings: { layout: 'asTyped', prefix: null, suffix: 'enter' },
          ...{ first: '&é"\'(-è', second: '&é"\'(-à' },
        },
      ],
    });
    expect(choicesOf(read)).toHaveLength(2);
    expect(taught(frenchAtUs('1234'), frenchAtUs('1235'))).toMatchObject({
      choices: [
        { settings: { layout: 'fr' }, first: '1234', second: '1235' },
        { settings: { layout: 'asTyped' }, first: '!@#$', second: '!@#%' },
      ],
    });
  });

  it('is a choice of all layouts that explain the letters', () => {
    const { choices = [] } = {
      choices: undefined,
      ...taught(usAtFrench('1234y'), usAtFrench('1235y')),
    };
    expect(choices.map(({ settings: { layout }, first }) => [layout, first])).toEqual([
      ['us', '1234y'],
      ['de', '1234z'],
      ['asTyped', '&é"\'y'],
    ]);
  });

  it('is the layout of this machine if a digit was typed or if too few keys prove another layout', () => {
    const three = '!@#ab';
    const places = (last: string): Typed =>
      aScanAt([
        ...Array.from('123', (digit, at): [string, string, boolean] => [
          `Digit${digit}`,
          three[at] ?? '',
          true,
        ]),
        [`Key${last.toUpperCase()}`, last],
      ]);
    expect(taught(places('a'), places('b'))).toMatchObject({ kind: 'profile' });
    expect(JSON.stringify(taught(places('a'), places('b')))).not.toMatch(/"(fr|be|us|de)"/);
    const withDigit = (typed: Typed): Typed => ({
      ...typed,
      keys: [...typed.keys, ...aScan('7').keys.map((key) => ({ ...key, atMs: 1_100 }))],
    });
    expect(taught(withDigit(frenchAtUs('1234')), withDigit(frenchAtUs('1235')))).toMatchObject({
      choices: [{ settings: { layout: 'asTyped', prefix: '!@#' } }, { first: '!@#$7' }],
    });
  });

  it('is proven by a web address, also if digits were typed', () => {
    const signs: Record<string, [string, string, boolean?]> = {
      ':': ['Semicolon', 'Ö', true],
      '/': ['Slash', '-'],
      '.': ['Period', '.'],
      '?': ['Slash', '_', true],
      '=': ['Equal', 'Dead'],
      y: ['KeyY', 'z'],
    };
    const usAtGerman = (text: string): Typed =>
      aScanAt(
        Array.from(text, (character): [string, string, boolean?] => {
          const code = /[0-9]/.test(character) ? 'Digit' : 'Key';
          const upper = character.toUpperCase();
          const isShifted = /[A-Z]/.test(character);
          return signs[character] ?? [`${code}${upper}`, character, isShifted];
        }),
      );
    const address = (end: string): string => `https://shop.example/k?i=${end}`;
    expect(
      choicesOf(taught(usAtGerman(address('04A1')), usAtGerman(address('04B2')))),
    ).toContainEqual([null, address('04A1'), address('04B2')]);
    expect(taught(usAtGerman(address('04A1')), usAtGerman(address('04B2')))).toMatchObject({
      choices: [{ settings: { layout: 'us' } }],
    });
    // Typed by the layout of this machine, an address proves nothing.
    expect(JSON.stringify(taughtTexts(address('04A1'), address('04B2')))).not.toMatch(/"(us|de)"/);
  });

  it('must be corrected by staff if some keys have no characters on this machine', () => {
    const dead = aScanAt([
      ['KeyA', 'a'],
      ['BracketLeft', 'Dead'],
      ['KeyB', 'b'],
      ['KeyC', 'c'],
    ]);
    expect(taught(dead, dead)).toEqual({ kind: 'refused', why: 'unreadable' });
  });
});

/** What the kiosk looks up of a code, by the settings of each choice. */
function lookedUp(result: ReturnType<typeof teachKeys>, code: string): string[] {
  const { choices } = { choices: [], ...result };
  return choices.map(({ settings }) => {
    const found = normalise(code, rulesOfTyped(code, settings.codes) ?? NO_RULES);
    return found.kind === 'value' ? found.value : found.why;
  });
}

describe('a number that a reader types in another form than it is registered', () => {
  it('is offered in every form, and looked up as it was shown', () => {
    const result = taughtTexts('0045131261\r', '0013961168\r');
    const pairs = choicesOf(result).map(([, ...pair]) => pair);
    expect(pairs).toEqual([
      ['0045131261', '0013961168'],
      ['02B0A5FD', '00D507D0'],
      ['FDA5B002', 'D007D500'],
      ['45131261', '13961168'],
      ['4255494146', '3490174208'],
    ]);
    for (const [at, code] of ['0045131261', '0013961168'].entries()) {
      expect(lookedUp(result, code)).toEqual(pairs.map((pair) => pair[at]));
    }
  });

  it('is found behind a prefix and in another layout too', () => {
    expect(choicesOf(taughtTexts('~0045131261', '~0013961168'))).toContainEqual([
      ...['~', '02B0A5FD', '00D507D0'],
    ]);
    expect(choicesOf(taught(usAtFrench('0045131261'), usAtFrench('0013961168')))).toContainEqual([
      ...[null, '02B0A5FD', '00D507D0'],
    ]);
  });

  it('leaves the codes of another reader to the rules that they have', () => {
    const codes = [
      { ...TEN_DIGITS, beginsWith: 'GOLD', alphabet: 'any' as const, identifier: LOWER },
    ];
    const result = taughtTexts('0045131261', '0013961168', { codes });
    expect(new Set(lookedUp(result, 'GOLD123456'))).toEqual(new Set(['gold123456']));
    expect(lookedUp(result, '12345678')[1]).toBe('12345678');
  });

  it('is not offered if the kiosk refuses the number of a card', () => {
    const why = 'refusedNumber';
    expect(taughtTexts('08A1B2C3\r', 'A1B2C3D4\r')).toEqual({ kind: 'refused', why });
    expect(taughtTexts('8804B2C3', '8804B2C4')).toEqual({ kind: 'refused', why });
    expect(taughtTexts('FFFFFFFF', 'A1B2C3D4')).toEqual({ kind: 'refused', why });
    // A code with an AIM identifier is a barcode.
    expect(taughtTexts(']C108A1B2C3', ']C1A1B2C3D4')).toMatchObject({ kind: 'profile' });
  });

  it('is offered if the owner says that the cards keep their numbers', () => {
    const identifier = { ...NO_RULES, hasFixedNumbers: true };
    const hex = { ...TEN_DIGITS, lengthMin: 8, lengthMax: 8, alphabet: 'hex', identifier } as const;
    const codes = [{ ...TEN_DIGITS, identifier }, hex];
    for (const [one, two] of [
      ['0142344123', '0045131261'],
      ['08A1B2C3', 'A1B2C3D4'],
    ] as const) {
      const result = taughtTexts(one, two, { codes });
      const pairs = choicesOf(result).map(([, ...pair]) => pair);
      expect(pairs.length).toBeGreaterThan(3);
      expect(lookedUp(result, one)).toEqual(pairs.map(([first]) => first));
    }
  });

  it('takes the place of rules for the same codes, also if staff choose it as it was typed', () => {
    const identifier = { ...NO_RULES, stripPrefix: '00' };
    const codes = [{ ...TEN_DIGITS, identifier }];
    const result = taughtTexts('0045131261', '0013961168', { codes });
    expect(lookedUp(result, '0045131261').slice(0, 2)).toEqual(['0045131261', '02B0A5FD']);
    const settings = result.kind === 'profile' ? result.choices.map((each) => each.settings) : [];
    expect(settings.map((each) => each.codes.length)).toEqual(settings.map(() => 1));
  });
});

const TEN_DIGITS = {
  ...{ beginsWith: null, lengthMin: 10, lengthMax: 10 },
  alphabet: 'digits',
} as const;
const LOWER = { ...NO_RULES, case: 'lower' } as const;

describe('a lesson for a scanner that types', () => {
  it('proposes nothing if the number of a card changes or both cards are the same', () => {
    expect(taughtTexts('1111\r', '1111\r')).toEqual({ kind: 'refused', why: 'sameNumber' });
    const cards = [
      [aScan('1111'), aScan('1112'), aScan('1113')],
      [aScan('2222'), aScan('2222'), aScan('2222')],
    ];
    expect(teachKeys(cards, TYPED_DEFAULTS)).toEqual({ kind: 'refused', why: 'changes' });
  });

  it('offers the right number for any prefix and suffix of a scanner', () => {
    const number = fc.stringMatching(/^[0-9]{4,16}$/);
    fc.assert(
      fc.property(
        fc.tuple(number, number).filter(([first, second]) => first !== second),
        fc
          .stringMatching(/^(|[!-/:-~]{1,10}|[\x01\x02\x04])$/)
          .filter((text) => !/[0-9]/.test(text)),
        fc.constantFrom('', '\r', '\t'),
        ([first, second], prefix, end) => {
          // `]`, a letter and the first digit of the number form an AIM identifier. Half of an identifier is not
          // offered as a prefix.
          fc.pre(![first, second].some((number) => hasAimIdentifier(prefix + number)));
          // With such a prefix, the code may be a hexadecimal number.
          fc.pre(!/(?:^|[^a-z])[a-f]+$/i.test(prefix));
          const result = taughtTexts(prefix + first + end, prefix + second + end);
          const pairs =
            result.kind === 'works'
              ? [[result.first, result.second]]
              : choicesOf(result).map(([, ...pair]) => pair);
          expect(pairs).toContainEqual([first, second]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('shows the typed text even if it is refused', () => {
    expect(typedText({ text: null, keys: aScan('~12\r').keys })).toBe('~12');
  });
});
