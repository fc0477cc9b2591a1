import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  flush,
  step,
  WEDGE_CONFIG,
  WEDGE_START,
  type TypedKey,
  type WedgeKey,
} from '../../../src/shared/wedge.ts';

/** A key, by its name, after so many milliseconds. */
interface Stroke extends Partial<WedgeKey> {
  key: string;
  afterMs: number;
}

interface Heard {
  scans: string[];
  typed: TypedKey[];
  passed: string[];
  refusedCount: number;
}

const HOUR_MS = 3_600_000;

function hear(strokes: readonly Stroke[]): Heard {
  const heard: Heard = { scans: [], typed: [], passed: [], refusedCount: 0 };
  let state = WEDGE_START;
  let atMs = 1_000;
  for (const { afterMs, ...stroke } of strokes) {
    atMs += afterMs;
    const key = { ctrl: false, alt: false, meta: false, repeat: false, ...stroke, atMs };
    const result = step(state, key, WEDGE_CONFIG);
    state = result.state;
    if (result.verdict === 'pass') heard.passed.push(key.key);
    note(heard, result);
  }
  note(heard, flush(state, atMs + HOUR_MS, WEDGE_CONFIG));
  return heard;
}

function note(heard: Heard, result: ReturnType<typeof flush>): void {
  if (result.scan !== null) heard.scans.push(result.scan);
  heard.typed.push(...result.typed);
  if (result.isRefused) heard.refusedCount += 1;
}

function strokes(text: string, afterMs: number): Stroke[] {
  return Array.from(text, (key) => ({ key, afterMs }));
}

function digits(...typed: number[]): TypedKey[] {
  return typed.map((digit) => ({ kind: 'digit', digit }));
}

const NOTHING: Heard = { scans: [], typed: [], passed: [], refusedCount: 0 };

const character = fc
  .string({ minLength: 1, maxLength: 1, unit: 'grapheme-ascii' })
  .filter((text) => /^[^\p{Cc}]$/u.test(text));
/** The first character is no space: outside a burst a space presses a button. */
const cardValue = fc
  .array(character, { minLength: WEDGE_CONFIG.lengthMin, maxLength: WEDGE_CONFIG.lengthMax })
  .map((characters) => characters.join(''))
  .filter((text) => !text.startsWith(' '));

describe('a scan', () => {
  it('is captured whole at any speed of a scanner, and nothing of it reaches the page', () => {
    fc.assert(
      fc.property(
        cardValue,
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 50 }),
        fc.constantFrom<string[]>([], ['Enter'], ['Tab'], ['Enter', 'Enter']),
        (text, delays, suffix) => {
          const keys = [...Array.from(text), ...suffix];
          const heard = hear(
            keys.map((key, at) => ({ key, afterMs: delays[at % delays.length] ?? 0 })),
          );
          expect(heard).toEqual({ ...NOTHING, scans: [text] });
        },
      ),
    );
  });

  it('follows another one without being mixed with it', () => {
    const heard = hear([
      ...strokes('AAAA1', 80),
      { key: 'Enter', afterMs: 80 },
      ...strokes('BBBB2', 80),
      { key: 'Enter', afterMs: 80 },
    ]);
    expect(heard).toEqual({ ...NOTHING, scans: ['AAAA1', 'BBBB2'] });
  });

  it('ends by a pause where the scanner sends no suffix', () => {
    const heard = hear([...strokes('4006381333931', 20), ...strokes('7', 300)]);
    expect(heard.scans).toEqual(['4006381333931']);
    expect(heard.typed).toEqual(digits(7));
  });

  it('may falter, once it is surely one', () => {
    const heard = hear([...strokes('CARD', 20), ...strokes('99', 200)]);
    expect(heard.scans).toEqual(['CARD99']);
  });

  it('keeps its capitals together, although Shift is a key of its own at the same slow pace', () => {
    const shifted = Array.from('ABCDE').flatMap((key) => [
      { key: 'Shift', afterMs: 100 },
      { key, afterMs: 100 },
    ]);
    expect(hear(shifted).scans).toEqual(['ABCDE']);
  });

  it('keeps what AltGr makes on Windows, where it is Ctrl and Alt together', () => {
    const heard = hear([
      ...strokes('ab', 20),
      { key: '@', afterMs: 20, ctrl: true, alt: true },
      ...strokes('c', 20),
    ]);
    expect(heard.scans).toEqual(['ab@c']);
  });

  it('keeps its late Enter from a focused button', () => {
    const heard = hear([...strokes('CARD1', 20), { key: 'Enter', afterMs: 300 }]);
    expect(heard).toEqual({ ...NOTHING, scans: ['CARD1'] });
  });

  it.each([
    ['a control character', { key: '\u001d', afterMs: 20 }],
    ['a control character sent as Ctrl and a letter', { key: ']', afterMs: 20, ctrl: true }],
    ['a dead key', { key: 'Dead', afterMs: 20 }],
  ])('is refused as a whole with %s in it', (_name, odd) => {
    const heard = hear([
      ...strokes('CARD', 20),
      odd,
      ...strokes('1234', 20),
      { key: 'Enter', afterMs: 20 },
    ]);
    expect(heard).toEqual({ ...NOTHING, refusedCount: 1 });
  });

  it('is refused as a whole, and not cut, where it is too long', () => {
    const heard = hear(strokes('x'.repeat(WEDGE_CONFIG.lengthMax + 5), 5));
    expect(heard).toEqual({ ...NOTHING, refusedCount: 1 });
  });
});

