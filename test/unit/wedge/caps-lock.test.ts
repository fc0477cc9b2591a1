/** Caps Lock of this machine while a scanner types, on layouts where it does more than turn the case of letters. */
import { describe, expect, it } from 'vitest';
import { feed, feedFrom, NOTHING, type Outcome, type Stroke } from './feed-keys.ts';
import { WEDGE_START } from '../../../src/wedge/burst.ts';

type Typed = readonly [key: string, code: string, shift?: boolean];

function keysOf(typed: readonly Typed[]): Stroke[] {
  const keys = typed.map(([key, code, shift = false]) => ({ key, code, shift, capsLock: true }));
  return [...keys, { key: 'Enter', code: 'Enter' }].map((key) => ({ ...key, afterMs: 8 }));
}

const scan = (typed: readonly Typed[]): Outcome => feed(keysOf(typed));
const read = (...scans: string[]): Outcome => ({ ...NOTHING, scans });
const REFUSED: Outcome = { ...NOTHING, refusedCount: 1 };

const CODE = '4006381333931';
const digitKeys = (text: string, signs: string, shift: boolean): Typed[] =>
  Array.from(text, (digit) => [signs.charAt(Number(digit)), `Digit${digit}`, shift]);
const ROWS = { fr: 'à&é"\'(-è_ç', be: 'à&é"\'(§è!ç', de: '=!"§$%&/()' };

describe('a scanner at a machine with Caps Lock on', () => {
  it.each([
    { machine: 'French', signs: ROWS.fr, shift: true },
    { machine: 'Belgian', signs: ROWS.be, shift: true },
    { machine: 'German', signs: ROWS.de, shift: false },
  ])('has its digits read where Caps Lock turns them round ($machine)', ({ signs, shift }) => {
    expect(scan(digitKeys(CODE, signs, shift))).toEqual(read(CODE));
    expect(scan(digitKeys('0123456789', signs, shift))).toEqual(read('0123456789'));
  });

  it.each([false, true])('has its digits read where Caps Lock leaves them (Shift %s)', (shift) => {
    expect(scan(digitKeys(CODE, '0123456789', shift))).toEqual(read(CODE));
  });

  it('has a code refused in which a digit may stand for a sign', () => {
    // The hyphen of a French layout comes as a 6.
    const hyphen: Typed = ['6', 'Digit6'];
    expect(
      scan([...digitKeys('12', ROWS.fr, true), hyphen, ...digitKeys('34', ROWS.fr, true)]),
    ).toEqual(REFUSED);
  });

  it('has its letters read on a Turkish layout, which has two letters i', () => {
    const kim: Typed[] = [
      ['K', 'KeyK'],
      ['\u0130', 'Quote'],
      ['I', 'KeyI'],
      ['M', 'KeyM'],
      ['1', 'Digit1'],
    ];
    expect(scan(kim)).toEqual(read('ki\u0131m1'));
    const capitals: Typed[] = [
      ['k', 'KeyK', true],
      ['i', 'Quote', true],
      ['\u0131', 'KeyI', true],
      ['m', 'KeyM', true],
      ['1', 'Digit1'],
    ];
    expect(scan(capitals)).toEqual(read('K\u0130IM1'));
  });

  it('has a code refused whose first i was read before the layout was known, and read the next time', () => {
    const code: Typed[] = [
      ['I', 'KeyI'],
      ['\u0130', 'Quote'],
      ['K', 'KeyK'],
      ['1', 'Digit1'],
    ];
    expect(scan(code)).toEqual(REFUSED);
    expect(feedFrom(WEDGE_START, [...keysOf(code), ...keysOf(code).map(late)]).outcome).toEqual({
      ...read('\u0131ik1'),
      refusedCount: 1,
    });
  });

  it('has its letters read on other layouts', () => {
    const code: Typed[] = [
      ['I', 'KeyI'],
      ['D', 'KeyD'],
      ['i', 'KeyI', true],
      ['X', 'KeyX'],
    ];
    expect(scan(code)).toEqual(read('idIx'));
  });

  function late(key: Stroke, at: number): Stroke {
    return at === 0 ? { ...key, afterMs: 6_000 } : key;
  }
});
