/** Scanners with unusual settings, and kiosks that are set up for them. */
import { describe, expect, it } from 'vitest';
import { charactersOf, usageOfCode } from '../../../src/wedge/keyboard-layouts.ts';
import { digits, ENTERED, feed, NOTHING, strokes, type Stroke } from './feed-keys.ts';

describe('a scanner that types characters by their number', () => {
  const alt = { key: 'Alt', afterMs: 10, alt: true };
  const byNumber = (number: string): Stroke[] => [
    alt,
    ...Array.from(number, (digit) => ({
      // Without NumLock, the keypad keys have other names.
      key: digit === '5' ? 'Clear' : digit,
      code: `Numpad${digit}`,
      alt: true,
      afterMs: 10,
    })),
  ];

  it.each([
    ['067065082068', ['067', '065', '082', '068'], 'CARD'],
    ['without a zero', ['67', '65', '82', '68'], 'CARD'],
    ['Windows-1252', ['0128', '0233', '0223', '0255'], '€éßÿ'],
    ['code page 437', ['130', '225', '128', '164'], 'éßÇñ'],
    ['a separator of GS1', ['048', '049', '029', '050'], '01\u001d2'],
  ])('is read (%s)', (_name, numbers, text) => {
    const outcome = feed([...numbers.flatMap(byNumber), { key: 'Enter', afterMs: 10 }]);
    expect(outcome).toEqual({ ...NOTHING, scans: [text] });
  });

  it('can end a code with an Enter that it types by its number', () => {
    const numbers = ['065', '066', '067', '068', '013'];
    expect(feed(numbers.flatMap(byNumber))).toEqual({ ...NOTHING, scans: ['ABCD'] });
  });

  it.each(['0129', '999', '123456'])(
    'is refused if %s is not the number of a character',
    (number) => {
      const outcome = feed([...strokes('CARD', 10), ...byNumber(number)]);
      expect(outcome).toEqual({ ...NOTHING, refusedCount: 1 });
    },
  );
});

describe('a scanner that types control characters with Ctrl', () => {
  it('has its GS1 separators kept, and ends a code with the letter that stands for Enter', () => {
    const outcome = feed([
      { key: ']', code: 'BracketRight', afterMs: 10, ctrl: true },
      ...strokes('8018123', 10),
      { key: 'm', afterMs: 10, ctrl: true },
    ]);
    expect(outcome).toEqual({ ...NOTHING, scans: ['\u001d8018123'] });
  });
});

describe('a scanner with a different layout than this machine', () => {
  /** Types the text with the keys of a layout. */
  function onKeys(
    text: string,
    layout: 'us' | 'gb' | 'de' | 'fr' | 'be' | 'es',
    typesAs: string,
  ): Stroke[] {
    return Array.from(text, (character) => {
      for (const code of CODES) {
        const usage = usageOfCode(code);
        const places = usage === null ? null : charactersOf(layout, usage);
        const at = places?.indexOf(character) ?? -1;
        if (at >= 0)
          return { key: typesAs, code, shift: at === 1, altGraph: at === 2, afterMs: 10 };
      }
      throw new Error(`${layout} has no ${character}`);
    });
  }
  const CODES = [
    ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `Key${letter}`),
    ...Array.from('1234567890', (digit) => `Digit${digit}`),
    ...['Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon', 'Quote'],
    ...['Backquote', 'Comma', 'Period', 'Slash', 'IntlBackslash', 'Space'],
  ];

  it.each(['us', 'gb', 'de', 'fr', 'be', 'es'] as const)('%s is read by its keys', (layout) => {
    const text = 'https://shop.example/?card=QWERTYZ-azm_1234567890';
    expect(feed(onKeys(text, layout, 'Dead'), { layout }).scans).toEqual([text]);
  });

  it('reads a scanner with a US layout on a French machine', () => {
    const garbled = Array.from('à&é"\'(-è_ç', (key, at) => ({
      key,
      code: `Digit${at}`,
      afterMs: 10,
    }));
    expect(feed(garbled, { layout: 'us' }).scans).toEqual(['0123456789']);
    expect(feed(garbled).scans).toEqual(['à&é"\'(-è_ç']);
  });

  it('reads a scanner with a French layout on a US machine', () => {
    const garbled = Array.from('12', (key) => ({
      key: '!@'.charAt(Number(key) - 1),
      code: `Digit${key}`,
      shift: true,
      afterMs: 10,
    }));
    expect(feed([...garbled, ...garbled], { layout: 'fr' }).scans).toEqual(['1212']);
  });

  it('has its scan refused if it contains a dead key of its layout', () => {
    const dead = { key: '[', code: 'BracketLeft', afterMs: 10 };
    expect(feed([...strokes('CARD', 10), dead], { layout: 'fr' }).refusedCount).toBe(1);
  });

  it('does not affect the keys of a person, which have the layout of this machine', () => {
    const typed = { key: '2', code: 'Digit2', shift: true, afterMs: 500 };
    expect(feed([typed], { layout: 'us' }).typed).toEqual(digits(2));
  });
});

describe('a scanner with a prefix', () => {
  const prefix = '~';

  it('is recognised by its prefix at any speed, and the prefix is removed', () => {
    expect(feed(strokes('~123', 100), { prefix }).scans).toEqual(['123']);
    expect(feed(strokes('~4006381333931', 5), { prefix }).scans).toEqual(['4006381333931']);
  });

  it('has its scan refused if the prefix is missing', () => {
    expect(feed(strokes('4006381333931', 5), { prefix })).toEqual({ ...NOTHING, refusedCount: 1 });
  });

  it('may have a prefix that is sent with Ctrl', () => {
    const stx = { key: 'b', ctrl: true, afterMs: 5 };
    expect(feed([stx, ...strokes('1234', 5)], { prefix: '\u0002' }).scans).toEqual(['1234']);
  });
});

describe('a person at a kiosk with a scanner prefix and suffix', () => {
  it.for(['enter', 'tab'] as const)(
    'can type an amount and press Enter if the suffix is %s',
    (suffix) => {
      const amount = [...strokes('1250', 200), { key: 'Enter', afterMs: 600 }];
      const outcome = feed(amount, { prefix: '~', suffix });
      expect(outcome).toEqual({ ...NOTHING, typed: [...digits(1, 2, 5, 0), ENTERED] });
    },
  );
});

describe('a scanner with a known suffix', () => {
  it('has its scan refused if the suffix is missing', () => {
    expect(feed(strokes('CARD1', 5), { suffix: 'enter' })).toEqual({ ...NOTHING, refusedCount: 1 });
    const whole = [...strokes('CARD1', 5), { key: 'Enter', afterMs: 5 }];
    expect(feed(whole, { suffix: 'enter' })).toEqual({ ...NOTHING, scans: ['CARD1'] });
  });

  it('may have the other suffix within its code', () => {
    const code = [...strokes('CARD', 5), { key: 'Tab', afterMs: 5 }, ...strokes('1', 5)];
    const outcome = feed([...code, { key: 'Enter', afterMs: 5 }], { suffix: 'enter' });
    expect(outcome).toEqual({ ...NOTHING, scans: ['CARD\t1'] });
  });
});
