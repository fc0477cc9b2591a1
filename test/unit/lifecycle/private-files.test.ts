/** Runs in child processes, because the mode of new files is set for a whole process. */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder } from '../../builders/terminal.ts';

const MAIN = join(import.meta.dirname, '../../../src/main');

describe.skipIf(process.platform === 'win32')('a file that the kiosk writes', () => {
  it('is readable for its own user only', () => {
    const file = join(aFolder(), 'written');
    const script = `
      process.umask(0o022);
      const { keepFilesPrivate } = await import(${JSON.stringify(join(MAIN, 'lifecycle/private-files.ts'))});
      keepFilesPrivate();
      (await import('node:fs')).writeFileSync(${JSON.stringify(file)}, '');`;
    const args = ['--input-type=module', '--eval', script];
    expect(spawnSync(process.execPath, args)).toMatchObject({ status: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each(['index.ts', 'browser.ts'])('is private from the start of %s on', (entry) => {
    // Electron is not available everywhere, and both entries begin in the same way.
    expect(readFileSync(join(MAIN, entry), 'utf8')).toMatch(/^keepFilesPrivate\(\);\n\w+\(\)/m);
  });
});
