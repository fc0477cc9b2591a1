/**
 * Runs steps side by side, as many as the machine has cores for, and ends with `N passed, N failed`.
 * `npm run check`, `npm test` and `.ci/run` all run through this.
 */
import { availableParallelism } from 'node:os';
import { progressTo, type Progress } from './progress.ts';
import { startStep, type RunningStep } from './run-step.ts';
import type { Counts, Outcome, Step } from './step.ts';

export interface StepOptions {
  /** Prints the output of steps that passed, too. */
  showsPassed?: boolean;
  cores?: number;
  start?: (step: Step) => RunningStep;
  progress?: Progress;
}

/** Starts each step as soon as its cores are free, in the order of the list. Returns how much failed. */
export async function runSteps(
  steps: readonly Step[],
  {
    showsPassed = false,
    cores = Math.max(2, availableParallelism()),
    start = startStep,
    progress = progressTo(process.stdout, { showsPassed }),
  }: StepOptions = {},
): Promise<number> {
  for (const name of steps.flatMap(({ after = [] }) => after)) {
    if (!steps.some((step) => step.name === name)) throw new Error(`no step '${name}'`);
  }
  const waiting = [...steps];
  const running = new Map<Step, RunningStep>();
  const outcomes = new Map<string, Outcome>();
  const stopAll = (): void => {
    for (const step of running.values()) step.stop();
  };
  const onSignal = (): void => {
    stopAll();
    process.exit(130);
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);

  await new Promise<void>((resolve, reject) => {
    function next(): void {
      skipBlocked();
      for (const step of startable(waiting, { running: [...running.keys()], outcomes, cores })) {
        waiting.splice(waiting.indexOf(step), 1);
        begin(step);
      }
      if (running.size === 0) resolve();
    }

    function begin(step: Step): void {
      const started = start(step);
      running.set(step, started);
      progress.started(step.name, () => started.lastLine());
      started.ended
        .then((outcome) => {
          running.delete(step);
          outcomes.set(step.name, outcome);
          progress.ended(step.name, outcome);
          next();
        })
        .catch(reject);
    }

    /** Skips the steps that need a failed step, because they cannot pass. */
    function skipBlocked(): void {
      for (let step = firstBlocked(); step !== undefined; step = firstBlocked()) {
        waiting.splice(waiting.indexOf(step), 1);
        const counts = { passed: 0, failed: 1 };
        const outcome = { isPassed: false, output: 'not run: a step before it failed', counts };
        outcomes.set(step.name, outcome);
        progress.ended(step.name, outcome);
      }
    }

    function firstBlocked(): Step | undefined {
      return waiting.find(({ after = [] }) =>
        after.some((name) => outcomes.get(name)?.isPassed === false),
      );
    }

    next();
  });
  process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  const counts = sumOf([...outcomes.values()].map((outcome) => outcome.counts));
  progress.finished(counts);
  return counts.failed;
}

interface Now {
  running: readonly Step[];
  outcomes: ReadonlyMap<string, Outcome>;
  cores: number;
}

function startable(waiting: readonly Step[], { running, outcomes, cores }: Now): Step[] {
  let free = cores - sum(running.map((step) => coresOf(step, cores)));
  const starting: Step[] = [];
  for (const step of waiting) {
    if (!(step.after ?? []).every((name) => outcomes.has(name))) continue;
    // If the next step needs more cores than are free, it waits here, and no later step starts before it.
    if (coresOf(step, cores) > free) break;
    free -= coresOf(step, cores);
    starting.push(step);
  }
  return starting;
}

function coresOf(step: Step, limit: number): number {
  return Math.min(step.cores ?? 1, limit);
}

function sumOf(counts: readonly Counts[]): Counts {
  return {
    passed: sum(counts.map(({ passed }) => passed)),
    failed: sum(counts.map(({ failed }) => failed)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
