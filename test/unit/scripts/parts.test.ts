import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LONG_PROPERTIES, PARTS } from '../../../scripts/parts.ts';

const workflow = readFileSync(
  join(import.meta.dirname, '../../../.github/workflows/ci.yml'),
  'utf8',
);

describe('the GitHub workflow', () => {
  it('has a job for exactly the parts of the proof', () => {
    const [, list = ''] = /\n +part:\n((?: +- .+\n)+)/.exec(workflow) ?? [];
    const named = list.split('\n').flatMap((line) => /^ +- (.+)$/.exec(line)?.[1] ?? []);
    expect(named).toEqual(PARTS.map(({ name }) => name));
  });

  it('has one job that needs all other jobs', () => {
    const jobs = [...workflow.matchAll(/^ {2}([a-z]+):$/gm)].flatMap(([, name]) => name ?? []);
    const needed = /needs: \[(.+)\]/.exec(workflow)?.[1]?.split(', ');
    expect(jobs.filter((name) => name !== 'push')).toEqual([...(needed ?? []), 'all']);
  });
});

describe('the part with all runs of the property tests', () => {
  it('has every test that takes fewer runs in `npm test`', () => {
    const root = join(import.meta.dirname, '../../..');
    const files = globSync('test/unit/**/*.test.ts', { cwd: root });
    const takesFewer = (file: string): boolean =>
      /from '(?:\.\.\/)+runs\.ts'/.test(readFileSync(join(root, file), 'utf8'));
    expect(files.filter(takesFewer).sort()).toEqual(LONG_PROPERTIES);
  });
});
