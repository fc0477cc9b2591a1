import { describe, expect, it } from 'vitest';
import { leaveIntent } from '../../../../src/renderer/input/leave.ts';
import { stepOf } from '../../../../src/renderer/input/focus-navigation.ts';
import { traitsOf } from '../../../../src/renderer/screens/index.ts';
import { FIXTURES } from '../../../gallery/fixtures.ts';

const VIEWS = FIXTURES.map(({ name, view }) => ({ name, view: view('en') }));

function viewOf(name: string) {
  const found = VIEWS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no fixture ${name}`);
  return found.view;
}

describe('the key that goes back', () => {
  it.each(['Escape', 'F21'])('is %s, on a keyboard and on a tactile keypad', (key) => {
    const keys = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };
    expect(stepOf({ key, ...keys, repeat: false }, 'ltr')).toBe('leave');
    expect(stepOf({ key, ...keys, repeat: true }, 'ltr')).toBeNull();
  });

  it.each([
    ['amount', 'back'],
    ['confirm', 'back'],
    ['balance', 'stop'],
    ['look-up-busy', 'stop'],
    ['card-unknown', 'stop'],
    ['paid', 'stop'],
    ['not-paid-busy', 'stop'],
    ['not-completed', 'stop'],
    ['staff-pin', 'stop'],
    ['help', 'closeSheet'],
    ['other-card', 'keepThisCard'],
  ])('leaves %s by %s', (name, kind) => {
    expect(leaveIntent(viewOf(name))?.kind).toBe(kind);
  });

  it('leads out of every screen, except where nobody is there or a payment is under way', () => {
    const stays = VIEWS.filter(({ view }) => leaveIntent(view) === null)
      .map(({ view }) => view.screen.kind)
      .filter((kind) => !traitsOf(kind).isAtRest && kind !== 'starting');
    expect(new Set(stays)).toEqual(new Set(['paying']));
  });

  it('does nothing on a result that is not ready to be left', () => {
    const view = viewOf('paid');
    if (view.screen.kind !== 'paid') throw new Error('the fixture is another screen');
    expect(leaveIntent({ ...view, screen: { ...view.screen, isArmed: false } })).toBeNull();
  });
});
