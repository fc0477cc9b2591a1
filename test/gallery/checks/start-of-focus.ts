/** WCAG 2.2, 2.4.3: a new screen begins at its heading, and what lies over it has the focus within. */
import { always, type Check } from './check.ts';

export const startOfFocus: Check = {
  name: 'start-of-focus',
  appliesTo: always,
  run: (page) =>
    page.evaluate(() => {
      const { activeElement } = document;
      const dialog = document.querySelector('dialog');
      const isRight = dialog
        ? dialog.contains(activeElement)
        : (activeElement?.matches('main h1') ?? false);
      const where = activeElement?.tagName.toLowerCase() ?? 'nothing';
      return isRight ? [] : [`the focus is on ${where}.${activeElement?.className ?? ''}`];
    }),
};
