/**
 * `npm run test:gallery:mutants`: plants each deliberate fault in a copy of the renderer, and shows which run catches it.
 * A fault whose place is gone is a failure, so that the list stays true.
 *   --seed 1     the seed of the sample
 *   --only bar   the faults whose name contains this
 */
import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SCREEN_MUTANTS, type CaughtBy, type ScreenMutant } from './mutant-list.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const COPIED = [
  'src',
  'scripts',
  'test/gallery',
  'test/builders',
  'test/e2e/phone.ts',
  'test/unit/renderer',
  'package.json',
  'package-lock.json',
  'svelte.config.js',
  'vite.renderer.config.ts',
  'vitest.config.ts',
];
/** The sample alone must catch this many. */
const CAUGHT_BY_SAMPLE_MIN = 10;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});

interface Verdict {
  /** The run that caught it; null where none did. */
  by: string | null;
  how: string;
}

const mutants = SCREEN_MUTANTS.filter(({ name }) => name.includes(values.only));
const caughtBy: (string | null)[] = [];
for (const mutant of mutants) {
  const startedMs = performance.now();
  const { by, how } = await tryMutant(mutant);
  caughtBy.push(by);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
  console.log(`${by === null ? 'MISSED' : `caught by the ${by}`}  ${mutant.name} (${seconds} s)`);
  console.log(`    ${how}`);
}
const passed = caughtBy.filter((by) => by !== null).length;
const bySample = caughtBy.filter((by) => by === 'sample').length;
console.log(`the sample with --seed ${values.seed} caught ${bySample} of ${mutants.length}`);
const isSampleStrong = values.only !== '' || bySample >= CAUGHT_BY_SAMPLE_MIN;
if (!isSampleStrong) console.log(`FAILED  the sample must catch ${CAUGHT_BY_SAMPLE_MIN}`);
console.log(`${passed} passed, ${mutants.length - passed} failed`);
process.exitCode = passed === mutants.length && isSampleStrong ? 0 : 1;

async function tryMutant(mutant: ScreenMutant): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'screen-mutant-'));
  try {
    for (const part of COPIED) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
    const places = plant(folder, mutant);
    if (places !== 1) return { by: null, how: `its text is in ${places} places, and not in one` };
    const messages = await run(folder, ['scripts/messages.ts']);
    if (messages.exitCode !== 0) return { by: 'build', how: messages.lastLine };
    const sample = await gallery(folder, ['--sample', '--seed', values.seed]);
    if (sample.fault !== null) return { by: 'sample', how: sample.fault };
    return await tryOthers(folder, mutant.caughtBy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tryOthers(folder: string, caughtBy: CaughtBy): Promise<Verdict> {
  if (caughtBy === 'sample') return { by: null, how: 'no check of the sample failed' };
  if ('full' in caughtBy) {
    const full = await gallery(folder, caughtBy.full);
    return full.fault === null
      ? { by: null, how: 'no check of the full run failed' }
      : { by: 'full gallery', how: full.fault };
  }
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const unit = await run(folder, [vitest, 'run', '--project', 'unit', ...caughtBy.unit]);
  return { by: unit.exitCode === 0 ? null : 'unit tests', how: unit.lastLine };
}

/** How often the text stands in the renderer; replaced where it is once. */
function plant(folder: string, { find, replace }: ScreenMutant): number {
  const renderer = join(folder, 'src/renderer');
  const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(svelte|ts|css|json)$/.test(name) && !name.includes('generated'))
    .map((name) => join(renderer, name));
  const found = files.flatMap((file) => {
    const pieces = readFileSync(file, 'utf8').split(find);
    return pieces.slice(1).map(() => ({ file, pieces }));
  });
  const [only] = found;
  if (only && found.length === 1) writeFileSync(only.file, only.pieces.join(replace));
  return found.length;
}

async function gallery(
  folder: string,
  flags: readonly string[],
): Promise<{ fault: string | null }> {
  const { exitCode, lines, lastLine } = await run(folder, [
    'test/gallery/main.ts',
    '--stop-at-failure',
    ...flags,
  ]);
  const fault = lines.find((line) => line.startsWith('FAILED')) ?? lastLine;
  return { fault: exitCode === 0 ? null : fault.slice(0, 200) };
}

interface Ran {
  exitCode: number | null;
  lines: readonly string[];
  lastLine: string;
}

function run(folder: string, command: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, command, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (exitCode) => {
      const lines = Buffer.concat(chunks)
        .toString()
        .split('\n')
        .filter((line) => line.trim() !== '');
      done({ exitCode, lines, lastLine: lines.at(-1) ?? '' });
    });
  });
}
