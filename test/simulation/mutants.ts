/**
 * `npm run simulate:mutants`: plants each deliberate bug in a copy of the product, and shows that the simulation catches it.
 * The product itself does not change. If the text of a bug is not found, that is a failure, so the list stays up to date.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MUTANTS, type Edit, type Mutant } from './mutant-list.ts';

const { values } = parseArgs({
  options: {
    /** At most this many seeds for each bug. The small cases come after them. */
    runs: { type: 'string', default: '4000' },
    seed: { type: 'string', default: '1' },
    /** Run only the bugs with this text in their names. */
    only: { type: 'string', default: '' },
  },
});

const ROOT = resolve(import.meta.dirname, '../..');

let passed = 0;
let failed = 0;
for (const mutant of MUTANTS.filter(({ name }) => name.includes(values.only))) {
  const verdict = await tryMutant(mutant);
  if (verdict.isCaught) passed += 1;
  else failed += 1;
  console.log(`${verdict.isCaught ? 'caught' : 'MISSED'}  ${mutant.name}: ${verdict.how}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

interface Verdict {
  isCaught: boolean;
  how: string;
}

async function tryMutant({ edits }: Mutant): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'mutant-'));
  try {
    for (const part of ['src/main', 'src/shared', 'src/sandbox', 'test/simulation']) {
      cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    }
    cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
    const gone = edits.find((edit) => !plant(folder, edit));
    if (gone !== undefined) {
      return { isCaught: false, how: `the text is not once in ${gone.file}:\n${gone.find}` };
    }
    return await runSimulation(folder);
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

function runSimulation(folder: string): Promise<Verdict> {
  const flags = ['--runs', values.runs, '--seed', values.seed, '--seeds-first'];
  const script = join(folder, 'test/simulation/run.ts');
  const child = spawn(process.execPath, [script, ...flags, '--stop-at-failure', '--no-shrink'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      const lines = Buffer.concat(chunks).toString().split('\n');
      const runs = /^\d+ runs/.exec(lines[0] ?? '')?.[0] ?? 'no runs';
      const failure = lines.find((line) => /^(\d+|\d+\/\d+\/\w+): /.test(line));
      resolve({ isCaught: failure !== undefined, how: `${failure ?? 'nothing failed'} (${runs})` });
    });
  });
}
