import { describe, expect, it } from 'vitest';
import { startNotices } from '../../../src/main/kiosk/staff-notices.ts';
import { DEFAULT_SETTINGS } from '../../../src/main/settings/schema.ts';

const options = {
  settings: { ...DEFAULT_SETTINGS, token: null },
  settingsProblem: null,
  ignoredSettings: [],
  isSandbox: false,
};

describe('the notices to staff at the start', () => {
  it('ask whose shop it is until the settings say so', () => {
    expect(startNotices(options)).toEqual([{ kind: 'ownShopUnsaid' }]);
    for (const ownShop of [true, false]) {
      const settings = { ...options.settings, ownShop };
      expect(startNotices({ ...options, settings })).toEqual([]);
    }
    expect(startNotices({ ...options, isSandbox: true })).toEqual([]);
  });

  it('name each cosmetic setting that is wrong', () => {
    const settings = { ...options.settings, ownShop: true };
    const ignoredSettings = ['accentColor', 'volume'];
    expect(startNotices({ ...options, settings, ignoredSettings })).toEqual([
      { kind: 'settingIgnored', name: 'accentColor' },
      { kind: 'settingIgnored', name: 'volume' },
    ]);
  });
});
