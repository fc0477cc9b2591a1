import { describe, expect, it } from 'vitest';
import {
  NEW_LESSON,
  chosenOf,
  endPresentation,
  addReport,
  addTyped,
  ORDER,
  QUIET_MS,
  type Lesson,
} from '../../../../src/main/readers/teach/lesson.ts';
import { teachingOf } from '../../../../src/main/readers/teach/lesson-view.ts';
import { normalise } from '../../../../src/main/readers/normalise.ts';
import { NO_RULES } from '../../../../src/main/readers/rules.ts';
import { rulesOfTyped } from '../../../../src/main/readers/typed-rules.ts';
import { TYPED_DEFAULTS } from '../../../../src/main/readers/wedge-settings.ts';
import { LESSON_CARDS } from '../../../../src/shared/staff-board.ts';
import { aScan } from '../../../builders/scan.ts';

const READER = { name: 'Lab', vendorId: 1, productId: 2, usagePage: 0xff00, usage: 1 };
const CARDS = {
  first: [0x11, 0x22, 0x33, 0x44],
  second: [0xaa, 0xbb, 0xcc, 0xdd],
  third: [0x12, 0x34, 0x56, 0x78],
  fourth: [0x9a, 0xbc, 0xde, 0xf0],
};

/** A report of the reader. Other readers have other keys. */
function aReport(
  report: readonly number[],
  parts: { key?: string; isReadAlready?: boolean; silentMs?: number } = {},
) {
  const bytes = Uint8Array.from([...report, 0, 0, 0]);
  const usual = { key: 'a', device: READER, isReadAlready: false, silentMs: Infinity };
  return { ...usual, report: bytes, ...parts };
}

/**
 * Presents each card that the lesson asks for, until its end. After each card the reader reports that the card is
 * gone.
 */
function presentHeld(holdMs: readonly number[], gone: readonly number[]): Lesson {
  let lesson = NEW_LESSON;
  let atMs = 0;
  for (let at = 0; at < 12 && lesson.kind === 'presenting'; at += 1) {
    const teaching = teachingOf(lesson);
    const card = teaching.kind === 'presenting' ? teaching.card : 'first';
    lesson = addReport(lesson, aReport([1, 0x80, 4, ...CARDS[card]]), atMs);
    atMs += holdMs[at % holdMs.length] ?? 0;
    lesson = addReport(endPresentation(lesson, atMs), aReport(gone), atMs);
    atMs += QUIET_MS;
    lesson = endPresentation(lesson, atMs);
    atMs += 2_000;
  }
  return lesson;
}

/** Presents `count` times the card that the lesson asks for. */
function present(count: number): Lesson {
  let lesson = NEW_LESSON;
  for (let at = 0; at < count; at += 1) {
    const teaching = teachingOf(lesson);
    const card = teaching.kind === 'presenting' ? teaching.card : 'first';
    lesson = addReport(lesson, aReport([1, ...CARDS[card]]), at * 10_000);
    lesson = endPresentation(lesson, at * 10_000 + QUIET_MS);
  }
  return lesson;
}

/** How often each of the two cards was presented. */
function countsOf(first: number, second: number) {
  return [
    { card: 'first', count: first, neededCount: 3 },
    { card: 'second', count: second, neededCount: 3 },
  ];
}

/** Numbers of eight bytes of one batch, with zeros after them: where they begin cannot be seen. */
const ALIKE = {
  first: [0x01, 0x2e, 0x4c, 0x12, 0x12, 0x34, 0x56, 0x78],
  second: [0x01, 0x2e, 0x4c, 0x12, 0xaa, 0xbb, 0xcc, 0xdd],
  third: [0x01, 0x2e, 0x4c, 0x12, 0x99, 0x88, 0x77, 0x66],
  fourth: [0x01, 0x2e, 0x4c, 0x12, 0x55, 0x44, 0x33, 0x22],
};
const OTHER_BATCH = [0x05, 0x5a, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66];

