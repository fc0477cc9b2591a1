import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConfFile } from '../../../src/main/settings/conf-file.ts';
import type { Environment } from '../../../src/main/settings/environment.ts';
import { changeSettings } from '../../../src/main/settings/file.ts';
import { loadSettings, type LoadedSettings } from '../../../src/main/settings/load.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/main/settings/schema.ts';
import { fileSecrets } from '../../../src/main/settings/secrets.ts';
import { aLog } from '../../builders/log.ts';

const NO_OVERRIDES: Environment = {
  apiUrl: null,
  token: null,
  shopUuid: null,
  ownShop: null,
  dataDir: null,
};
/** The name that an earlier version gave to a damaged file. */
const SET_ASIDE = 'settings.damaged-20260102T120000.000Z.json';

function aDataDir(settingsText?: string | Uint8Array): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'kiosk-settings-'));
  if (settingsText !== undefined) writeFileSync(join(dataDir, 'settings.json'), settingsText);
  return dataDir;
}

function filesIn(dataDir: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(dataDir).map((name) => [name, readFileSync(join(dataDir, name), 'utf8')]),
  );
}

const { log, messages } = aLog();

function load(dataDir: string, overrides: Partial<Environment> = {}): Promise<LoadedSettings> {
  return loadSettings({
    dataDir,
    environment: { ...NO_OVERRIDES, ...overrides },
    secrets: fileSecrets(dataDir),
    loadSettingsFile: () => Promise.resolve(openConfFile),
    log,
  });
}

function textsOf({ problem }: LoadedSettings): string[] {
  return problem?.problems.map(({ text }) => text) ?? [];
}

async function loadOk(dataDir: string, overrides: Partial<Environment> = {}): Promise<Settings> {
  const loaded = await load(dataDir, overrides);
  if (loaded.problem !== null) throw new Error(textsOf(loaded).join('; '));
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
    [
      'is cut short',
      '{ "shopUuid": "123',
      'not JSON: the file ends on line 1, before its last closing bracket',
    ],
    ['is empty', '', 'not JSON: the file ends on line 1, before its last closing bracket'],
    ['is a list', '[]', 'not an object'],
    ['is of a newer program', '{ "version": 2 }', 'line 1, version: expected 1'],
    [
      'has a field of the wrong kind',
      '{ "maximumInCents": "50" }',
      'line 1, maximumInCents: expected number',
    ],
    [
      'has an amount below zero',
      '{ "quickAmountsInCents": [500, -1] }',
      'line 1, quickAmountsInCents.1: must be above 0',
    ],
    [
      'has a misspelt limit',
      '{\n"language": "nl",\n"maximumInCent": 5000 }',
      'line 3, maximumInCent: not a known field; did you mean maximumInCents?',
    ],
    [
      'sends the token in the open',
      '{ "apiUrl": "http://api.piggy.eu" }',
      'line 1, apiUrl: must be https, or http to this machine',
    ],
    ['has a currency that is none', '{ "currency": "EURO" }', 'line 1, currency: must be ISO 4217'],
    [
      'starts in a language that it does not offer',
      '{ "language": "nl", "languages": ["en"] }',
      'line 1, language: must be one of the languages',
    ],
    [
      'misspells a cap',
      '{ "offline": { "capPerTerminal": 5 } }',
      'line 1, offline.capPerTerminal: not a known field; did you mean capPerTerminalInCents?',
    ],
    [
      'misspells the speed of a reader',
      '{ "readers": [{ "driver": "serial", "path": "COM3",\n"baudrate": 9600 }] }',
      'line 2, readers.0.baudrate: not a known field; did you mean baudRate?',
    ],
    [
      'misspells the port of the printer',
      '{ "printer": { "kind": "network", "host": "10.0.0.9", "prot": 9100 } }',
      'line 1, printer.prot: not a known field; did you mean port?',
    ],
  ])(
    'that %s is left as it is and not used, and the problem is named',
    async (_name, text, problem) => {
      const dataDir = aDataDir(text);
      expect(await load(dataDir)).toMatchObject({
        settings: { ...DEFAULT_SETTINGS, token: null },
        content: null,
        problem: { fileName: 'settings.json', problems: [{ text: problem }] },
      });
      expect(filesIn(dataDir)).toEqual({ 'settings.json': text });
    },
  );

  it('that an earlier version set aside is not replaced by the defaults', async () => {
    const dataDir = aDataDir();
    writeFileSync(join(dataDir, SET_ASIDE), '{');
    expect((await load(dataDir)).problem).toMatchObject({ fileName: SET_ASIDE, problems: [] });
    writeFileSync(join(dataDir, 'settings.json'), '{ "language": "nl" }');
    expect((await loadOk(dataDir)).language).toBe('nl');
  });

  it('is not quoted in the log, because it may contain a token by mistake', async () => {
    await load(aDataDir('{ "token": "not-to-be-seen", "apiUrl": "not-to-be-seen-either" }'));
    expect(messages().join('\n')).toContain('token: not a known field');
    expect(messages().join('\n')).not.toContain('not-to-be-seen');
  });
});

