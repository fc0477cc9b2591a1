/** The presentation data of every screen and dialog, checked for every fixture. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { View } from '../../../../src/shared/contract.ts';
import { leaveIntent } from '../../../../src/renderer/input/leave.ts';
import { setLanguage } from '../../../../src/renderer/messages/i18n.svelte.ts';
import { forEars, forEyes } from '../../../../src/renderer/presentation/medium.ts';
import type { Content } from '../../../../src/renderer/presentation/presentation.ts';
import { contentOf, traitsOf } from '../../../../src/renderer/screens/index.ts';
import { topDialogOf } from '../../../../src/renderer/top-dialog.ts';
import { FIXTURES } from '../../../gallery/fixtures.ts';

function viewOf(name: string): View {
  const fixture = FIXTURES.find((each) => each.name === name);
  if (!fixture) throw new Error(`no fixture ${name}`);
  return fixture.view('en');
}

/** The presentation of the screen, and of the dialog over it if there is one. */
function contentsOf(view: View): Content[] {
  const dialog = topDialogOf(view, forEyes(view));
  return [contentOf(view, forEyes(view)), ...(dialog === null ? [] : [dialog])];
}

beforeEach(() => setLanguage('en'));

describe.each(FIXTURES)('$name', ({ view: viewIn }) => {
  const contents = (): Content[] => contentsOf(viewIn('en'));

  it('has a heading, and reads it aloud', () => {
    for (const { heading, lines } of contents()) {
      expect(heading).not.toBe('');
      expect(lines.map(({ text }) => text).join(' ')).toContain(heading);
    }
  });

  it('gives every action a label, and has at most one label for its main action', () => {
    for (const { actions } of contents()) {
      expect(actions.filter(({ label }) => label === '')).toEqual([]);
      const main = actions.filter(({ isMain }) => isMain);
      expect(new Set(main.map(({ label }) => label)).size).toBeLessThanOrEqual(1);
    }
  });

  it('puts the id of the screen into every intent that needs it', () => {
    const { screenId } = viewIn('en');
    const drawnFrom = contents().flatMap(({ actions }) =>
      actions.flatMap(({ intent }) => ('screenId' in intent ? [intent.screenId] : [])),
    );
    expect(drawnFrom.filter((each) => each !== screenId)).toEqual([]);
  });

  it('marks every line and label with an amount as private', () => {
    const view = viewIn('en');
    const medium = forEars(view);
    const dialog = topDialogOf(view, medium);
    for (const { lines, actions } of [contentOf(view, medium), ...(dialog ? [dialog] : [])]) {
      const texts = [
        ...lines.map(({ text, ...rest }) => ({ text, ...rest })),
        ...actions.map(({ label, ...rest }) => ({ text: label, ...rest })),
      ];
      const heard = texts.map(({ text, isPrivate, publicText = '' }) =>
        isPrivate ? publicText : text,
      );
      expect(heard.filter((text) => /\d (euro|cent)|[€$£]\d/.test(text))).toEqual([]);
    }
  });
});

describe('the traits of the screens', () => {
  it('offer no exit while no customer is there', () => {
    const atRest = FIXTURES.filter(({ view }) => traitsOf(view('en').screen.kind).isAtRest);
    expect(atRest.filter(({ view }) => traitsOf(view('en').screen.kind).exits.length > 0)).toEqual(
      [],
    );
  });

  it('mark exactly the three outcomes of a payment as results', () => {
    const results = FIXTURES.map(({ view }) => view('en').screen.kind).filter(
      (kind) => traitsOf(kind).isResult,
    );
    expect(new Set(results)).toEqual(new Set(['paid', 'notPaid', 'notCompleted']));
  });
});

describe('the key for leaving', () => {
  it('goes back if the screen has a way back, and otherwise ends the session', () => {
    expect(leaveIntent(viewOf('confirm'))?.kind).toBe('back');
    expect(leaveIntent(viewOf('balance'))?.kind).toBe('stop');
  });

  it('closes the dialog on top first', () => {
    expect(leaveIntent(viewOf('help'))).toEqual({ kind: 'closeSheet' });
    expect(leaveIntent(viewOf('receipt'))?.kind).toBe('hideReceipt');
    expect(leaveIntent(viewOf('still-there'))).toEqual({ kind: 'stay' });
    expect(leaveIntent(viewOf('other-card'))).toEqual({ kind: 'keepThisCard' });
  });

  it('does nothing while a payment is being made, or if no customer is there', () => {
    expect(leaveIntent(viewOf('paying-sending'))).toBeNull();
    expect(leaveIntent(viewOf('idle'))).toBeNull();
  });
});
