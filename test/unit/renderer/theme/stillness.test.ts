import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/**
 * The components with the animation of the idle screen. One turn takes 3.6 s, so it is far from the three flashes per
 * second that WCAG 2.3.1 forbids.
 */
const INVITATION = ['Card.svelte', 'ReaderSign.svelte'];

const styles = globSync('src/renderer/**/*.{svelte,css}').map((path) => ({
  path,
  text: readFileSync(path, 'utf8'),
}));

describe('the styles', () => {
  it('repeat no animation except the one of the idle screen, so nothing blinks', () => {
    const repeating = styles.filter(({ text }) =>
      /animation[^;]*\binfinite|iteration-count:(?!\s*1\b)/.test(text),
    );
    expect(repeating.map(({ path }) => path.split('/').at(-1)).sort()).toEqual(INVITATION);
  });

  it('let one turn of the repeated animation take more than one second', () => {
    const invitations = styles.filter(({ path }) => INVITATION.some((name) => path.endsWith(name)));
    const turns = invitations.flatMap(({ text }) => [
      ...text.matchAll(/animation:[^;]*?([\d.]+)s\b[^;]*infinite/g),
    ]);
    expect(turns.length).toBe(INVITATION.length);
    for (const [, seconds] of turns) expect(Number(seconds)).toBeGreaterThan(1);
  });

  it('stop all motion if the system or the customer asks for it', () => {
    const base = styles.find(({ path }) => path.endsWith('base.css'))?.text ?? '';
    expect(base).toMatch(/data-motion='still'\] \*[^}]*animation-iteration-count: 1/);
  });

  it('use the motion and contrast settings on the page, never the settings of the system directly', () => {
    const asking = styles.filter(({ text }) => /prefers-(reduced-motion|contrast)/.test(text));
    expect(asking).toEqual([]);
  });
});
