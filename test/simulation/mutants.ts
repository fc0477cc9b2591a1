/**
 * `npm run simulate:mutants`: plants each deliberate bug in a copy of the product, and shows that the simulation catches
 * it, or the unit tests that the list names. The product itself does not change. If the text of a bug is not found, that
 * is a failure, so the list stays up to date.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MUTANTS } from './mutant-list.ts';
import type { Edit, Mutant } from './mutant.ts';

const { values } = parseArgs({
  options: {
    /** At most this many seeds for each bug. The small cases come after them. */
    runs: { type: 'string', default: '4000' },
    seed: { type: 'string', default: '1' },
    /** Run only the bugs with this text in their names. */
    only: { type: 'string', default: '' },
    /** Run only the bugs in this file, or in the files of this folder, below `src/main/`. */
    file: { type: 'string', default: '' },
    /** Leave out the small cases, so that each bug must be caught by a seed. */
    'no-cases': { type: 'boolean', default: false },
  },
});

const ROOT = resolve(import.meta.dirname, '../..');
/** The parts of the repository that the copy needs. */
const PARTS = ['src', 'scripts', 'test', 'package.json', 'vitest.config.ts', 'svelte.config.js'];

let passed = 0;
let failed = 0;
for (const mutant of MUTANTS.filter(isChosen)) {
  const verdict = await tryMutant(mutant);
  if (verdict.isCaught) passed += 1;
  else failed += 1;
  console.log(`${verdict.isCaught ? 'caught' : 'MISSED'}  ${mutant.name}: ${verdict.how}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function isChosen({ name, edits }: Mutant): boolean {
  return (
    name.includes(values.only) &&
    (values.file === '' || edits.some(({ file }) => file.startsWith(values.file)))
  );
}

interface Verdict {
  isCaught: boolean;
  how: string;
}

async function tryMutant({ edits, tests }: Mutant): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'mutant-'));
  try {
    for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
    const gone = edits.find((edit) => !plant(folder, edit));
    if (gone !== undefined) {
      return { isCaught: false, how: `the text is not once in ${gone.file}:\n${gone.find}` };
    }
    return await (tests === undefined ? runSimulation(folder) : runTests(folder, tests));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function plant(folder: string, { file, find, replace }: Edit): boolean {
  const path = join(folder, 'src/main', file);
  const pieces = readFileSync(path, 'utf8').split(find);
  if (pieces.length !== 2) return false;
  writeFileSync(path, pieces.join(replace));
  return true;
}

async function runSimulation(folder: string): Promise<Verdict> {
  const flags = ['--runs', values.runs, '--seed', values.seed, '--seeds-first'];
  if (values['no-cases']) flags.push('--no-cases');
  const { lines } = await runNode(folder, [
    'test/simulation/run.ts',
    ...flags,
    '--stop-at-failure',
    '--no-shrink',
  ]);
  const runs = /^\d+ runs/.exec(lines[0] ?? '')?.[0] ?? 'no runs';
  const failure = lines.find((line) => /^(\d+|\d+\/\d+\/\w+): /.test(line));
  return { isCaught: failure !== undefined, how: `${failure ?? 'nothing failed'} (${runs})` };
}

/** The last line of the reporter has the counts. Tests that could not run prove nothing. */
async function runTests(folder: string, tests: readonly string[]): Promise<Verdict> {
  const files = tests.map((test) => `test/unit/${test}`);
  const { lines, exitCode } = await runNode(folder, [
    'node_modules/vitest/vitest.mjs',
    ...['run', '--project', 'unit', '--root', folder, ...files],
  ]);
  const counts = lines.findLast((line) => /^\d+ passed, \d+ failed/.test(line));
  const failedCount = Number(/ (\d+) failed/.exec(counts ?? '')?.[1] ?? 0);
  const isCaught = exitCode !== 0 && failedCount > 0;
  return { isCaught, how: `${tests.join(', ')}: ${counts ?? 'the tests did not run'}` };
}

interface Output {
  lines: string[];
  exitCode: number | null;
}

function runNode(folder: string, command: readonly string[]): Promise<Output> {
  const child = spawn(process.execPath, command, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ lines: Buffer.concat(chunks).toString().split('\n'), exitCode });
    });
  });
}
