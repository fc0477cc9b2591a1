import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConfFile } from '../../../src/main/settings/conf-file.ts';
import { changeSettings, settingsInForce } from '../../../src/main/settings/file.ts';
import { loadSettings, type LoadedSettings } from '../../../src/main/settings/load.ts';
import { DEFAULT_SETTINGS } from '../../../src/main/settings/schema.ts';
import { fileSecrets } from '../../../src/main/settings/secrets.ts';
import { aLog } from '../../builders/log.ts';

const GOOD =
  '{ "shopUuid": "krusty", "maximumInCents": 5000, "apiUrl": "https://api.example.com" }';
const WRONG = '{ "shopUuid": "chum",\n"maximumInCent": 100 }';
const COPY = 'settings.last-good.json';
const SUM = 'settings.last-good.sha256';

const { log, messages } = aLog();

function load(dataDir: string): Promise<LoadedSettings> {
  return loadSettings({
    dataDir,
    environment: { apiUrl: null, token: 'abc', shopUuid: null, ownShop: null, dataDir: null },
    secrets: fileSecrets(dataDir),
    loadSettingsFile: () => Promise.resolve(openConfFile),
    log,
  });
}

function write(dataDir: string, text: string, name = 'settings.json'): void {
  writeFileSync(join(dataDir, name), text);
}

function read(dataDir: string, name = 'settings.json'): string {
  return readFileSync(join(dataDir, name), 'utf8');
}

/** A folder in which a kiosk ran with these settings. */
async function aRunFolder(text = GOOD): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kiosk-last-good-'));
  write(dataDir, text);
  await load(dataDir);
  return dataDir;
}

describe('a settings file with a mistake, after a start without one', () => {
  it('is left as it is, and the last good settings go on as a whole', async () => {
    const dataDir = await aRunFolder();
    write(dataDir, WRONG);
    const loaded = await load(dataDir);
    expect(loaded).toMatchObject({
      settings: { shopUuid: 'krusty', maximumInCents: 5000, token: 'abc' },
      content: { shopUuid: 'krusty', maximumInCents: 5000, apiUrl: 'https://api.example.com' },
      problem: null,
    });
    expect(read(dataDir)).toBe(WRONG);
    expect(read(dataDir, COPY)).toBe(GOOD);
    expect(messages().join('\n')).toContain('line 2, maximumInCent: not a known field');
  });

  it('is used again when it is correct', async () => {
    const dataDir = await aRunFolder();
    write(dataDir, WRONG);
    await load(dataDir);
    write(dataDir, WRONG.replace('maximumInCent', 'maximumInCents'));
    const loaded = await load(dataDir);
    expect(loaded).toMatchObject({ settings: { maximumInCents: 100 } });
  });

  it.each([
    ['whose limit was changed', COPY, GOOD.replace('5000', '9000')],
    ['that is cut short', COPY, GOOD.slice(0, 20)],
    ['with another checksum', SUM, `${'0'.repeat(64)}  ${COPY}\n`],
    ['without a checksum', SUM, null],
    ['that is gone', COPY, null],
  ])('stops the kiosk beside a copy %s', async (_name, file, text) => {
    const dataDir = await aRunFolder();
    write(dataDir, WRONG);
    if (text === null) rmSync(join(dataDir, file));
    else write(dataDir, text, file);
    expect(await load(dataDir)).toMatchObject({
      settings: { shopUuid: null, token: null },
      content: null,
      problem: { fileName: 'settings.json', place: { line: 2, name: 'maximumInCent' } },
    });
  });

  it('does not bring back a PIN that was changed since the start', async () => {
    const dataDir = await aRunFolder();
    const staffPin = `scrypt$${'0'.repeat(32)}$${'1'.repeat(64)}`;
    changeSettings({ dataDir, openSettingsFile: openConfFile }, { staffPin });
    write(dataDir, WRONG);
    expect((await load(dataDir)).settings).toMatchObject({ staffPin, shopUuid: 'krusty' });
  });

  it('is not changed by the kiosk', async () => {
    const dataDir = await aRunFolder();
    write(dataDir, WRONG);
    expect(changeSettings({ dataDir, openSettingsFile: openConfFile }, { volume: 1 })).toBe(false);
    expect(read(dataDir)).toBe(WRONG);
  });
});

describe('the copy of the last good settings', () => {
  it('is private, and its checksum can be checked by hand', async () => {
    const dataDir = await aRunFolder();
    expect(statSync(join(dataDir, COPY)).mode & 0o777).toBe(0o600);
    const sum = createHash('sha256').update(GOOD).digest('hex');
    // The form that `sha256sum --check` reads.
    expect(read(dataDir, SUM)).toBe(`${sum}  ${COPY}\n`);
  });

  it('is kept from the first start on', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'kiosk-last-good-'));
    await load(dataDir);
    write(dataDir, '{');
    expect(await load(dataDir)).toMatchObject({ problem: null });
  });

  it('puts a file back that is gone, so that the defaults never replace a shop or a limit', async () => {
    const dataDir = await aRunFolder();
    rmSync(join(dataDir, 'settings.json'));
    const loaded = await load(dataDir);
    expect(loaded).toMatchObject({ settings: { shopUuid: 'krusty' }, problem: null });
    expect(read(dataDir)).toBe(GOOD);
  });

  it('stops the kiosk if it is damaged and the file is gone', async () => {
    const dataDir = await aRunFolder();
    rmSync(join(dataDir, 'settings.json'));
    write(dataDir, '{}', COPY);
    expect((await load(dataDir)).problem).toMatchObject({ fileName: COPY });
  });

  it('counts for tools that read the settings', async () => {
    const dataDir = await aRunFolder('{ "currency": "JPY", "minorDigits": 0 }');
    write(dataDir, WRONG);
    expect(settingsInForce(dataDir)).toMatchObject({ minorDigits: 0 });
    rmSync(join(dataDir, COPY));
    expect(settingsInForce(dataDir)).toEqual(DEFAULT_SETTINGS);
  });
});
