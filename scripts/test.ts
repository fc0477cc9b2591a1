/** `npm test`: everything that is fast: the checks, the unit and property tests, the journeys in a real Chromium. */
import { CHECKS } from './check.ts';
import { runSteps } from './steps.ts';
import { ensureSystemPackages } from './system-packages.ts';

const packages = ensureSystemPackages(['libusb', 'chromium', 'compiler', 'socat']);
if (packages.kind === 'missing') {
  process.stderr.write(
    `These are missing on this machine:\n${packages.what.map((what) => `  ${what}\n`).join('')}Install them with:\n  ${packages.command}\n`,
  );
  process.exit(1);
}

process.exitCode =
  (await runSteps([
    ...CHECKS,
    { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
    {
      name: 'unit and property tests',
      command: ['vitest', 'run', '--project', 'unit'],
      isLoud: true,
    },
    { name: 'readers', command: ['vitest', 'run', '--project', 'devices'], isLoud: true },
    { name: 'journeys', command: ['vitest', 'run', '--project', 'e2e'], isLoud: true },
  ])) === 0
    ? 0
    : 1;
