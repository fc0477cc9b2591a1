/** Settings about money take effect only as they were accepted. */
import { describe, expect, it } from 'vitest';
import type { OpenJournal } from '../../../src/main/journal/open.ts';
import {
  changesText,
  checkMoneySettings,
  confirmMoneySettings,
} from '../../../src/main/kiosk/money-settings.ts';
import { DEFAULT_SETTINGS, type SettingsFileContent } from '../../../src/main/settings/schema.ts';
import { cents } from '../../../src/shared/money.ts';
import { added, aJournalFile } from '../../builders/journal.ts';

const SETTINGS: SettingsFileContent = { ...DEFAULT_SETTINGS, shopUuid: 'kiosk-1' };
const { offline } = SETTINGS;

/** A journal that was used with these settings and has an operation. */
function aJournalInUse(settings = SETTINGS): OpenJournal {
  const opened = aJournalFile().opened();
  checkMoneySettings(opened, settings);
  added(opened);
  return opened;
}

describe('settings about money', () => {
  it('are accepted at first use, and as long as they stay the same', () => {
    const opened = aJournalInUse();
    expect(checkMoneySettings(opened, SETTINGS)).toEqual({ kind: 'accepted' });
    expect(checkMoneySettings(opened, { ...SETTINGS, accentColor: '#1b6e53' })).toEqual({
      kind: 'accepted',
    });
  });

  it.each([
    { shopUuid: 'kiosk-3' },
    { apiUrl: 'https://api.piggy.eu.example' },
    { flavour: 'register' as const },
    { ownShop: !SETTINGS.ownShop },
    { currency: 'EUQ' },
    { offline: { ...offline, enabled: true } },
    { offline: { ...offline, capPerOperationInCents: cents(50_00) } },
    { offline: { ...offline, capPerContactInCents: cents(60_00) } },
    { offline: { ...offline, capPerTerminalInCents: cents(600_00) } },
    { offline: { ...offline, maxBalanceAgeMs: offline.maxBalanceAgeMs + 1 } },
  ])('need a person if the file has %j', (change) => {
    const opened = aJournalInUse();
    const check = checkMoneySettings(opened, { ...SETTINGS, ...change });
    expect(check).toMatchObject({ kind: 'changed', changes: [{}] });
    // Asked again, the answer is the same until somebody confirms it.
    expect(checkMoneySettings(opened, { ...SETTINGS, ...change })).toEqual(check);
    const confirmed = confirmMoneySettings(opened, { ...SETTINGS, ...change }, 'Sandy');
    expect(confirmed).toMatchObject({ kind: 'written', value: [{}] });
    expect(checkMoneySettings(opened, { ...SETTINGS, ...change })).toEqual({ kind: 'accepted' });
    expect(checkMoneySettings(opened, SETTINGS)).toMatchObject({
      kind: change.offline === undefined ? 'changed' : 'accepted',
    });
  });

  it('need no person to say that the shop is shared, as which it was treated before', () => {
    const opened = aJournalInUse();
    const shared = { ...SETTINGS, ownShop: false };
    expect(checkMoneySettings(opened, shared)).toEqual({ kind: 'accepted' });
    expect(checkMoneySettings(opened, { ...SETTINGS, ownShop: true })).toMatchObject({
      kind: 'changed',
    });
  });

  it('need a person if a shop of its own becomes shared', () => {
    const opened = aJournalInUse({ ...SETTINGS, ownShop: true });
    for (const ownShop of [null, false]) {
      expect(checkMoneySettings(opened, { ...SETTINGS, ownShop })).toMatchObject({
        kind: 'changed',
      });
    }
  });

  it('need a person if the currency has other decimals, fewer too', () => {
    const opened = aJournalInUse({ ...SETTINGS, minorDigits: 3 });
    for (const minorDigits of [0, 2, null] as const) {
      expect(checkMoneySettings(opened, { ...SETTINGS, minorDigits })).toMatchObject({
        kind: 'changed',
        changes: [{ name: 'minorDigits' }],
      });
    }
  });

  it('need a person if the largest payment is raised, or has no limit any more', () => {
    const limited = { ...SETTINGS, maximumInCents: cents(10_00) };
    for (const maximumInCents of [cents(11_00), null]) {
      const check = checkMoneySettings(aJournalInUse(limited), { ...limited, maximumInCents });
      expect(check.kind === 'changed' && changesText(check.changes)).toBe(
        `maximumInCents from 1000 to ${String(maximumInCents)}`,
      );
    }
  });

  it.each([
    { maximumInCents: cents(10_00) },
    { offline: { ...offline, capPerContactInCents: cents(5_00) } },
    { offline: { ...offline, maxBalanceAgeMs: 0 } },
  ])('are accepted without a person if they only lower what may be paid: %j', (change) => {
    const opened = aJournalInUse();
    expect(checkMoneySettings(opened, { ...SETTINGS, ...change })).toEqual({ kind: 'accepted' });
    expect(checkMoneySettings(opened, SETTINGS).kind).toBe('changed');
  });

  it('are accepted without a person before the first payment', () => {
    const opened = aJournalFile().opened();
    checkMoneySettings(opened, { ...SETTINGS, shopUuid: null });
    expect(checkMoneySettings(opened, SETTINGS)).toEqual({ kind: 'accepted' });
  });

  it('are accepted once for a journal of an earlier version', () => {
    const opened = aJournalFile().opened();
    added(opened);
    expect(checkMoneySettings(opened, SETTINGS)).toEqual({ kind: 'accepted' });
    expect(checkMoneySettings(opened, { ...SETTINGS, shopUuid: 'x' }).kind).toBe('changed');
  });
});
