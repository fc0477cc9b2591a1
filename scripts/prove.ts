/**
 * `npm run prove`: `npm test`, and then every other part of the proof.
 * `npm run prove -- memory "gallery 1/4"` runs these parts; `npm run prove -- --list` lists them all.
 */
import { PARTS, type Part } from './parts.ts';
import { runSteps, type Step } from './steps.ts';
import { ensureSystemPackages, type SystemNeed } from './system-packages.ts';

const TEST: Step = { name: 'npm test', command: ['npm', 'test', '--silent'], cores: 2 };

const NEEDS: readonly SystemNeed[] = ['libusb', 'chromium', 'compiler', 'socat', 'qemu', 'pcsc'];

const names = process.argv.slice(2);
if (names.includes('--list')) {
  for (const { name } of PARTS) process.stdout.write(`${name}\n`);
} else {
  // Here, so that parts that run side by side do not install at the same time. Each reports what is still missing.
  ensureSystemPackages(NEEDS);
  const steps = names.length === 0 ? [TEST, ...PARTS.filter(isOutsideTest)] : names.map(partOf);
  process.exitCode = (await runSteps(steps, { showsPassed: true })) === 0 ? 0 : 1;
}

function isOutsideTest({ isInTest }: Part): boolean {
  return isInTest !== true;
}

function partOf(name: string): Part {
  const part = PARTS.find((one) => one.name === name);
  if (part === undefined) {
    throw new Error(`no part '${name}'; there are ${PARTS.map((one) => one.name).join(', ')}`);
  }
  return part;
}
