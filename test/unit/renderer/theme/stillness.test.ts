import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The invitation of the idle screen, whose turn of 3.6 s is far below three in a second. */
const INVITATION = ['Card.svelte', 'ReaderSign.svelte'];

const styles = globSync('src/renderer/**/*.{svelte,css}').map((path) => ({
  path,
  text: readFileSync(path, 'utf8'),
}));

describe('the styles', () => {
  it('repeat nothing but the invitation, so nothing blinks', () => {
    const repeating = styles.filter(({ text }) =>
      /animation[^;]*\binfinite|iteration-count:(?!\s*1\b)/.test(text),
    );
    expect(repeating.map(({ path }) => path.split('/').at(-1)).sort()).toEqual(INVITATION);
  });

  it('give the invitation more than a third of a second', () => {
    const invitations = styles.filter(({ path }) => INVITATION.some((name) => path.endsWith(name)));
    const turns = invitations.flatMap(({ text }) => [
      ...text.matchAll(/animation:[^;]*?([\d.]+)s\b[^;]*infinite/g),
    ]);
    expect(turns.length).toBe(INVITATION.length);
    for (const [, seconds] of turns) expect(Number(seconds)).toBeGreaterThan(1);
  });

  it('stand still where the system or the customer asks for it', () => {
    const base = styles.find(({ path }) => path.endsWith('base.css'))?.text ?? '';
    expect(base).toMatch(/data-motion='still'\] \*[^}]*animation-iteration-count: 1/);
  });

  it('ask the page, and never the system past the customer', () => {
    const asking = styles.filter(({ text }) => /prefers-(reduced-motion|contrast)/.test(text));
    expect(asking).toEqual([]);
  });
});