/** Presents each card that the lesson asks for, until its end. Returns the cards that it asked for, too. */
function presentAll(cards: typeof ALIKE): { lesson: Lesson; asked: string[] } {
  let lesson = NEW_LESSON;
  const asked: string[] = [];
  for (let atMs = 0; lesson.kind === 'presenting'; atMs += 10_000) {
    const teaching = teachingOf(lesson);
    const card = teaching.kind === 'presenting' ? teaching.card : 'first';
    asked.push(card);
    lesson = addReport(lesson, aReport([1, ...cards[card], 0, 0, 0]), atMs);
    lesson = endPresentation(lesson, atMs + QUIET_MS);
  }
  return { lesson, asked };
}

describe('a lesson whose two cards do not decide', () => {
  it('asks for a third card, and once more for the first, and says so', () => {
    let lesson = NEW_LESSON;
    for (const [at, card] of (
      ['first', 'second', 'second', 'first', 'first', 'second'] as const
    ).entries()) {
      lesson = addReport(lesson, aReport([1, ...ALIKE[card], 0, 0, 0]), at * 10_000);
      lesson = endPresentation(lesson, at * 10_000 + QUIET_MS);
    }
    expect(teachingOf(lesson)).toMatchObject({
      ...{ kind: 'presenting', card: 'third' },
      cards: [
        { card: 'first', count: 3, neededCount: 4 },
        { card: 'second', count: 3, neededCount: 3 },
        { card: 'third', count: 0, neededCount: 3 },
      ],
    });
  });

  it('ends with settings if the third card decides, or the fourth', () => {
    const third = presentAll({ ...ALIKE, third: OTHER_BATCH });
    expect(third.lesson).toMatchObject({ choices: [{ first: '012E4C1212345678' }, {}, {}, {}] });
    expect(third.asked.slice(6)).toEqual(['third', 'third', 'first', 'third']);
    const fourth = presentAll({ ...ALIKE, fourth: OTHER_BATCH });
    expect(fourth.lesson).toMatchObject({ choices: [{ first: '012E4C1212345678' }, {}, {}, {}] });
    expect(fourth.asked.slice(10)).toEqual(['fourth', 'fourth', 'second', 'fourth']);
  });

  it('refuses if four cards do not decide, or if a card was presented before', () => {
    const { lesson, asked } = presentAll(ALIKE);
    expect(lesson).toEqual({ kind: 'refused', why: 'unclear' });
    expect(asked).toHaveLength(14);
    expect(presentAll({ ...ALIKE, third: ALIKE.second }).lesson).toEqual({
      ...{ kind: 'refused', why: 'sameNumber' },
    });
  });
});

