import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TypedKey } from '../../../src/wedge/burst-end.ts';
import { WEDGE_CONFIG } from '../../../src/wedge/config.ts';
import { WEDGE_START } from '../../../src/wedge/burst.ts';
import {
  digits,
  ENTERED,
  feed,
  feedFrom,
  NOTHING,
  strokes,
  type Outcome,
  type Stroke,
} from './feed-keys.ts';

const character = fc
  .string({ minLength: 1, maxLength: 1, unit: 'grapheme-ascii' })
  .filter((text) => /^[^\p{Cc}]$/u.test(text));
const cardValue = (minLength: number): fc.Arbitrary<string> =>
  fc
    .array(character, { minLength, maxLength: WEDGE_CONFIG.lengthMax })
    .map((characters) => characters.join(''));
const gaps = (maxMs: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 0, max: maxMs }), { minLength: 1, maxLength: 50 });
const aSuffix = fc.constantFrom<string[]>([], ['Enter'], ['Tab'], ['Enter', 'Enter']);

function scanned(text: string, delays: readonly number[], suffix: readonly string[]): Stroke[] {
  const keys = [...Array.from(text), ...suffix];
  return keys.map((key, at) => ({ key, afterMs: delays[at % delays.length] ?? 0 }));
}

/** What comes of a code. Two keys at its end may be those of two scanners, so such a code is refused once. */
function firstRead(text: string, delays: readonly number[], suffix: readonly string[]): Outcome {
  const keys = scanned(text, delays, suffix);
  const first = feedFrom(WEDGE_START, keys);
  const isOfTwo = suffix.length === 2 && text.length % 2 === 0 && text.length >= 8;
  if (!isOfTwo) return first.outcome;
  expect(first.outcome).toEqual({ ...NOTHING, refusedCount: 1 });
  return feedFrom(first.after, keys).outcome;
}

