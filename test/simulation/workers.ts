/** Runs jobs in worker processes. A worker that has finished its job gets the next one. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Job } from './jobs.ts';
import { summarySchema, type Summary } from './summary.ts';

export interface Pool {
  jobs: readonly Job[];
  workerCount: number;
  onSummary: (summary: Summary) => void;
  /** No new job starts once this returns true. */
  isEnough: () => boolean;
}

export async function runJobs({ jobs, workerCount, onSummary, isEnough }: Pool): Promise<void> {
  const waiting = [...jobs];
  const take = (): Job | undefined => (isEnough() ? undefined : waiting.shift());
  const count = Math.min(workerCount, jobs.length);
  await Promise.all(Array.from({ length: count }, () => runWorker(take, onSummary)));
}

function runWorker(
  take: () => Job | undefined,
  onSummary: (summary: Summary) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'worker.ts'));
    let isDone = false;
    const next = (): void => {
      const job = take();
      if (job !== undefined) {
        child.send(job);
        return;
      }
      isDone = true;
      child.disconnect();
    };
    child.on('message', (message) => {
      onSummary(v.parse(summarySchema, message));
      next();
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (isDone) resolve();
      else reject(new Error(`a worker ended with ${String(code)}`));
    });
    next();
  });
}
