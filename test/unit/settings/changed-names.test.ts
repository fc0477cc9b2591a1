import { expect, it } from 'vitest';
import { changedNames } from '../../../src/main/settings/changed-names.ts';
import { DEFAULT_SETTINGS } from '../../../src/main/settings/schema.ts';

it('names nothing for two files that say the same', () => {
  expect(changedNames(DEFAULT_SETTINGS, structuredClone(DEFAULT_SETTINGS))).toEqual([]);
});

it('names a setting with the group around it, and a list as a whole', () => {
  const changed = {
    ...structuredClone(DEFAULT_SETTINGS),
    volume: 0,
    quickAmountsInCents: [100],
    offline: { ...DEFAULT_SETTINGS.offline, enabled: true },
  };
  expect(changedNames(DEFAULT_SETTINGS, changed).toSorted()).toEqual([
    'offline.enabled',
    'quickAmountsInCents',
    'volume',
  ]);
});

it('names a group as a whole where it was not there before', () => {
  expect(changedNames({ printer: null }, { printer: { kind: 'usb' } })).toEqual(['printer']);
});
