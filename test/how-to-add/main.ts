/**
 * `npm run test:how-to-add`: follows the lists in docs/architecture.md for a screen and for a driver, in a copy of the
 * sources, and lets the compilers judge. The lists have to name exactly the files that were changed. With only the
 * declaration, the compilers have to name every place that is missing.
 */
import { execFile } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { compileMessages } from '../../scripts/messages.ts';
import type { Change, HowTo, Insertion } from './change.ts';
import { driver } from './driver.ts';
import { screen } from './screen.ts';

const ROOT = join(import.meta.dirname, '../..');
const COPY = join(ROOT, '.cache/how-to-add');
const HOW_TOS = [screen, driver];

const CONFIGS = ['tsconfig.base.json', 'tsconfig.web.json', 'svelte.config.js'];
/** As tsconfig.node.json, without what is outside the product. */
const NODE_CONFIG = {
  extends: './tsconfig.base.json',
  compilerOptions: {
    incremental: true,
    tsBuildInfoFile: './node.tsbuildinfo',
    lib: ['ES2024', 'ESNext.Disposable'],
    types: ['node'],
  },
  include: ['src/shared/**/*.ts', 'src/wedge/**/*.ts', 'src/main/**/*.ts', 'src/preload/**/*.ts'],
  exclude: ['src/main/shell/browser/client.ts'],
};

const failures: string[] = [];
let checkCount = 0;
function check(isRight: boolean, failure: string): void {
  checkCount += 1;
  if (!isRight) failures.push(failure);
}

for (const { heading, placeholders, changes } of HOW_TOS) {
  const listed = filesOfList(heading, placeholders);
  const changed = Object.keys(changes).sort();
  check(
    JSON.stringify(listed) === JSON.stringify(changed),
    `the list '${heading}' names ${listed.join(', ')}; needed are ${changed.join(', ')}`,
  );
}

copySources();
for (const howTo of HOW_TOS) apply(howTo, (path) => path === howTo.declaration);
const before = await compile();
for (const { heading, incomplete } of HOW_TOS) {
  for (const file of incomplete) {
    check(before.includes(file), `${heading}: without ${file} it compiles all the same`);
  }
}
for (const howTo of HOW_TOS) apply(howTo, (path) => path !== howTo.declaration);
await compileMessages(join(COPY, 'src/renderer/messages'));
const after = await compile();
check(after === '', `it does not compile:\n${after.split('\n').slice(0, 30).join('\n')}`);

if (failures.length === 0) rmSync(COPY, { recursive: true });
for (const failure of failures) process.stderr.write(`${failure}\n`);
process.stdout.write(`${checkCount - failures.length} passed, ${failures.length} failed\n`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** The first code of each item below the heading, sorted. */
function filesOfList(heading: string, placeholders: HowTo['placeholders']): string[] {
  const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
  const [, rest = ''] = page.split(`\n### ${heading}\n`);
  const [section = ''] = rest.split('\n#');
  return [...section.matchAll(/^\d+\. `([^`]+)`/gm)]
    .map(([, path = '']) =>
      Object.entries(placeholders).reduce((text, [from, to]) => text.replaceAll(from, to), path),
    )
    .sort();
}

function copySources(): void {
  rmSync(COPY, { recursive: true, force: true });
  mkdirSync(COPY, { recursive: true });
  cpSync(join(ROOT, 'src'), join(COPY, 'src'), { recursive: true });
  // The plugins of the messages are named by a path.
  symlinkSync(join(ROOT, 'node_modules'), join(COPY, 'node_modules'), 'junction');
  for (const name of CONFIGS) cpSync(join(ROOT, name), join(COPY, name));
  writeFileSync(join(COPY, 'tsconfig.json'), JSON.stringify(NODE_CONFIG));
  writeFileSync(join(COPY, 'package.json'), JSON.stringify({ type: 'module' }));
}

function apply({ changes }: HowTo, isWanted: (path: string) => boolean): void {
  for (const [pattern, change] of Object.entries(changes)) {
    if (!isWanted(pattern)) continue;
    const paths = pattern.includes('*') ? globSync(pattern, { cwd: COPY }) : [pattern];
    for (const path of paths) applyTo(join(COPY, path), change);
  }
}

function applyTo(path: string, change: Change): void {
  if (change.kind === 'create') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, change.text);
    return;
  }
  const text = change.lines.reduce(insert, readFileSync(path, 'utf8'));
  writeFileSync(path, text);
}

function insert(text: string, insertion: Insertion): string {
  const anchor = 'after' in insertion ? insertion.after : insertion.before;
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.includes(anchor));
  if (at === -1) throw new Error(`no line has: ${anchor}`);
  lines.splice('after' in insertion ? at + 1 : at, 0, insertion.line);
  return lines.join('\n');
}

/** All errors of both compilers; empty if there are none. */
async function compile(): Promise<string> {
  const outputs = await Promise.all([
    run('tsc', ['-p', 'tsconfig.json']),
    run('svelte-check', ['--tsconfig', 'tsconfig.web.json', '--output', 'machine']),
  ]);
  return outputs.join('');
}

async function run(program: string, args: readonly string[]): Promise<string> {
  const path = join(ROOT, 'node_modules/.bin', program);
  try {
    await promisify(execFile)(path, args, { cwd: COPY, shell: process.platform === 'win32' });
    return '';
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout);
    throw error;
  }
}
