/** Every fixture is rendered to HTML. Its text must have the headings and labels of the fixture's presentation data. */
import { render } from 'svelte/server';
import { beforeEach, describe, expect, it } from 'vitest';
import type { View } from '../../../../src/shared/contract.ts';
import { setLanguage } from '../../../../src/renderer/messages/i18n.svelte.ts';
import CurrentOverlay from '../../../../src/renderer/overlays/CurrentOverlay.svelte';
import { forEyes } from '../../../../src/renderer/presentation/medium.ts';
import type { Content } from '../../../../src/renderer/presentation/presentation.ts';
import CurrentScreen from '../../../../src/renderer/screens/CurrentScreen.svelte';
import { contentOf, traitsOf } from '../../../../src/renderer/screens/index.ts';
import CurrentSheet from '../../../../src/renderer/sheets/CurrentSheet.svelte';
import { topDialogOf } from '../../../../src/renderer/top-dialog.ts';
import { FIXTURES } from '../../../gallery/fixtures.ts';

const send = (): void => undefined;

/** The text of the screen, and of a dialog over it. */
function drawn(view: View): string {
  const { screen, overlay, sheet } = view;
  const { isUnderWay } = traitsOf(screen.kind);
  const medium = forEyes(view);
  const parts = [render(CurrentScreen, { props: { kind: screen.kind, screen, view, send } })];
  if (overlay !== null) {
    const props = { kind: overlay.kind, overlay, isUnderWay, medium, send };
    parts.push(render(CurrentOverlay, { props }));
  } else if (sheet !== null) {
    parts.push(render(CurrentSheet, { props: { kind: sheet, view, send } }));
  }
  return textOf(parts.map(({ body }) => body).join(' '));
}

function textOf(html: string): string {
  return html
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
}

/** The headings and labels, each as in the drawn text. */
function stated({ heading, actions }: Content): string[] {
  return [heading, ...actions.flatMap(({ label }) => label.split(', '))].map((text) =>
    text.replaceAll(/\s+/g, ' '),
  );
}

beforeEach(() => setLanguage('en'));

describe.each(FIXTURES)('$name', ({ view: viewIn }) => {
  it('is drawn with its heading and a button for each action', () => {
    const view = viewIn('en');
    const medium = forEyes(view);
    const contents = [contentOf(view, medium), topDialogOf(view, medium)];
    const text = drawn(view);
    const missing = contents
      .flatMap((content) => (content === null ? [] : stated(content)))
      .filter((each) => !text.includes(each));
    expect(missing).toEqual([]);
  });
});