describe('a lesson', () => {
  it('asks for each card three times, in an order that no counter matches', () => {
    const asked = [0, 1, 2, 3, 4, 5].map((count) => teachingOf(present(count)));
    expect(asked.map((each) => (each.kind === 'presenting' ? each.card : ''))).toEqual([
      'first',
      'second',
      'second',
      'first',
      'first',
      'second',
    ]);
    expect(asked.at(-1)).toMatchObject({ reader: 'Lab', cards: countsOf(3, 2) });
  });

  it('ends with settings that read the cards', () => {
    const lesson = present(6);
    expect(teachingOf(lesson)).toMatchObject({
      kind: 'proposed',
      field: { reportId: 1, offset: 1, count: 4, lengthAt: null },
    });
    expect(chosenOf(lesson, 1)).toMatchObject({
      kind: 'device',
      settings: { driver: 'nfcHid', layout: { byteOrder: 'reversed', base: 'hex' } },
    });
    expect(chosenOf(lesson, 9)).toBeNull();
    expect(chosenOf(NEW_LESSON, 0)).toBeNull();
  });

  it('counts reports without a pause as one presentation', () => {
    let lesson = addReport(NEW_LESSON, aReport([1, ...CARDS.first]), 0);
    lesson = addReport(lesson, aReport([1, ...CARDS.first]), QUIET_MS - 1);
    expect(teachingOf(endPresentation(lesson, QUIET_MS))).toMatchObject({ cards: countsOf(0, 0) });
  });

  it.each([
    { gone: [1], how: 'by an empty report' },
    { gone: [2, 1], how: 'by a report of its own' },
    { gone: [1, 0x81, 0], how: 'by a report like that of a card' },
  ])('does not count a card that is taken away, which a reader reports $how', ({ gone }) => {
    for (const holdMs of [[400], [1_500], [1_500, 400], [400, 1_500]]) {
      const lesson = presentHeld(holdMs, gone);
      const choices = lesson.kind === 'proposed' ? lesson.choices : [];
      expect(choices[0]).toMatchObject({ first: '11223344', second: 'AABBCCDD' });
    }
  });

  it('ignores empty reports from the start', () => {
    expect(addReport(NEW_LESSON, aReport([1]), 0)).toBe(NEW_LESSON);
    const one = addReport(present(1), aReport([1]), 5_000);
    expect(teachingOf(endPresentation(one, 9_000))).toMatchObject({
      cards: countsOf(1, 0),
    });
  });

  it('still reports that both cards are the same or were mixed up', () => {
    const [a, b] = [CARDS.first, CARDS.second];
    const of = (cards: readonly (readonly number[])[]): Lesson =>
      cards.reduce((lesson: Lesson, card, at) => {
        const open = addReport(lesson, aReport([1, ...card]), at * 10_000);
        return endPresentation(open, at * 10_000 + QUIET_MS);
      }, NEW_LESSON);
    expect(of([a, a, a, a, a, a])).toEqual({ kind: 'refused', why: 'sameNumber' });
    for (const cards of [
      [a, b, b, b, a, b],
      [a, b, a, a, a, b],
      [a, b, b, a, b, b],
    ]) {
      expect(of(cards)).toMatchObject({ kind: 'refused' });
    }
  });

  it('ignores a device that sends all the time by itself', () => {
    const other = { key: 'ups' };
    const chatty = addReport(NEW_LESSON, aReport([7, 1], { ...other, silentMs: 500 }), 0);
    expect(chatty).toBe(NEW_LESSON);
    // A device that first sends during the lesson is recognized when another one sends.
    let lesson = NEW_LESSON;
    for (const atMs of [0, 500, 1_000]) {
      lesson = addReport(
        lesson,
        aReport([7, 1], atMs === 0 ? other : { ...other, silentMs: 500 }),
        atMs,
      );
    }
    lesson = addReport(lesson, aReport([1, ...CARDS.first]), 1_300);
    lesson = addReport(lesson, aReport([7, 1], { ...other, silentMs: 500 }), 1_500);
    lesson = endPresentation(lesson, 1_300 + QUIET_MS);
    expect(teachingOf(lesson)).toMatchObject({ reader: 'Lab', cards: countsOf(1, 0) });
    expect(addReport(lesson, aReport([7, 1], { ...other, silentMs: 500 }), 2_100)).toBe(lesson);
  });

  it('teaches the reader that sends first', () => {
    const lesson = addReport(NEW_LESSON, aReport([1, ...CARDS.first]), 0);
    expect(addReport(lesson, aReport([9], { key: 'b' }), 1)).toBe(lesson);
    expect(addTyped(lesson, aScan('1234'), TYPED_DEFAULTS)).toBe(lesson);
  });

  it('refuses a reader that never pauses, and one that already works', () => {
    let lesson: Lesson = NEW_LESSON;
    for (let atMs = 0; atMs < 10_000; atMs += 100)
      lesson = addReport(lesson, aReport([1, 2]), atMs);
    expect(lesson).toEqual({ kind: 'refused', why: 'neverQuiet' });
    expect(addReport(NEW_LESSON, aReport([2], { isReadAlready: true }), 0)).toEqual({
      kind: 'refused',
      why: 'alreadyWorks',
    });
  });

  it('reports that a scanner that types works, unless its codes change', () => {
    expect(typed(['a111', 'b222', 'b222', 'a111', 'a111', 'b222'])).toEqual({
      kind: 'works',
      first: 'a111',
      second: 'b222',
    });
    expect(typed(['a111', 'b222', 'b223', 'a111', 'a111', 'b222'])).toMatchObject({
      why: 'changes',
    });
    expect(typed(['a111', 'a111', 'a111', 'a111', 'a111', 'a111'])).toMatchObject({
      why: 'sameNumber',
    });
  });

  it('proposes settings for a scanner that types, and applies the chosen ones', () => {
    const lesson = typed(CARDS_IN_TURN.map((number) => `\u0002${number}\r`));
    expect(teachingOf(lesson)).toEqual({
      kind: 'proposedKeys',
      suffix: 'enter',
      hasAimIdentifier: false,
      choices: [{ layout: null, cut: '<STX>', writing: null, first: '1111', second: '2222' }],
    });
    expect(chosenOf(lesson, 0)).toEqual({
      kind: 'keys',
      settings: { layout: 'asTyped', prefix: '\u0002', suffix: 'enter', codes: [] },
    });
    expect(chosenOf(lesson, 1)).toBeNull();
  });

  it('asks for more cards if the reader may leave out zeros, and converts shorter numbers then', () => {
    const two = inTurn(['1234567890', '2234567890', '987654321', '']);
    expect(teachingOf(typed(two.slice(0, 6)))).toMatchObject({
      kind: 'presenting',
      card: 'third',
      cards: [{ card: 'first' }, { card: 'second' }, { card: 'third', neededCount: 3 }],
    });
    const hexOf = (lesson: Lesson, code: string): string => {
      const { choices } = lesson.kind === 'proposedKeys' ? lesson : { choices: [] };
      const hex = choices.find(({ writing }) => writing === 'hex')?.settings.codes ?? [];
      const result = normalise(code, rulesOfTyped(code, hex) ?? NO_RULES);
      return result.kind === 'value' ? result.value : result.why;
    };
    const unfilled = typed(two.slice(0, 10));
    expect(hexOf(unfilled, '987654321')).toBe('3ADE68B1');
    expect(hexOf(unfilled, '1234567890')).toBe('499602D2');
    expect(hexOf(unfilled, '0987654321')).toBe('0987654321');
    const filled = typed(inTurn(['1234567890', '2234567890', '0987654321', '']).slice(0, 10));
    expect(hexOf(filled, '0987654321')).toBe('3ADE68B1');
    expect(hexOf(filled, '987654321')).toBe('987654321');
  });

  it('asks for no more than four cards, and takes the numbers for filled then', () => {
    const four = inTurn(['1234567890', '2234567890', '3234567890', '4234567890']);
    expect(teachingOf(typed(four.slice(0, 10)))).toMatchObject({ card: 'fourth' });
    expect(typed(four)).toMatchObject({ kind: 'proposedKeys' });
  });

  it('ignores a scan with too many keys', () => {
    expect(addTyped(NEW_LESSON, { text: 'long', keys: [] }, TYPED_DEFAULTS)).toBe(NEW_LESSON);
  });
});

/** The codes of these four cards in the order in which a lesson asks for them. */
function inTurn(codes: readonly string[]): string[] {
  return ORDER.map((card) => codes[LESSON_CARDS.indexOf(card)] ?? '');
}

const CARDS_IN_TURN = ['1111', '2222', '2222', '1111', '1111', '2222'];

function typed(codes: readonly string[]): Lesson {
  return codes.reduce((lesson, code) => addTyped(lesson, aScan(code), TYPED_DEFAULTS), NEW_LESSON);
}
