/**
 * The parts of the whole proof. `.ci/run` runs `npm test` and then every part that `npm test` does not contain;
 * the GitHub workflow runs each part as a job. A test compares the workflow with this list.
 */
import type { Step } from './steps.ts';

export interface Part extends Step {
  /** `npm test` contains it, so `.ci/run` does not run it again. */
  isInTest?: true;
}

/** Every property test with all of its runs. `npm test` takes fewer. */
const FULL = { KIOSK_PROOF: 'full' };

const JOURNEY_SHARDS = 2;
const GALLERY_SHARDS = 4;

export const PARTS: readonly Part[] = [
  { name: 'checks', command: ['npm', 'run', '--silent', 'check'], cores: 2, isInTest: true },
  {
    name: 'devices',
    command: ['npm', 'run', '--silent', 'test:devices'],
    isInTest: true,
  },
  { name: 'unit', command: ['npm', 'run', '--silent', 'test:unit'], cores: 2, env: FULL },
  ...shards('journeys', JOURNEY_SHARDS, (shard) => ({
    command: ['vitest', 'run', '--project', 'e2e', '--shard', shard],
    cores: 2,
  })),
  ...shards('gallery', GALLERY_SHARDS, (shard) => ({
    command: ['node', 'test/gallery/main.ts', '--shard', shard],
    cores: 2,
  })),
  {
    name: 'simulation',
    command: ['npm', 'run', '--silent', 'simulate', '--', '--runs', '10000', '--seed', '1'],
    cores: 2,
  },
  { name: 'mutants', command: ['npm', 'run', '--silent', 'simulate:mutants'], cores: 2 },
  { name: 'fuzz', command: ['npm', 'run', '--silent', 'test:fuzz', '--', '1000000', '5'] },
  { name: 'kill', command: ['npm', 'run', '--silent', 'test:kill'] },
  // These two measure memory, so they run beside nothing that is heavy.
  { name: 'soak', command: ['npm', 'run', '--silent', 'test:soak'], cores: 2 },
  { name: 'memory', command: ['npm', 'run', '--silent', 'test:memory'] },
  { name: 'pcsc', command: ['npm', 'run', '--silent', 'test:pcsc'] },
  { name: 'kernel', command: ['npm', 'run', '--silent', 'test:kernel'] },
];

function shards(name: string, count: number, part: (shard: string) => Omit<Part, 'name'>): Part[] {
  return Array.from({ length: count }, (_, at) => {
    const shard = `${at + 1}/${count}`;
    return { name: `${name} ${shard}`, ...part(shard) };
  });
}