describe('a scan of which a stalled machine tells the first keys late', () => {
  it('is refused and not cut', () => {
    const late = [...strokes('87', 5), ...strokes('1', 200), ...strokes('8951', 5)];
    expect(hear(late)).toEqual({ ...NOTHING, typed: digits(8, 7), refusedCount: 1 });
    const lettered = [...strokes('c', 5), ...strokes('i', 240), ...strokes('lwjef', 5)];
    expect(hear(lettered)).toEqual({ ...NOTHING, refusedCount: 1 });
  });

  it('is followed by the next one as if nothing had been', () => {
    const late = [...strokes('8', 0), ...strokes('7', 200), ...strokes('18951', 5)];
    const next = strokes('8718951', 5).map((stroke, index) =>
      index === 0 ? { ...stroke, afterMs: 1_000 } : stroke,
    );
    const { scans, refusedCount } = hear([...late, ...next]);
    expect({ scans, refusedCount }).toEqual({ scans: ['8718951'], refusedCount: 1 });
  });
});

describe('a person at a keyboard', () => {
  it('never makes a scan, whatever they type', () => {
    const key = fc.oneof(character, fc.constantFrom('Enter', 'Tab', 'Backspace', 'Escape'));
    const stroke = fc.record({ key, afterMs: fc.integer({ min: 151, max: 5_000 }) });
    fc.assert(
      fc.property(fc.array(stroke, { maxLength: 100 }), (typed) => {
        const heard = hear(typed);
        expect(heard.scans).toEqual([]);
        expect(heard.refusedCount).toBe(0);
      }),
    );
  });

  it('types digits, and takes them back', () => {
    const heard = hear([...strokes('12', 200), { key: 'Backspace', afterMs: 200 }]);
    expect(heard.typed).toEqual([...digits(1, 2), { kind: 'erase' }]);
    expect(heard.passed).toEqual([]);
  });

  it('may type up to three digits as fast as a scanner', () => {
    expect(hear(strokes('125', 60)).typed).toEqual(digits(1, 2, 5));
  });

  it.each(['Enter', 'Tab', 'Escape', 'ArrowDown', ' ', 'F5'])(
    'operates the page with the key "%s"',
    (key) => {
      expect(hear([{ key, afterMs: 500 }])).toEqual({ ...NOTHING, passed: [key] });
    },
  );

  it('types no letters into the page', () => {
    expect(hear(strokes('hello', 200))).toEqual(NOTHING);
  });

  it('presses once by holding a key down', () => {
    const held = Array.from({ length: 30 }, () => ({ key: '1', afterMs: 30, repeat: true }));
    expect(hear([{ key: '1', afterMs: 500 }, ...held])).toEqual({ ...NOTHING, typed: digits(1) });
  });

  it('does not confirm one screen after the other by holding Enter down', () => {
    const held = Array.from({ length: 30 }, () => ({ key: 'Enter', afterMs: 30, repeat: true }));
    expect(hear([{ key: 'Enter', afterMs: 500 }, ...held]).passed).toEqual(['Enter']);
  });
});
