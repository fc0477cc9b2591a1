import { describe, expect, it } from 'vitest';
import { createStaffNotices, startNotices } from '../../../src/main/kiosk/staff-notices.ts';
import { contactUuid, transactionUuid } from '../../../src/shared/ids.ts';
import { aLog } from '../../builders/log.ts';
import { CONTACT } from '../../builders/names.ts';
import { aTerminal } from '../../builders/terminal.ts';
import { DEFAULT_SETTINGS } from '../../../src/main/settings/schema.ts';

const options = {
  settings: { ...DEFAULT_SETTINGS, shopUuid: 'krusty', token: null },
  settingsProblem: null,
  ignoredSettings: [],
};

describe('the notices to staff', () => {
  const DAY_MS = 24 * 3_600_000;
  const none = { list: () => [] };

  it('say that somebody else uses the shop, and that the clock is off', () => {
    const terminal = aTerminal();
    const { log } = aLog();
    const running = { ...options, world: terminal.world, log };
    const notices = createStaffNotices(running, terminal.money, none);
    expect(notices.list()).toEqual([{ kind: 'ownShopUnsaid' }]);
    const row = { uuid: transactionUuid('row'), contactUuid: contactUuid(CONTACT) };
    terminal.money.shop.foundForeignRow(row);
    expect(notices.list()).toContainEqual({ kind: 'shopFoundShared' });
  });

  it('say what the settings file has that is not in force', () => {
    const terminal = aTerminal();
    const wrong = { kind: 'settingsWrong', place: { line: 4, name: 'maximumInCent' } } as const;
    const settingsFile = { notices: () => [wrong], onChange: () => undefined };
    const running = { ...options, settingsFile, world: terminal.world, log: aLog().log };
    expect(createStaffNotices(running, terminal.money, none).list()).toContainEqual(wrong);
  });

  it('say that the clock is off once the server has answered', async () => {
    const terminal = aTerminal();
    terminal.world.setWallClock(-DAY_MS);
    const running = { ...options, world: terminal.world, log: aLog().log };
    const notices = createStaffNotices(running, terminal.money, none);
    expect(notices.list().map(({ kind }) => kind)).not.toContain('clockOff');
    await terminal.identify();
    expect(notices.list()).toContainEqual(
      expect.objectContaining({ kind: 'clockOff', isFast: false }),
    );
  });
});

describe('the notices to staff at the start', () => {
  it('ask whose shop it is until the settings say so', () => {
    expect(startNotices(options)).toEqual([{ kind: 'ownShopUnsaid' }]);
    for (const ownShop of [true, false]) {
      const settings = { ...options.settings, ownShop };
      expect(startNotices({ ...options, settings })).toEqual([]);
    }
    const settings = { ...options.settings, shopUuid: null };
    expect(startNotices({ ...options, settings })).toEqual([]);
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
