/**
 * The folder of the simulated terminals' journals. It is in memory if the machine has a folder in memory. It is
 * removed at the end.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from '../../src/shared/assert.ts';
import { epochMs } from '../../src/shared/time.ts';
import type { Machine } from '../../src/main/journal/record.ts';
import { openJournal } from '../../src/main/journal/open.ts';

/** The machine of every terminal, unless its files are copied to another one. */
export const MACHINE: Machine = { id: 'machine', parts: ['part'] };

const IN_MEMORY = '/dev/shm';

let directory: string | null = null;
let template: string | null = null;

export function workDirectory(): string {
  if (directory !== null) return directory;
  const made = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'simulation-'));
  process.on('exit', () => rmSync(made, { recursive: true, force: true }));
  directory = made;
  return made;
}

/** A new journal, migrated and closed. Each terminal copies it, because the migration is not simulated. */
export function templateJournal(): string {
  if (template !== null) return template;
  const file = join(workDirectory(), 'template.sqlite');
  const opened = openJournal({
    file,
    now: () => epochMs(0),
    newId: () => 'none',
    home: { machine: MACHINE, outside: null },
  });
  assert(opened.kind === 'open', 'a new journal opens');
  opened.close();
  template = file;
  return file;
}
