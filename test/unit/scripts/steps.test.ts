import { describe, expect, it } from 'vitest';
import { progressTo } from '../../../scripts/progress.ts';
import { outcomeOf, type RunningStep } from '../../../scripts/run-step.ts';
import type { Outcome, Step } from '../../../scripts/step.ts';
import { runSteps } from '../../../scripts/steps.ts';

const PASSED: Outcome = { isPassed: true, output: '', counts: { passed: 1, failed: 0 } };
const FAILED: Outcome = { isPassed: false, output: 'why', counts: { passed: 2, failed: 3 } };

interface Run {
  /** The starts (`+`) and ends (`-`) of the steps, in order. */
  events: readonly string[];
  printed: string;
  failedCount: number;
}

/** Runs steps that end in the order in which they were started, unless one of them fails. */
async function run(
  steps: readonly Partial<Step>[],
  { cores = 2, failing = '', showsPassed = false } = {},
): Promise<Run> {
  const events: string[] = [];
  const printed: string[] = [];
  const start = ({ name }: Step): RunningStep => {
    events.push(`+${name}`);
    const ended = Promise.resolve().then(() => {
      events.push(`-${name}`);
      return name === failing ? FAILED : PASSED;
    });
    return { ended, lastLine: () => '', stop: () => undefined };
  };
  const output = { write: (text: string) => printed.push(text) };
  const failedCount = await runSteps(
    steps.map((step, at) => ({ name: String(at), command: ['true'], ...step })),
    { cores, start, showsPassed, progress: progressTo(output, { showsPassed, now: () => 0 }) },
  );
  return { events, failedCount, printed: printed.join('') };
}

describe('steps', () => {
  it('run at the same time, as many as there are cores', async () => {
    const { events } = await run([{}, {}, {}]);
    expect(events.slice(0, 2)).toEqual(['+0', '+1']);
    expect(events.indexOf('+2')).toBeGreaterThan(events.indexOf('-0'));
  });

  it('run alone if they need all cores', async () => {
    const { events } = await run([{}, { cores: 2 }, {}]);
    expect(events).toEqual(['+0', '-0', '+1', '-1', '+2', '-2']);
  });

  it('run even if they ask for more cores than the machine has', async () => {
    const { events } = await run([{ cores: 8 }]);
    expect(events).toEqual(['+0', '-0']);
  });

  it('wait for the steps that they depend on, and do not delay other steps', async () => {
    const { events } = await run([{ name: 'a' }, { name: 'b', after: ['a'] }, { name: 'c' }]);
    expect(events.slice(0, 2)).toEqual(['+a', '+c']);
    expect(events.indexOf('+b')).toBeGreaterThan(events.indexOf('-a'));
  });

  it('do not run, and count as failed, if a step that they depend on failed', async () => {
    const steps = [{ name: 'a' }, { name: 'b', after: ['a'] }, { name: 'c', after: ['b'] }];
    const { events, printed, failedCount } = await run(steps, { failing: 'a' });
    expect(events).toEqual(['+a', '-a']);
    expect(failedCount).toBe(5);
    expect(printed).toMatch(/FAILED: c\nnot run: a step before it failed/);
  });

  it('throw if they depend on a step that does not exist', async () => {
    await expect(run([{ name: 'a', after: ['missing'] }])).rejects.toThrow("no step 'missing'");
  });

  it('print the failures in full, and then the sum of all counts', async () => {
    const { printed, failedCount } = await run([{ name: 'a' }, { name: 'b' }], { failing: 'a' });
    expect(failedCount).toBe(3);
    expect(printed).toMatch(/FAILED: a\nwhy\n/);
    expect(printed.trimEnd().split('\n').at(-1)).toBe('3 passed, 3 failed');
  });
});

describe('the outcome of a step', () => {
  it('has the counts of the last line with counts', () => {
    const output = '1 passed, 0 failed\n12 passed, 0 failed (3 s)\nbye\n';
    expect(outcomeOf(0, output)).toMatchObject({
      isPassed: true,
      counts: { passed: 12, failed: 0 },
    });
  });

  it('counts as one test if the step prints no counts', () => {
    expect(outcomeOf(0, 'fine').counts).toEqual({ passed: 1, failed: 0 });
    expect(outcomeOf(2, 'bad').counts).toEqual({ passed: 0, failed: 1 });
  });

  it('counts as no test if the step was skipped', () => {
    const outcome = outcomeOf(0, 'SKIPPED: readers on a real kernel: no QEMU\n');
    expect(outcome).toMatchObject({ isPassed: true, counts: { passed: 0, failed: 0 } });
  });

  it('is a failure if either the exit code or the counts say so', () => {
    expect(outcomeOf(1, '5 passed, 0 failed')).toMatchObject({
      isPassed: false,
      counts: { passed: 5, failed: 1 },
    });
    expect(outcomeOf(0, '5 passed, 2 failed').isPassed).toBe(false);
  });

  it('is read correctly if the output has colours', () => {
    expect(outcomeOf(0, '\u001b[32m4 passed, 0 failed\u001b[39m').counts.passed).toBe(4);
  });
});

describe('the output for a step that passed', () => {
  const outcome: Outcome = { ...PASSED, output: 'seed 7\nSKIPPED: no Electron\nmuch more\n' };

  it('is its name, its time and its seed, and what it skipped at the end', () => {
    const printed: string[] = [];
    const progress = progressTo({ write: (text) => printed.push(text) }, { now: () => 0 });
    progress.started('journeys', () => '');
    progress.ended('journeys', outcome);
    progress.finished({ passed: 1, failed: 0 });
    expect(printed).toEqual([
      'started  journeys\n',
      'passed   journeys (0.0 s)\n',
      '         seed 7\n',
      'SKIPPED: no Electron (journeys)\n',
      '0.0 s in all\n',
      '1 passed, 0 failed\n',
    ]);
  });

  it('is everything that the step printed, if the user wants that', () => {
    const printed: string[] = [];
    const options = { now: () => 0, showsPassed: true };
    const progress = progressTo({ write: (text) => printed.push(text) }, options);
    progress.ended('journeys', outcome);
    expect(printed.join('')).toContain('much more');
  });
});