describe('a settings file of another editor', () => {
  const TEXT = '{ "language": "nl", "logo": "/srv/café.png" }';
  const utf16 = Buffer.from(TEXT, 'utf16le');

  it.each([
    ['UTF-8 with its mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16 LE with its mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16 LE without a mark', utf16],
    ['UTF-16 BE with its mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
    ['UTF-16 BE without a mark', Buffer.from(utf16).swap16()],
  ])('is read in %s, and can be changed', async (_name, bytes) => {
    const dataDir = aDataDir(bytes);
    const meant = { language: 'nl', logo: '/srv/café.png' };
    expect(await loadOk(dataDir)).toMatchObject(meant);
    expect(changeSettings({ dataDir, openSettingsFile: openConfFile }, { volume: 4 })).toBe(true);
    expect(await loadOk(dataDir)).toMatchObject({ ...meant, volume: 4 });
  });

  it.each([
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), 'saved as UTF-32'],
    ['Latin-1', Buffer.from(TEXT, 'latin1'), 'not UTF-8'],
    ['UTF-16 that is cut short', utf16.subarray(0, 21), 'not UTF-16LE'],
  ])('is refused in %s, with the remedy', async (_name, bytes, problem) => {
    const loaded = await load(aDataDir(bytes));
    expect(textsOf(loaded)).toEqual([`${problem}: save the file as UTF-8`]);
  });

  it.each([
    ['a comma after the last value', '{ "volume": 3, "languages": ["en", "nl",], }'],
    ['comments', '// ours\n{ /* loud */ "volume": 3, "languages": ["en", "nl"] } // end'],
    ['a value twice', '{ "volume": 3, "volume": 3, "languages": ["en", "nl"] }'],
    ['a comment sign in a text', '{ "volume": 3, "languages": ["en", "nl"], "logo": "a//b" }'],
  ])('is read with %s, and can be changed', async (_name, text) => {
    const dataDir = aDataDir(text);
    expect(await loadOk(dataDir)).toMatchObject({ volume: 3, languages: ['en', 'nl'] });
    const file = { dataDir, openSettingsFile: openConfFile };
    expect(changeSettings(file, { idleMs: 40_000 })).toBe(true);
    expect(await loadOk(dataDir)).toMatchObject({ volume: 3, idleMs: 40_000 });
  });

  it('is kept as a copy if it has comments, before the kiosk writes it', () => {
    const text = '{ "volume": 3 } // loud';
    const dataDir = aDataDir(text);
    changeSettings({ dataDir, openSettingsFile: openConfFile }, { idleMs: 40_000 });
    expect(readFileSync(join(dataDir, 'settings.original.json'), 'utf8')).toBe(text);
  });

  it.each([
    ['{\n"volume": 3,\n"volume": 4 }', 'line 3, column 1, volume: appears twice'],
    ['{ "maximumInCents": 10,50 }', 'line 1, column 24, maximumInCents: a comma in a number'],
    ['{ "currency": “EUR” }', 'line 1, column 15, currency: a text must be in straight'],
    ["{ 'currency': 'EUR' }", 'line 1, column 3: a name must be in straight'],
    ['{ currency: "EUR" }', 'line 1, column 3: a name must be in straight'],
    [
      '{ "ownShop": True }',
      'line 1, column 14, ownShop: write true, false and null in small letters',
    ],
    ['{ "logo": "C:\\shop" }', 'line 1, column 11, logo: a backslash in a text must be doubled'],
    [
      '{ "logo": "a\n, "volume": 1 }',
      'line 1, column 11, logo: a text has no closing quotation mark',
    ],
    ['{ "volume": 3\n"idleMs": 40000 }', 'line 2, column 1, volume: a comma is missing'],
    ['{ "volume": 03 }', 'line 1, column 13, volume: not a value'],
    ['{ "volume": 3 } }', 'line 1, column 17: something follows'],
    ['['.repeat(100_000), ''],
  ])(
    'is refused if its meaning is not clear, with the line and the name: %s',
    async (text, why) => {
      const loaded = await load(aDataDir(text));
      const [problem] = textsOf(loaded);
      expect(problem).toMatch(/^not JSON/);
      expect(problem).toContain(why);
    },
  );
});