describe('a scan', () => {
  it('is captured completely at any scanner speed, and the page sees none of it', () => {
    fc.assert(
      fc.property(
        cardValue(WEDGE_CONFIG.slowLengthMin),
        gaps(100),
        aSuffix,
        (text, delays, suffix) => {
          expect(firstRead(text, delays, suffix)).toEqual({ ...NOTHING, scans: [text] });
        },
      ),
    );
  });

  it('is captured completely if it is short, from a scanner that is faster than any person', () => {
    fc.assert(
      fc.property(cardValue(WEDGE_CONFIG.lengthMin), gaps(60), aSuffix, (text, delays, suffix) => {
        expect(firstRead(text, delays, suffix)).toEqual({ ...NOTHING, scans: [text] });
      }),
    );
  });

  it.for(['Escape', 'F1', 'F18', 'ArrowDown'])(
    'is refused if it follows right after %s, which the page has seen, and accepted if that came earlier',
    (key) => {
      const code = strokes('4006381333931', 10);
      const begun = feed([{ key, afterMs: 500 }, ...code]);
      expect(begun).toEqual({ ...NOTHING, passed: [key], refusedCount: 1 });
      const [first, ...rest] = code;
      const apart =
        first === undefined
          ? []
          : [
              { key, afterMs: 500 },
              { ...first, afterMs: 700 },
            ];
      expect(feed([...apart, ...rest]).scans).toEqual(['4006381333931']);
    },
  );

  it('is complete if a function key without any effect comes before it', () => {
    const outcome = feed([{ key: 'F5', afterMs: 500 }, ...strokes('4006381333931', 10)]);
    expect(outcome).toEqual({ ...NOTHING, scans: ['4006381333931'] });
  });

  it('never reaches the page, even if it is mistaken for the typing of a person', () => {
    fc.assert(
      fc.property(cardValue(1), gaps(100), aSuffix, (text, delays, suffix) => {
        expect(feed(scanned(text, delays, suffix)).passed).toEqual([]);
      }),
    );
  });

  it('is not mixed up with the scan before it', () => {
    const outcome = feed([
      ...strokes('AAAA11111', 80),
      { key: 'Enter', afterMs: 80 },
      { key: 'B', afterMs: 300 },
      ...strokes('BBB22222', 80),
      { key: 'Enter', afterMs: 80 },
    ]);
    expect(outcome).toEqual({ ...NOTHING, scans: ['AAAA11111', 'BBBB22222'] });
  });

  it('ends at a pause if the scanner sends no suffix', () => {
    const outcome = feed([...strokes('4006381333931', 20), ...strokes('7', 2_000)]);
    expect(outcome).toEqual({ ...NOTHING, scans: ['4006381333931'], typed: digits(7) });
  });

  it.each([10, 60, 100])('presses nothing if it begins with Enter, at %i ms per key', (keyMs) => {
    const begun = [{ key: 'Enter', afterMs: 500 }, ...strokes('4006381333931', keyMs)];
    expect(feed(begun)).toEqual({ ...NOTHING, refusedCount: 1 });
    const afterPress = feed([{ key: 'Enter', afterMs: 500 }, ...begun]);
    expect(afterPress).toEqual({ ...NOTHING, typed: [ENTERED], refusedCount: 1 });
  });

  it('presses nothing if it begins with several Enters, and is refused after a Tab', () => {
    const enter = { key: 'Enter', afterMs: 100 };
    const begun = feed([enter, enter, ...strokes('4006381333931', 100)]);
    expect(begun).toEqual({ ...NOTHING, refusedCount: 1 });
    const after = feed([{ key: 'Tab', afterMs: 500 }, ...strokes('4006381333931', 10)]);
    expect(after).toEqual({ ...NOTHING, passed: ['Tab'], refusedCount: 1 });
  });

  it('of several lines is no code, and types and presses nothing', () => {
    const line = fc.string({ unit: character, maxLength: 3 });
    fc.assert(
      fc.property(
        fc
          .array(line, { minLength: 1, maxLength: 8 })
          .filter((lines) => lines.some((text) => text !== '')),
        gaps(60),
        (lines, delays) => {
          const keys = lines.flatMap((text) => [...Array.from(text), 'Enter']);
          const read = keys.map((key, at) => ({ key, afterMs: delays[at % delays.length] ?? 0 }));
          const { scans, typed, passed } = feed([
            ...strokes('CARD1', 5),
            { key: 'Enter', afterMs: 5 },
            ...read,
          ]);
          expect({ scans, typed, passed }).toEqual({ scans: [], typed: [], passed: [] });
        },
      ),
    );
  });

  it('may have a pause after it is certainly a scan', () => {
    const outcome = feed([...strokes('CARD', 20), ...strokes('99', 200)]);
    expect(outcome.scans).toEqual(['CARD99']);
  });

  it('keeps its capitals, although Shift is a separate key at the same slow speed', () => {
    const shifted = Array.from('ABCDEFGH').flatMap((key) => [
      { key: 'Shift', afterMs: 100 },
      { key, afterMs: 100 },
    ]);
    expect(feed(shifted).scans).toEqual(['ABCDEFGH']);
  });

  it('keeps AltGr characters on Windows, where AltGr is Ctrl with Alt', () => {
    const outcome = feed([
      ...strokes('ab', 20),
      { key: '@', afterMs: 20, ctrl: true, alt: true },
      ...strokes('c', 20),
    ]);
    expect(outcome.scans).toEqual(['ab@c']);
  });

  it('does not press a focused button with its late Enter', () => {
    const outcome = feed([...strokes('CARD1', 20), { key: 'Enter', afterMs: 300 }]);
    expect(outcome).toEqual({ ...NOTHING, scans: ['CARD1'] });
  });

  it.each([
    ['a key that moves about the page', { key: 'Escape', afterMs: 20 }],
    ['a key of the browser', { key: 'F5', afterMs: 20 }],
    ['a command', { key: 'w', afterMs: 20, alt: true }],
    ['a dead key', { key: 'Dead', afterMs: 20 }],
    ['a key that takes back', { key: 'Backspace', afterMs: 20 }],
  ])('is refused completely with %s in it', (_name, odd) => {
    const outcome = feed([
      ...strokes('CARD', 20),
      odd,
      ...strokes('1234', 20),
      { key: 'Enter', afterMs: 20 },
    ]);
    expect(outcome).toEqual({ ...NOTHING, refusedCount: 1 });
  });

  it('is refused completely, and not cut, if it is too long', () => {
    const outcome = feed(strokes('x'.repeat(WEDGE_CONFIG.lengthMax + 5), 5));
    expect(outcome).toEqual({ ...NOTHING, refusedCount: 1 });
  });
});

describe('a scan that is interrupted by a slow machine or radio link', () => {
  const halves = [...strokes('40063813', 10), { key: '3', afterMs: 260 }];

  it('is never delivered as two parts', () => {
    const rest = [...strokes('33931', 10), { key: 'Enter', afterMs: 10 }];
    expect(feed([...halves, ...rest])).toEqual({ ...NOTHING, refusedCount: 1 });
    expect(feed([...halves, ...rest], { suffix: 'enter' })).toEqual({
      ...NOTHING,
      refusedCount: 2,
    });
  });

  it('types nothing into the page if it is interrupted before its last keys', () => {
    const last = feed([...halves, ...strokes('1', 10), { key: 'Enter', afterMs: 10 }]);
    expect(last).toEqual({ ...NOTHING, refusedCount: 1 });
    expect(feed(halves)).toEqual({ ...NOTHING, refusedCount: 1 });
  });
});

