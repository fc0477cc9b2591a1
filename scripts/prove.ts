/**
 * `npm run prove`: the whole proof of `.ci/run`, which is `npm test` and then every other part that is not too long.
 * `npm run prove -- memory "gallery 1/4"` runs these parts; `npm run prove -- --list` lists them all.
 */
import { PARTS, type Part } from './parts.ts';
import { runSteps } from './steps.ts';
import { ensureSystemPackages } from './system-packages.ts';

const TEST: Part = { name: 'npm test', command: ['npm', 'test', '--silent'], cores: 2 };

const names = process.argv.slice(2);
/** The parts that ran are in the output, so a failure is repeated by their names. */
const ourHalf = Math.random() < 0.5 ? 0 : 1;
if (names.includes('--list')) {
  for (const { name } of PARTS) process.stdout.write(`${name}\n`);
} else {
  const parts = names.length === 0 ? [TEST, ...PARTS.filter(isInRun)] : names.map(partOf);
  // All at once, because parts that run side by side cannot install. Each part reports what is still missing.
  ensureSystemPackages([...new Set(parts.flatMap(({ needs = [] }) => needs))]);
  process.exitCode = (await runSteps(parts, { showsPassed: true })) === 0 ? 0 : 1;
}

function isInRun({ isInTest, isGithubOnly, half }: Part): boolean {
  return isInTest !== true && isGithubOnly !== true && (half === undefined || half === ourHalf);
}

function partOf(name: string): Part {
  const part = PARTS.find((one) => one.name === name);
  if (part === undefined) {
    throw new Error(`no part '${name}'; there are ${PARTS.map((one) => one.name).join(', ')}`);
  }
  return part;
}
