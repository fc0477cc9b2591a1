import { describe, expect, it } from 'vitest';
import { settingsPage } from '../../../scripts/settings-docs/page.ts';
import { rowOf } from '../../../scripts/settings-docs/rows.ts';
import { settingsFileSchema } from '../../../src/main/settings/schema.ts';

describe('the page of the settings', () => {
  const page = settingsPage();

  it.each(Object.keys(settingsFileSchema.entries))('has a row for %s', (name) => {
    expect(page).toContain(`| \`${name}\` |`);
  });

  it('has the possible values, the limits and the default of a setting', () => {
    expect(page).toContain('| `flavour` | `clients`, `register` |  | `clients` |');
    expect(page).toContain('| `idleMs` | whole number | 1000 to 600000 | `30000` |');
    expect(page).toContain(
      '| `apiUrl` | text | must be https, or http to this machine | `https://api.piggy.eu` |',
    );
    expect(page).toContain('| `shopUuid` | text or `null` | 1 to 200 characters | `null` |');
  });

  it('has a table for each kind of printer and reader', () => {
    for (const variant of ['kind: `network`', 'driver: `serial`', 'driver: `nfcHid`']) {
      expect(page).toContain(`### ${variant}\n`);
    }
  });
});

describe('a setting without a description', () => {
  it('is an error that names it', () => {
    expect(() => rowOf('newSetting', { type: 'boolean' }, false)).toThrow(
      'the setting newSetting has no v.description',
    );
  });
});