describe('blanks around a value', () => {
  it('are left out, except where a scanner may send them', async () => {
    const text = JSON.stringify({
      ...{ apiUrl: ' https://api.piggy.eu\t', shopUuid: '\u00a0123123\ufeff', currency: ' EUR' },
      ...{ language: 'nl ', logo: ' /srv/logo.png\u200b', accentColor: ' #E63946 ' },
      printer: { kind: 'network ', host: ' printer.local ' },
      wedge: { prefix: ' ~' },
    });
    expect(await loadOk(aDataDir(text))).toMatchObject({
      ...{ apiUrl: 'https://api.piggy.eu', shopUuid: '123123', currency: 'EUR', language: 'nl' },
      ...{ logo: '/srv/logo.png', accentColor: '#e63946' },
      printer: { kind: 'network', host: 'printer.local' },
      wedge: { prefix: ' ~' },
    });
  });
});

describe('a currency without two decimals', () => {
  it.each(['JPY', 'KRW', 'KWD', 'BHD', 'ISK'])(
    'is refused by name until the owner says what the cents of the API are: %s',
    async (currency) => {
      const loaded = await load(aDataDir(JSON.stringify({ currency })));
      expect(textsOf(loaded)).toEqual([
        'line 1, currency: is not written with two decimals, and the API does not say what its cents are then; set minorDigits',
      ]);
      for (const minorDigits of [0, 2, 3]) {
        const settings = await loadOk(aDataDir(JSON.stringify({ currency, minorDigits })));
        expect(settings).toMatchObject({ currency, minorDigits });
      }
    },
  );

  it('is the only kind that needs an answer', async () => {
    for (const currency of ['EUR', 'usd', 'GBP', 'INR']) {
      const settings = await loadOk(aDataDir(JSON.stringify({ currency })));
      expect(settings.currency).toBe(currency.toUpperCase());
    }
  });

  it('is refused with other numbers of decimals', async () => {
    expect(
      (await load(aDataDir('{ "currency": "JPY", "minorDigits": 1 }'))).problem,
    ).not.toBeNull();
  });
});

