import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { placeFor } from '../../../scripts/start-options.ts';

const SCRIPT = join(import.meta.dirname, '../../../scripts/pin.ts');

function aFolder(): string {
  return mkdtempSync(join(tmpdir(), 'kiosk-pin-'));
}

function setPin(dataDir: string, env: Record<string, string> = {}): string {
  const variables = { ...process.env, ...env, KIOSK_DATA_DIR: dataDir };
  const options = { input: '2468\n', env: variables, encoding: 'utf8' } as const;
  return spawnSync(process.execPath, [SCRIPT], options).stderr;
}

it('sets the PIN of the demo, and the demo stays a demo', () => {
  const dataDir = aFolder();
  expect(setPin(dataDir)).toContain('the PIN of the demo is set');
  const demoDir = join(dataDir, 'demo');
  expect(readFileSync(join(demoDir, 'settings.json'), 'utf8')).toContain('scrypt$');
  const nothing = { apiUrl: null, token: null, shopUuid: null, ownShop: null };
  expect(placeFor({ ...nothing, dataDir }, '/checkout')).toEqual({
    isDemo: true,
    dataDir: demoDir,
  });
});

it('sets the PIN of a real shop in the folder of that shop', () => {
  const dataDir = aFolder();
  expect(setPin(dataDir, { KIOSK_SHOP_UUID: 'krusty' })).toContain(`is set in ${dataDir};`);
  expect(existsSync(join(dataDir, 'demo'))).toBe(false);
});

it('names the mistake in the settings that it cannot change', () => {
  const dataDir = aFolder();
  const text = '{ "maximumInCent": 500 }';
  writeFileSync(join(dataDir, 'settings.json'), text);
  expect(setPin(dataDir)).toContain('line 1, maximumInCent: not a known field');
  expect(readFileSync(join(dataDir, 'settings.json'), 'utf8')).toBe(text);
});
