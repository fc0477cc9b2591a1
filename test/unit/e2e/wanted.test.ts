import { describe, expect, it } from 'vitest';
import type { Runner } from '../../e2e/runners/runner.ts';
import { assertWantedRun, wantedRunners } from '../../e2e/runners/wanted.ts';

function aRunner(name: string, lacks: string | null): Runner {
  return {
    name,
    lacks,
    show: () => Promise.reject(new Error('not shown')),
    close: () => Promise.resolve(),
  };
}

const RUNNERS = [aRunner('Chromium', null), aRunner('Electron', 'no Electron binary')];

describe('the shells of the journeys', () => {
  it('are all of them unless one is asked for', () => {
    expect(wantedRunners(RUNNERS, undefined)).toEqual(RUNNERS);
    expect(wantedRunners(RUNNERS, 'electron').map(({ name }) => name)).toEqual(['Electron']);
  });

  it('may be missing if no shell is asked for', () => {
    expect(() => assertWantedRun(RUNNERS, undefined)).not.toThrow();
    expect(() => assertWantedRun(RUNNERS, 'chromium')).not.toThrow();
  });

  it('fail if the one that is asked for cannot run', () => {
    expect(() => assertWantedRun(RUNNERS, 'electron')).toThrow(/Electron cannot run: no Electron/);
  });

  it('fail if an unknown one is asked for', () => {
    expect(() => assertWantedRun(RUNNERS, 'netscape')).toThrow(/not a shell/);
  });
});