describe('a scan whose first keys come late on a slow machine', () => {
  it('is refused as a whole', () => {
    const late = [...strokes('87', 5), ...strokes('1', 200), ...strokes('8951', 5)];
    expect(feed(late)).toEqual({
      ...NOTHING,
      typed: digits(8, 7),
      takenBackCount: 1,
      refusedCount: 1,
    });
    const lettered = [...strokes('c', 5), ...strokes('i', 240), ...strokes('lwjef', 5)];
    expect(feed(lettered)).toEqual({ ...NOTHING, refusedCount: 1 });
  });

  it('does not affect the next scan', () => {
    const late = [...strokes('8', 0), ...strokes('7', 200), ...strokes('18951', 5)];
    const next = strokes('8718951', 5).map((stroke, index) =>
      index === 0 ? { ...stroke, afterMs: 2_500 } : stroke,
    );
    const { scans, refusedCount } = feed([...late, ...next]);
    expect({ scans, refusedCount }).toEqual({ scans: ['8718951'], refusedCount: 1 });
  });
});

/** The keys of a person: 80 to 400 ms apart, in bursts that are shorter than a scan of a slow scanner. */
const typing: fc.Arbitrary<Stroke[]> = fc
  .array(
    fc.record({
      burst: fc.array(
        fc.record({
          key: fc.oneof(character, fc.constantFrom('Enter', 'Tab', 'Backspace', 'Escape', 'Shift')),
          afterMs: fc.integer({ min: 80, max: 400 }),
        }),
        { minLength: 1, maxLength: WEDGE_CONFIG.slowLengthMin - 1 },
      ),
      pauseMs: fc.integer({ min: WEDGE_CONFIG.interKeyMs + 1, max: 5_000 }),
    }),
    { maxLength: 20 },
  )
  .map((bursts) =>
    bursts.flatMap(({ burst, pauseMs }) =>
      burst.map(({ key, afterMs }, at) => ({ key, afterMs: at === 0 ? pauseMs : afterMs })),
    ),
  );

