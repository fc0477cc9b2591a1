import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TURN_MS } from '../../../../src/renderer/screens/idle/invitation.ts';

/** The components with the animation of the idle screen. */
const INVITATION = ['Pocket.svelte'];

const styles = globSync('src/renderer/**/*.{svelte,css}').map((path) => ({
  path,
  text: readFileSync(path, 'utf8'),
}));

describe('the styles', () => {
  it('repeat no animation, so nothing blinks and an idle screen costs nothing', () => {
    const repeating = styles.filter(({ text }) =>
      /animation[^;]*\binfinite|iteration-count:(?!\s*1\b)/.test(text),
    );
    expect(repeating.map(({ path }) => path)).toEqual([]);
  });

  it('take the time of the invitation from its turns', () => {
    for (const name of INVITATION) {
      const text = styles.find(({ path }) => path.endsWith(name))?.text ?? '';
      expect(text).toMatch(/:global\(\.moving\)[^}]*animation:[^;]*var\(--turn\)/);
    }
  });

  it('let a turn take more than one second, far from the three flashes of WCAG 2.3.1', () => {
    expect(TURN_MS).toBeGreaterThan(1_000);
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
