import { describe, expect, it } from 'vitest';
import {
  BEGUN,
  chosenOf,
  endPresentation,
  hearReport,
  hearTyped,
  QUIET_MS,
  teachingOf,
  type Lesson,
} from '../../../src/main/staff/lesson.ts';
import { WEDGE_DEFAULTS } from '../../../src/shared/wedge-config.ts';
import { aScan } from '../readers/a-scan.ts';

const READER = { name: 'Lab', vendorId: 1, productId: 2, usagePage: 0xff00, usage: 1 };
const CARDS = { first: [0x11, 0x22, 0x33, 0x44], second: [0xaa, 0xbb, 0xcc, 0xdd] };

/** The reader sends this; other readers have other keys. */
function heard(report: readonly number[], parts: { key?: string; isUnderstood?: boolean } = {}) {
  const bytes = Uint8Array.from([...report, 0, 0, 0]);
  return { key: 'a', device: READER, isUnderstood: false, report: bytes, ...parts };
}

/** Presents whichever card is asked for, as often as that. */
function present(count: number): Lesson {
  let lesson = BEGUN;
  for (let at = 0; at < count; at += 1) {
    const teaching = teachingOf(lesson);
    const card = teaching.kind === 'presenting' ? teaching.card : 'first';
    lesson = hearReport(lesson, heard([1, ...CARDS[card]]), at * 10_000);
    lesson = endPresentation(lesson, at * 10_000 + QUIET_MS);
  }
  return lesson;
}

describe('a lesson', () => {
  it('asks for each card three times, in an order that no counter follows', () => {
    const asked = [0, 1, 2, 3, 4, 5].map((count) => teachingOf(present(count)));
    expect(asked.map((each) => (each.kind === 'presenting' ? each.card : ''))).toEqual([
      'first',
      'second',
      'second',
      'first',
      'first',
      'second',
    ]);
    expect(asked.at(-1)).toMatchObject({ reader: 'Lab', firstCount: 3, secondCount: 2 });
  });

  it('ends with settings by which the cards are read', () => {
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
    expect(chosenOf(BEGUN, 0)).toBeNull();
  });

  it('takes all that comes without a pause for one presentation', () => {
    let lesson = hearReport(BEGUN, heard([1, ...CARDS.first]), 0);
    lesson = hearReport(lesson, heard([1, ...CARDS.first]), QUIET_MS - 1);
    expect(teachingOf(endPresentation(lesson, QUIET_MS))).toMatchObject({ firstCount: 0 });
  });

  it('is about the reader that answered first', () => {
    const lesson = hearReport(BEGUN, heard([1, ...CARDS.first]), 0);
    expect(hearReport(lesson, heard([9], { key: 'b' }), 1)).toBe(lesson);
    expect(hearTyped(lesson, aScan('1234'), WEDGE_DEFAULTS)).toBe(lesson);
  });

  it('gives up on a reader that never stops, and on one that works already', () => {
    let lesson: Lesson = BEGUN;
    for (let atMs = 0; atMs < 10_000; atMs += 100) lesson = hearReport(lesson, heard([1, 2]), atMs);
    expect(lesson).toEqual({ kind: 'refused', why: 'neverQuiet' });
    expect(hearReport(BEGUN, heard([2], { isUnderstood: true }), 0)).toEqual({
      kind: 'refused',
      why: 'alreadyWorks',
    });
  });

  it('says of a reader that types that it works, unless it types something else each time', () => {
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

  it('proposes to staff what is seen of a scanner that types, and sets up what they choose', () => {
    const lesson = typed(CARDS_IN_TURN.map((number) => `\u0002${number}\r`));
    expect(teachingOf(lesson)).toEqual({
      kind: 'proposedKeys',
      suffix: 'enter',
      isKindTold: false,
      choices: [{ layout: null, cut: '<STX>', first: '1111', second: '2222' }],
    });
    expect(chosenOf(lesson, 0)).toEqual({
      kind: 'keys',
      settings: { layout: 'asTyped', prefix: '\u0002', suffix: 'enter' },
    });
    expect(chosenOf(lesson, 1)).toBeNull();
  });

  it('counts no scan whose keys were too many to be kept', () => {
    expect(hearTyped(BEGUN, { text: 'long', keys: [] }, WEDGE_DEFAULTS)).toBe(BEGUN);
  });
});

const CARDS_IN_TURN = ['1111', '2222', '2222', '1111', '1111', '2222'];

function typed(codes: readonly string[]): Lesson {
  return codes.reduce((lesson, code) => hearTyped(lesson, aScan(code), WEDGE_DEFAULTS), BEGUN);
}
