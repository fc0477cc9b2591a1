import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSettingsWriter } from '../../../src/main/kiosk/settings-writer.ts';
import { openConfFile } from '../../../src/main/settings/conf-file.ts';
import { aLog } from '../../builders/log.ts';
import { aFolder } from '../../builders/terminal.ts';

async function changeIn(text: string): Promise<{ isChanged: boolean; reported: unknown[] }> {
  const dataDir = aFolder();
  writeFileSync(join(dataDir, 'settings.json'), text);
  const reported: unknown[] = [];
  const loading = Promise.resolve(openConfFile);
  const writer = createSettingsWriter(
    { dataDir, loadSettingsFile: () => loading, log: aLog().log },
    (changes) => reported.push(changes),
  );
  writer.load();
  await loading;
  return { isChanged: writer.change({ volume: 4 }), reported };
}

describe('a change by the kiosk itself', () => {
  it('is reported once it is in the file, so it does not count as an edit of the owner', async () => {
    expect(await changeIn('{}')).toEqual({ isChanged: true, reported: [{ volume: 4 }] });
  });

  it('is not reported if the file could not be changed', async () => {
    expect(await changeIn('{ "volumes": 1 }')).toEqual({ isChanged: false, reported: [] });
  });
});