describe('a person at a keyboard', () => {
  it('never causes a scan by typing', () => {
    fc.assert(
      fc.property(typing, (typed) => {
        expect(feed(typed).scans).toEqual([]);
      }),
    );
  });

  it('types every digit of a short amount at any speed', () => {
    const amount = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 });
    const paces = fc
      .constantFrom(WEDGE_CONFIG.interKeyMs, 400)
      .chain((max) => fc.array(fc.integer({ min: 80, max }), { minLength: 7 }));
    fc.assert(
      fc.property(amount, paces, (typed, ms) => {
        const keys = typed.map((digit, at) => ({ key: String(digit), afterMs: ms[at] ?? 0 }));
        expect(feed(keys)).toEqual({ ...NOTHING, typed: digits(...typed) });
      }),
    );
  });

  it.each([
    ['a comma', { key: ',', code: 'Comma' }],
    ['a point', { key: '.', code: 'Period' }],
    ['the keypad', { key: ',', code: 'NumpadDecimal' }],
    ['the keypad without NumLock', { key: 'Delete', code: 'NumpadDecimal' }],
    ['the keypad of an older browser', { key: 'Separator', code: 'NumpadDecimal' }],
    ['an Arabic keyboard', { key: '\u066b', code: 'Comma' }],
  ])('types a decimal sign with %s', (_name, sign) => {
    const outcome = feed([...strokes('12', 200), { ...sign, afterMs: 200 }, ...strokes('5', 200)]);
    expect(outcome).toEqual({
      ...NOTHING,
      typed: [...digits(1, 2), { kind: 'decimalSign' }, ...digits(5)],
    });
  });

  it.each(['\u0661\u0662', '\u06f1\u06f2', '\uff11\uff12'])(
    'types digits of another script: %s',
    (text) => {
      expect(feed(strokes(text, 200)).typed).toEqual(digits(1, 2));
    },
  );

  it('does not take the key that deletes for a decimal sign', () => {
    expect(feed([{ key: 'Delete', code: 'Delete', afterMs: 200 }]).typed).toEqual([]);
  });

  it('types digits and removes them', () => {
    const outcome = feed([...strokes('12', 200), { key: 'Backspace', afterMs: 200 }]);
    expect(outcome.typed).toEqual([...digits(1, 2), { kind: 'erase' }]);
    expect(outcome.passed).toEqual([]);
  });

  it('can type up to three digits as fast as a scanner, but not faster than fingers', () => {
    expect(feed(strokes('125', 60)).typed).toEqual(digits(1, 2, 5));
    expect(feed(strokes('125', 31)).typed).toEqual(digits(1, 2, 5));
    expect(feed(strokes('125', 30))).toMatchObject({ typed: [], refusedCount: 1 });
    // Two keys that are hit at once.
    expect(feed(strokes('12', 5)).typed).toEqual(digits(1, 2));
  });

  it.each([
    ...['Tab', 'Escape', 'ArrowDown', 'AudioVolumeUp', 'F1', 'F2', 'F4', 'F8', 'F9'],
    ...['F17', 'F18', 'F19', 'F20', 'F21', 'F22', 'F23', 'F24'],
  ])('navigates the page with the key "%s"', (key) => {
    expect(feed([{ key, afterMs: 500 }])).toEqual({ ...NOTHING, passed: [key] });
  });

  it.each(['Enter', ' '] as const)('presses the focused button with the key "%s"', (key) => {
    const typed: TypedKey[] = [{ kind: 'press', key }];
    expect(feed([{ key, afterMs: 500 }])).toEqual({ ...NOTHING, typed });
    const again = [
      { key, afterMs: 500 },
      { key, afterMs: 500 },
    ];
    expect(feed(again)).toEqual({ ...NOTHING, typed: [...typed, ...typed] });
  });

  it.each(['Tab', 'ArrowDown'])('presses a button and moves on with %s at any speed', (key) => {
    const quick = [
      { key: 'Enter', afterMs: 500 },
      { key, afterMs: 90 },
    ];
    expect(feed(quick)).toEqual({ ...NOTHING, typed: [ENTERED], passed: [key] });
    const scanned = [
      { key: 'Enter', afterMs: 500 },
      { key, afterMs: 20 },
    ];
    expect(feed(scanned)).toEqual(NOTHING);
  });

  it('presses a button only once with a double Enter', () => {
    const twice = [
      { key: 'Enter', afterMs: 500 },
      { key: 'Enter', afterMs: 100 },
    ];
    expect(feed(twice)).toEqual({ ...NOTHING, typed: [ENTERED] });
  });

  it.each<[string, Stroke]>([
    ['F5', { key: 'F5', afterMs: 500 }],
    ['Alt+F4', { key: 'F4', afterMs: 500, alt: true }],
    ['Ctrl+F4', { key: 'F4', afterMs: 500, ctrl: true }],
    ['Ctrl+P', { key: 'p', afterMs: 500, ctrl: true }],
    ['Ctrl+W', { key: 'w', afterMs: 500, ctrl: true }],
    ['Ctrl+Shift+I', { key: 'I', afterMs: 500, ctrl: true, shift: true }],
    ['Ctrl+M', { key: 'm', afterMs: 500, ctrl: true }],
    ['Ctrl+Tab', { key: 'Tab', afterMs: 500, ctrl: true }],
    ['Alt+ArrowLeft', { key: 'ArrowLeft', afterMs: 500, alt: true }],
    ['Alt', { key: 'Alt', afterMs: 500, alt: true }],
    ['BrowserHome', { key: 'BrowserHome', afterMs: 500 }],
  ])('cannot trigger anything in the browser with %s', (_name, stroke) => {
    expect(feed([stroke])).toEqual(NOTHING);
  });

  it('presses nothing with an Enter that may be the suffix of a slow scanner', () => {
    const amount = digits(1, 2, 5, 0);
    const soon = feed([...strokes('1250', 100), { key: 'Enter', afterMs: 150 }]);
    expect(soon).toEqual({ ...NOTHING, typed: amount });
    const later = feed([...strokes('1250', 100), { key: 'Enter', afterMs: 600 }]);
    expect(later).toEqual({ ...NOTHING, typed: [...amount, ENTERED] });
  });

  it('cannot type letters into the page, and reads that they are no code', () => {
    expect(feed(strokes('hello', 200))).toEqual({ ...NOTHING, refusedCount: 1 });
  });

  it('presses a button only once by holding a key down', () => {
    const held = Array.from({ length: 30 }, () => ({ key: '1', afterMs: 30, repeat: true }));
    expect(feed([{ key: '1', afterMs: 500 }, ...held])).toEqual({ ...NOTHING, typed: digits(1) });
  });

  it('does not confirm several screens by holding Enter down', () => {
    const held = Array.from({ length: 30 }, () => ({ key: 'Enter', afterMs: 30, repeat: true }));
    const outcome = feed([{ key: 'Enter', afterMs: 500 }, ...held]);
    expect(outcome).toEqual({ ...NOTHING, typed: [ENTERED] });
  });
});
