/**
 * Writes docs/settings.md from the schema of the settings. With `--check` it writes nothing, and fails if the file is out
 * of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { settingsPage } from './settings-docs/page.ts';

const PATH = join(import.meta.dirname, '../docs/settings.md');

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const page = await format(settingsPage(), {
  ...(await resolveConfig(PATH)),
  parser: 'markdown',
});
if (!values.check) {
  writeFileSync(PATH, page);
} else if (readFileSync(PATH, 'utf8').replaceAll('\r\n', '\n') !== page) {
  process.stderr.write('docs/settings.md is out of date: run npm run settings:docs\n');
  process.exitCode = 1;
}
