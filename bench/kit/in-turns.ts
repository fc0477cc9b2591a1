/** Measures two things in turns, so that a slow minute of the machine hits both. */
import type { Sample } from './row.ts';

export interface Turns {
  /** How many pairs are kept. */
  count: number;
  /** How many pairs run before the first one that is kept. The default is 1. */
  warmUps?: number;
  program: () => unknown;
  reference: () => unknown;
}

/**
 * Times both, first the one and then the other, and swaps the order after each pair. A function that returns or resolves
 * with a number states its own time, in milliseconds.
 */
export async function inTurns({
  count,
  warmUps = 1,
  program,
  reference,
}: Turns): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let pair = 0; pair < warmUps + count; pair++) {
    const isSwapped = pair % 2 === 1;
    const first = await timeOf(isSwapped ? reference : program);
    const second = await timeOf(isSwapped ? program : reference);
    if (pair < warmUps) continue;
    const [ours, theirs] = isSwapped ? [second, first] : [first, second];
    samples.push({
      ...{ program: ours.wallMs, reference: theirs.wallMs },
      cpuMs: { program: ours.cpuMs, reference: theirs.cpuMs },
    });
  }
  return samples;
}

async function timeOf(run: () => unknown): Promise<{ wallMs: number; cpuMs: number }> {
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  const stated = await run();
  const wallMs = typeof stated === 'number' ? stated : performance.now() - startedMs;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000 };
}
