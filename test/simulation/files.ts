/** Where the journals of the simulated terminals lie: in memory where the machine has such a folder, gone at the end. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from '../../src/shared/assert.ts';
import { epochMs } from '../../src/shared/time.ts';
import { openJournal } from '../../src/main/journal/open.ts';

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

/** A new journal, migrated and closed, to be copied: migrating is not what is simulated. */
export function templateJournal(): string {
  if (template !== null) return template;
  const file = join(workDirectory(), 'template.sqlite');
  const opened = openJournal({ file, now: () => epochMs(0), newId: () => 'none' });
  assert(opened.kind === 'open', 'a new journal opens');
  opened.close();
  template = file;
  return file;
}
