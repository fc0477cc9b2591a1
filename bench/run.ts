/**
 * `npm run bench`: measures every row of `rows.ts`, prints one table, and writes it to `test-results/bench.json`.
 * `--short` ends within two minutes, and fails if a ratio is worse than half of its goal.
 * `--only NAME` measures the rows whose name begins with NAME. docs/performance.md explains the rows.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { resultOf, type Result } from './kit/result.ts';
import type { Row } from './kit/row.ts';
import { tableOf } from './kit/table.ts';
import { ROWS } from './rows.ts';

const FOLDER = join(import.meta.dirname, '../test-results');

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
  },
});
const rows = rowsFor(values.only, values.short);
const results: Result[] = [];
for (const row of rows) {
  const startedMs = performance.now();
  results.push(resultOf(row, await row.measure({ isShort: values.short })));
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  process.stderr.write(`measured ${row.name} in ${seconds} s\n`);
}
process.stdout.write(`${tableOf(results)}\n`);
mkdirSync(FOLDER, { recursive: true });
const machine = { cores: availableParallelism(), load: loadavg(), node: process.version };
const described = results.map((result, at) => ({
  ...{ program: rows[at]?.program, reference: rows[at]?.reference },
  result,
}));
writeFileSync(
  join(FOLDER, 'bench.json'),
  `${JSON.stringify({ isShort: values.short, machine, rows: described }, null, 2)}\n`,
);
const far = results.filter(({ verdict }) => verdict === 'far');
if (values.short) {
  for (const { name } of far) process.stdout.write(`worse than half of its goal: ${name}\n`);
  process.stdout.write(`${results.length - far.length} passed, ${far.length} failed\n`);
  process.exitCode = far.length === 0 ? 0 : 1;
}

function rowsFor(only: readonly string[], isShort: boolean): Row[] {
  if (only.length === 0) return ROWS.filter(({ isLong }) => !(isShort && isLong === true));
  const chosen = ROWS.filter(({ name }) => only.some((start) => name.startsWith(start)));
  if (chosen.length === 0) {
    throw new Error(`no such row; there are: ${ROWS.map(({ name }) => name).join('; ')}`);
  }
  return chosen;
}
