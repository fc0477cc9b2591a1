/**
 * `npm test`: the quick checks, the unit tests, the readers on virtual devices, and a smoke test of the whole kiosk in a
 * real Chromium. `.ci/run` proves the rest.
 */
import { CHECKS } from './check.ts';
import type { Step } from './step.ts';
import { runSteps } from './steps.ts';
import { ensureSystemPackages } from './system-packages.ts';

/** Each of these files has one journey with the tag `smoke`. */
const SMOKE_FILES = ['paying', 'lost-replies', 'network', 'people', 'staff', 'crash'].map(
  (name) => `test/e2e/${name}.test.ts`,
);

const BUILT = ['build the kiosk', 'build the page'];

/** Mostly waits for devices, so it runs beside everything else. */
const READERS: Step = {
  name: 'readers on virtual devices',
  command: ['vitest', 'run', '--project', 'devices'],
  cores: 0,
};

const TESTS: readonly Step[] = [
  // Not `npm run build`: it would write the messages again while other steps read them.
  { name: 'build the kiosk', command: ['electron-vite', 'build'], after: ['messages'] },
  {
    name: 'build the page',
    command: ['vite', 'build', '--config', 'vite.client.config.ts'],
    after: ['messages'],
  },
  // They mostly wait, so they run beside the checks.
  {
    name: 'six journeys',
    command: ['vitest', 'run', '--project', 'e2e', '--tags-filter', 'smoke', ...SMOKE_FILES],
    after: BUILT,
  },
  {
    name: 'unit and property tests',
    command: ['vitest', 'run', '--project', 'unit'],
    after: ['messages'],
    cores: 2,
  },
  {
    name: 'a sample of the gallery',
    command: ['node', 'test/gallery/main.ts', '--sample'],
    after: BUILT,
    cores: 2,
  },
];

const packages = ensureSystemPackages(['libusb', 'chromium', 'compiler', 'socat']);
if (packages.kind === 'missing') {
  process.stderr.write(
    `This machine lacks:\n${packages.what.map((what) => `  ${what}\n`).join('')}Install it with:\n  ${packages.command}\n`,
  );
  process.exit(1);
}

// The lint takes as long as all other checks together. It is in `npm run check` and in `.ci/run`.
const checks = CHECKS.filter(({ name }) => name !== 'lint');
process.exitCode = (await runSteps([READERS, ...checks, ...TESTS])) === 0 ? 0 : 1;
