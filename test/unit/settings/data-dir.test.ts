import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultDataDir } from '../../../src/main/settings/data-dir.ts';

describe('the data folder', () => {
  it.each([
    ['linux', {}, join('/home/a', '.local', 'share', 'prepaid-kiosk')],
    ['linux', { XDG_DATA_HOME: '/data' }, join('/data', 'prepaid-kiosk')],
    ['darwin', {}, join('/home/a', 'Library', 'Application Support', 'Prepaid Kiosk')],
    ['win32', { LOCALAPPDATA: '/local' }, join('/local', 'Prepaid Kiosk')],
    ['win32', {}, join('/home/a', 'AppData', 'Local', 'Prepaid Kiosk')],
  ] as const)('is where %s keeps the data of applications', (platform, env, expected) => {
    expect(defaultDataDir({ platform, homeDir: '/home/a', env })).toBe(expected);
  });
});
