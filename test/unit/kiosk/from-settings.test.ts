import { describe, expect, it } from 'vitest';
import { sessionConfigOf } from '../../../src/main/kiosk/from-settings.ts';
import { DEFAULT_SETTINGS } from '../../../src/main/settings/schema.ts';

const settings = {
  ...DEFAULT_SETTINGS,
  token: 'the token',
  staffPin: 'the hash of the PIN',
  idleMs: 12_000,
};

describe('the settings of the session', () => {
  it('are the settings of the file, without the token and the PIN', () => {
    const config = sessionConfigOf({ settings, isSandbox: false });
    expect(config).toMatchObject({ idleMs: 12_000, staff: { hasPin: true, demoPin: null } });
    expect(JSON.stringify(config)).not.toContain('the ');
  });

  it.each([
    [null, 2],
    [0, 0],
    [3, 3],
  ] as const)('take the decimals %s of the settings as %i', (minorDigits, used) => {
    const config = sessionConfigOf({ settings: { ...settings, minorDigits }, isSandbox: false });
    expect(config.minorDigits).toBe(used);
  });

  it('show a receipt at least as long as a result', () => {
    const config = sessionConfigOf({
      settings: { ...settings, resultMs: 60_000 },
      isSandbox: false,
    });
    expect(config.receiptMs).toBe(60_000);
  });

  it('offer the demo PIN on the sandbox only, and only if no other is set', () => {
    const without = { ...settings, staffPin: null };
    expect(sessionConfigOf({ settings: without, isSandbox: true }).staff.demoPin).not.toBeNull();
    expect(sessionConfigOf({ settings, isSandbox: true }).staff.demoPin).toBeNull();
    expect(sessionConfigOf({ settings: without, isSandbox: false }).staff).toEqual({
      hasPin: false,
      demoPin: null,
    });
  });
});
