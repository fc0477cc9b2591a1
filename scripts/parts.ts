/**
 * The parts of the whole proof. `.ci/run` runs `npm test` and then the parts that `npm test` does not contain. The
 * GitHub workflow runs every part as a job. A test compares the workflow with this list.
 */
import type { Step } from './step.ts';
import type { SystemNeed } from './system-packages.ts';

export interface Part extends Step {
  /** The system packages that it uses. */
  needs?: readonly SystemNeed[];
  /** `npm test` contains it, so `.ci/run` does not run it again. */
  isInTest?: true;
  /** Too long for `.ci/run`: only the workflow runs it. */
  isGithubOnly?: true;
  /** `.ci/run` has time for one half of such parts, and takes either by chance. The workflow runs both. */
  half?: 0 | 1;
}

/** Makes every property test use all of its runs, and isolates the test files. `npm test` does neither. */
const FULL = { KIOSK_PROOF: 'full' };
/** The tests that take fewer runs in `npm test`. */
export const LONG_PROPERTIES = [
  'test/unit/journal/archive/random-histories.test.ts',
  'test/unit/printer/encode.test.ts',
  'test/unit/readers/teach/any-pair.test.ts',
  'test/unit/readers/teach/counter-behind.test.ts',
  'test/unit/readers/teach/number-forms.test.ts',
  'test/unit/readers/teach/third-card.test.ts',
  'test/unit/readers/teach/two-reports.test.ts',
  'test/unit/session/model.test.ts',
  'test/unit/session/tap-trains.test.ts',
  'test/unit/wedge/slow-scanner.test.ts',
  'test/unit/wedge/typing.test.ts',
];

const SIMULATE = ['npm', 'run', '--silent', 'simulate', '--'] as const;
const JOURNEY_SHARDS = 2;
const GALLERY_SHARDS = 4;
const PROPERTY_SHARDS = 2;

export const PARTS: readonly Part[] = [
  // `npm test` has all of them but the slowest, which is the lint.
  { name: 'checks', command: ['npm', 'run', '--silent', 'check'], cores: 2 },
  {
    name: 'devices',
    command: ['npm', 'run', '--silent', 'test:devices'],
    cores: 0,
    needs: ['libusb', 'compiler', 'socat'],
    isInTest: true,
  },
  ...shards('properties', PROPERTY_SHARDS, (shard) => ({
    command: ['vitest', 'run', '--project', 'unit', '--shard', shard, ...LONG_PROPERTIES],
    cores: 2,
    env: FULL,
  })).map(inHalves),
  {
    name: 'unit',
    command: ['npm', 'run', '--silent', 'test:unit'],
    cores: 2,
    env: FULL,
    isGithubOnly: true,
  },
  { name: 'how to add', command: ['npm', 'run', '--silent', 'test:how-to-add'], cores: 2 },
  ...shards('journeys', JOURNEY_SHARDS, (shard) => ({
    command: ['vitest', 'run', '--project', 'e2e', '--shard', shard],
    cores: 2,
    needs: ['libusb', 'chromium', 'compiler'],
  })),
  {
    name: 'every look',
    command: ['vitest', 'run', '--project', 'e2e', 'test/e2e/every-look.test.ts'],
    cores: 2,
    env: FULL,
    needs: ['chromium'],
    isGithubOnly: true,
  },
  ...shards('gallery', GALLERY_SHARDS, (shard) => ({
    command: ['node', 'test/gallery/main.ts', '--shard', shard],
    cores: 2,
    needs: ['chromium'],
  })).map(inHalves),
  {
    name: 'simulation',
    command: [...SIMULATE, '--runs', '4000', '--seed', '1', '--one-case-in', '4'],
    cores: 2,
  },
  {
    name: 'small cases',
    command: [...SIMULATE, '--runs', '10000', '--seed', '10001'],
    cores: 2,
    isGithubOnly: true,
  },
  {
    name: 'mutants',
    command: ['npm', 'run', '--silent', 'simulate:mutants'],
    cores: 2,
    isGithubOnly: true,
  },
  { name: 'fuzz', command: ['npm', 'run', '--silent', 'test:fuzz', '--', '500000', '5'] },
  { name: 'kill', command: ['npm', 'run', '--silent', 'test:kill'] },
  // Measures whole processes, so it runs alone. `memory` counts objects, which load does not change.
  {
    name: 'soak',
    command: ['npm', 'run', '--silent', 'test:soak'],
    cores: 2,
    needs: ['libusb', 'compiler'],
  },
  // Compares times, so it runs alone. It fails only if a ratio is worse than half of its goal.
  {
    name: 'bench',
    command: ['npm', 'run', '--silent', 'bench', '--', '--short'],
    cores: 2,
    needs: ['chromium', 'compiler', 'libusb'],
  },
  { name: 'memory', command: ['npm', 'run', '--silent', 'test:memory'], needs: ['chromium'] },
  {
    name: 'pcsc',
    command: ['npm', 'run', '--silent', 'test:pcsc'],
    cores: 0,
    needs: ['pcsc', 'compiler', 'libusb'],
  },
  {
    name: 'kernel',
    command: ['npm', 'run', '--silent', 'test:kernel'],
    needs: ['qemu', 'libusb', 'compiler'],
  },
];

function shards(name: string, count: number, part: (shard: string) => Omit<Part, 'name'>): Part[] {
  return Array.from({ length: count }, (_, at) => {
    const shard = `${at + 1}/${count}`;
    return { name: `${name} ${shard}`, ...part(shard) };
  });
}

function inHalves(part: Part, index: number): Part {
  return { ...part, half: index % 2 === 0 ? 0 : 1 };
}