describe('the address of the API', () => {
  it.each([
    'https://api.piggy.eu/',
    'HTTPS://API.Piggy.EU//',
    'https://api.piggy.eu:443/api/v3/',
    'https://api.piggy.eu/api/v3/oauth/clients',
  ])('is read as scheme, host and port: %s', async (apiUrl) => {
    const settings = await loadOk(aDataDir(JSON.stringify({ apiUrl })));
    expect(settings.apiUrl).toBe('https://api.piggy.eu');
  });

  it.each([
    ['api.piggy.eu', 'must begin with https://, such as https://api.piggy.eu'],
    ['localhost:8080', 'must begin with https://, such as https://api.piggy.eu'],
    ['htps://api.piggy.eu', 'must begin with https://, such as https://api.piggy.eu'],
    ['https:// api.piggy.eu', 'must have no blank in it'],
    ['https://', 'must be an address such as https://api.piggy.eu'],
    [
      'https://api.piggy.eu/dashboard',
      'must have no path after the host, as in https://api.piggy.eu',
    ],
    ['https://api.piggy.eu/?token=1', 'must have no ? or #'],
    ['https://api.piggy.eu/#a', 'must have no ? or #'],
    ['https://me@api.piggy.eu', 'must have no user name or password; the token is separate'],
    ['https://:pass@api.piggy.eu', 'must have no user name or password; the token is separate'],
  ])('is refused by name: %s', async (apiUrl, problem) => {
    const loaded = await load(aDataDir(JSON.stringify({ apiUrl })));
    expect(textsOf(loaded)).toEqual([`line 1, apiUrl: ${problem}`]);
  });
});

describe('a setting that only decides how the kiosk looks', () => {
  it.each([
    ['#E63946', '#e63946'],
    ['#fa0', '#ffaa00'],
    ['E63946', '#e63946'],
    ['#e63946ff', '#e63946'],
    ['rgb(230, 57, 70)', '#e63946'],
  ])('can be a colour in another spelling: %s', async (accentColor, meant) => {
    const dataDir = aDataDir(JSON.stringify({ accentColor }));
    expect((await load(dataDir)).ignored).toEqual([]);
    expect((await loadOk(dataDir)).accentColor).toBe(meant);
  });

  it.each([
    { accentColor: 'reddish' },
    { accentColor: '#abcff' },
    { accentColor: 7 },
    { readerPlace: 'above' },
    { speech: true },
    { logo: '' },
    { pictures: 7 },
    { screen: { diagonalInches: 'big' } },
    { volume: 11 },
  ])('has its default if it is wrong, and staff are notified: %j', async (wrong) => {
    const [name = ''] = Object.keys(wrong);
    const dataDir = aDataDir(JSON.stringify({ ...wrong, maximumInCents: 5000 }));
    const loaded = await load(dataDir);
    expect(loaded).toMatchObject({
      settings: { ...DEFAULT_SETTINGS, maximumInCents: 5000, token: null },
      problem: null,
      ignored: [name],
    });
    expect(messages().at(-1)).toMatch(
      new RegExp(`^settings: line 1, ${name}.*; the default is used$`),
    );
  });

  it('is kept in the file when the kiosk changes another setting', async () => {
    const dataDir = aDataDir('{ "accentColor": "reddish" }');
    expect(changeSettings({ dataDir, openSettingsFile: openConfFile }, { volume: 1 })).toBe(true);
    expect(await load(dataDir)).toMatchObject({ ignored: ['accentColor'], problem: null });
    expect((await loadOk(dataDir)).volume).toBe(1);
  });

  it('does not hide a wrong setting that money depends on', async () => {
    const loaded = await load(aDataDir('{ "accentColor": "reddish", "maximumInCents": -1 }'));
    expect(loaded.problem?.problems).toHaveLength(2);
  });
});

describe('the environment', () => {
  it('says whose shop it is, over the file', async () => {
    expect((await loadOk(aDataDir())).ownShop).toBeNull();
    const dataDir = aDataDir('{ "ownShop": true }');
    expect((await loadOk(dataDir)).ownShop).toBe(true);
    expect((await loadOk(dataDir, { ownShop: false })).ownShop).toBe(false);
  });

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
