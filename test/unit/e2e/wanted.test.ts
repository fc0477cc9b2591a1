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
  it('are all shells unless the user asks for one', () => {
    expect(wantedRunners(RUNNERS, undefined)).toEqual(RUNNERS);
    expect(wantedRunners(RUNNERS, 'electron').map(({ name }) => name)).toEqual(['Electron']);
  });

  it('may be missing if the user asks for none', () => {
    expect(() => assertWantedRun(RUNNERS, undefined)).not.toThrow();
    expect(() => assertWantedRun(RUNNERS, 'chromium')).not.toThrow();
  });

  it('fail if the user asks for a shell that cannot run', () => {
    expect(() => assertWantedRun(RUNNERS, 'electron')).toThrow(/Electron cannot run: no Electron/);
  });

  it('fail if the user asks for an unknown shell', () => {
    expect(() => assertWantedRun(RUNNERS, 'netscape')).toThrow(/not a shell/);
  });
});
