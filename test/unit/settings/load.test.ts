import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConfFile } from '../../../src/main/settings/conf-file.ts';
import type { Environment } from '../../../src/main/settings/environment.ts';
import { changeSettings } from '../../../src/main/settings/file.ts';
import { loadSettings, type LoadedSettings } from '../../../src/main/settings/load.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/main/settings/schema.ts';
import { fileSecrets } from '../../../src/main/settings/secrets.ts';
import { epochMs } from '../../../src/shared/time.ts';
import { aLog } from '../../builders/log.ts';

const NO_OVERRIDES: Environment = { apiUrl: null, token: null, shopUuid: null, dataDir: null };
const NOON = epochMs(Date.UTC(2026, 0, 2, 12));
const SET_ASIDE = 'settings.damaged-20260102T120000.000Z.json';

function aDataDir(settingsText?: string): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'kiosk-settings-'));
  if (settingsText !== undefined) writeFileSync(join(dataDir, 'settings.json'), settingsText);
  return dataDir;
}

const { log, messages } = aLog();

function load(dataDir: string, overrides: Partial<Environment> = {}): Promise<LoadedSettings> {
  return loadSettings({
    dataDir,
    environment: { ...NO_OVERRIDES, ...overrides },
    secrets: fileSecrets(dataDir),
    openSettingsFile: openConfFile,
    now: () => NOON,
    log,
  });
}

async function loadOk(dataDir: string, overrides: Partial<Environment> = {}): Promise<Settings> {
  const loaded = await load(dataDir, overrides);
  if (loaded.problem !== null) throw new Error(loaded.problem.problems.join('; '));
  return loaded.settings;
}

describe('a terminal that never had settings', () => {
  it('runs with the defaults, and writes them to a file that can be changed', async () => {
    const dataDir = aDataDir();
    const settings = await loadOk(dataDir);
    expect(settings).toMatchObject({
      apiUrl: 'https://api.piggy.eu',
      flavour: 'clients',
      currency: 'EUR',
      token: null,
      shopUuid: null,
      offline: { enabled: false },
    });
    expect(await loadOk(dataDir)).toEqual(settings);
    expect(statSync(join(dataDir, 'settings.json')).mode & 0o777).toBe(0o600);
  });
});

it('keeps only one of two equal values in a list', async () => {
  const dataDir = aDataDir(
    '{ "quickAmountsInCents": [500, 500, 1000], "languages": ["en", "en"] }',
  );
  expect(await loadOk(dataDir)).toMatchObject({
    quickAmountsInCents: [500, 1000],
    languages: ['en'],
  });
});

describe('a settings file', () => {
  it('needs only the values that differ from the defaults', async () => {
    const settings = await loadOk(aDataDir('{ "maximumInCents": 5000, "language": "nl" }'));
    expect(settings).toMatchObject({ maximumInCents: 50_00, language: 'nl', currency: 'EUR' });
  });

  it('never holds the token', async () => {
    const dataDir = aDataDir();
    await loadOk(dataDir, { token: 'not-to-be-seen' });
    expect(readFileSync(join(dataDir, 'settings.json'), 'utf8')).not.toContain('not-to-be-seen');
  });

  it.each([
    ['is cut short', '{ "shopUuid": "123', 'not JSON'],
    ['is empty', '', 'not JSON'],
    ['is a list', '[]', 'not an object'],
    ['is of a newer program', '{ "version": 2 }', 'version: expected 1'],
    [
      'has a field of the wrong kind',
      '{ "maximumInCents": "50" }',
      'maximumInCents: expected number',
    ],
    [
      'has an amount below zero',
      '{ "quickAmountsInCents": [500, -1] }',
      'quickAmountsInCents.1: must be above 0',
    ],
    ['has a misspelt limit', '{ "maximumInCent": 5000 }', 'maximumInCent: not a known field'],
    [
      'sends the token in the open',
      '{ "apiUrl": "http://api.piggy.eu" }',
      'apiUrl: must be https, or http to this machine',
    ],
    ['has a currency that is none', '{ "currency": "EURO" }', 'currency: must be ISO 4217'],
    [
      'starts in a language that it does not offer',
      '{ "language": "nl", "languages": ["en"] }',
      'language: must be one of the languages',
    ],
    [
      'misspells a cap',
      '{ "offline": { "capPerTerminal": 5 } }',
      'offline.capPerTerminal: not a known field',
    ],
  ])('that %s is set aside as a whole, and the problem is named', async (_name, text, problem) => {
    const dataDir = aDataDir(text);
    expect(await load(dataDir)).toEqual({
      settings: { ...DEFAULT_SETTINGS, token: null },
      problem: { fileName: SET_ASIDE, problems: [problem] },
    });
    expect(readFileSync(join(dataDir, SET_ASIDE), 'utf8')).toBe(text);
    expect(existsSync(join(dataDir, 'settings.json'))).toBe(false);
  });

  it('is not replaced by the defaults at the next start if it was set aside', async () => {
    const dataDir = aDataDir('{');
    await load(dataDir);
    expect((await load(dataDir)).problem).toEqual({ fileName: SET_ASIDE, problems: [] });
    writeFileSync(join(dataDir, 'settings.json'), '{ "language": "nl" }');
    expect((await loadOk(dataDir)).language).toBe('nl');
  });

  it('never replaces another file that was set aside in the same millisecond', async () => {
    const dataDir = aDataDir('first {');
    await load(dataDir);
    writeFileSync(join(dataDir, 'settings.json'), 'second {');
    await load(dataDir);
    const texts = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), 'utf8'));
    expect(texts.sort()).toEqual(['first {', 'second {']);
  });

  it('is not quoted in the log, because it may contain a token by mistake', async () => {
    await load(aDataDir('{ "token": "not-to-be-seen", "apiUrl": "not-to-be-seen-either" }'));
    expect(messages().join('\n')).toContain('token: not a known field');
    expect(messages().join('\n')).not.toContain('not-to-be-seen');
  });
});

describe('the environment', () => {
  it('overrides the address, the shop and the token', async () => {
    const dataDir = aDataDir('{ "shopUuid": "of-the-file" }');
    await fileSecrets(dataDir).writeToken('of-the-store');
    expect(await loadOk(dataDir)).toMatchObject({ shopUuid: 'of-the-file', token: 'of-the-store' });
    const overrides = { apiUrl: 'http://127.0.0.1:9', shopUuid: 'of-env', token: 'of-env-too' };
    expect(await loadOk(dataDir, overrides)).toMatchObject(overrides);
  });
});

describe('settings that the kiosk changes itself', () => {
  it('are not written if they would not be valid', async () => {
    const dataDir = aDataDir('{"idleMs":30000}');
    const before = readFileSync(join(dataDir, 'settings.json'), 'utf8');
    const [reader] = (await loadOk(dataDir)).readers;
    if (reader === undefined) throw new Error('no reader is set up');
    const many = Array.from({ length: 17 }, () => reader);
    const file = { dataDir, openSettingsFile: openConfFile };
    expect(changeSettings(file, { readers: many })).toBe(false);
    expect(readFileSync(join(dataDir, 'settings.json'), 'utf8')).toBe(before);
    expect(changeSettings(file, { readers: many.slice(1) })).toBe(true);
    expect((await loadOk(dataDir)).readers).toHaveLength(16);
  });
});
