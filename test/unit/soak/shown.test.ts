import { describe, expect, it } from 'vitest';
import type { View } from '../../../src/shared/contract.ts';
import { epochMs } from '../../../src/shared/time.ts';
import { shownBetween } from '../../soak/shown.ts';
import { cents } from '../../../src/shared/money.ts';
import { aView } from '../../builders/view.ts';

const idle: View = aView();
const identifying: View = { ...idle, screenId: 2, screen: { kind: 'identifying' } };
const balance: View = {
  ...idle,
  screenId: 3,
  screen: {
    kind: 'balance',
    card: { name: 'Card', endsIn: '0017' },
    balance: { availableInCents: cents(5_00), asOf: epochMs(0), isLive: true },
    history: { kind: 'hidden' },
    canSpend: true,
    isEarlierUnsettled: false,
    isBeingRead: false,
  },
};
const asked = (endsIn: string): View => ({
  ...balance,
  overlay: { kind: 'otherCard', endsIn, number: 1, isArmed: true },
});

/** The events of the views, one after another. */
function shownBy(...views: readonly View[]): string[] {
  return views.flatMap((view, at) => shownBetween(views[at - 1] ?? null, view));
}

describe('the events about scans that are derived from views', () => {
  it('have each look-up and its card once, however often a view repeats them', () => {
    expect(shownBy(idle, identifying, identifying, balance, balance)).toEqual([
      'looked up',
      'balance 0017',
    ]);
    expect(shownBy(identifying, { ...identifying, screenId: 4 })).toHaveLength(2);
  });

  it('have each question, even if it replaces another question or comes again', () => {
    const questions = [
      balance,
      asked('0001'),
      asked('0001'),
      asked('0002'),
      balance,
      asked('0002'),
    ];
    expect(shownBy(...questions).slice(1)).toEqual([
      'other card 0001',
      'other card 0002',
      'other card 0002',
    ]);
  });

  it('have each notice, even if the same notice comes again', () => {
    const word = (number: number): View => ({ ...idle, notice: { kind: 'scanRefused', number } });
    expect(shownBy(idle, word(1), word(1), idle, word(2))).toEqual(['scanRefused', 'scanRefused']);
  });
});
