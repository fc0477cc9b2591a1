import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildRoot, whyNoBuild } from '../../../scripts/build-root.ts';

function aFolder(name: string): string {
  const place = mkdtempSync(join(tmpdir(), 'build-root-'));
  onTestFinished(() => rmSync(place, { recursive: true }));
  const folder = join(place, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'file.txt'), 'here');
  return folder;
}

describe('the folder of the build', () => {
  it.each(['plain', 'p ath 100%', 'a [b] +&=@;é%20%23'])('is the checkout itself: %s', (name) => {
    const checkout = aFolder(name);
    expect(buildRoot(checkout)).toEqual({ root: checkout, isLink: false });
    expect(whyNoBuild(checkout)).toBeNull();
  });

  it('is one link to the checkout if the name of the checkout has a #', () => {
    const checkout = aFolder('p ath #1 100%');
    const made = buildRoot(checkout);
    onTestFinished(() => rmSync(dirname(made.root), { recursive: true }));
    expect(made.isLink).toBe(true);
    expect(made.root).not.toContain('#');
    expect(readFileSync(join(made.root, 'file.txt'), 'utf8')).toBe('here');
    expect(buildRoot(checkout)).toBe(made);
    expect(existsSync(made.root)).toBe(true);
  });

  it('is refused by name if the build tool cannot read it at all', () => {
    expect(whyNoBuild('/what?/kiosk')).toBe(
      'The build tool cannot read a path with ? in it. Rename the folder, or move it: /what?/kiosk',
    );
  });
});
