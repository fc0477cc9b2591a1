import { describe, expect, it } from 'vitest';
import { parseEnvironment } from '../../../src/main/settings/environment.ts';

describe('the environment', () => {
  it('can be empty, and an empty variable counts as not set', () => {
    const nothing = { apiUrl: null, token: null, shopUuid: null, dataDir: null };
    expect(parseEnvironment({})).toEqual({ kind: 'ok', environment: nothing });
    expect(parseEnvironment({ KIOSK_API_TOKEN: '' })).toEqual({ kind: 'ok', environment: nothing });
  });

  it('is read from four variables, without the spaces that a paste leaves', () => {
    const parsed = parseEnvironment({
      KIOSK_API_URL: 'https://api.example.com/',
      KIOSK_API_TOKEN: ' abc \n',
      KIOSK_SHOP_UUID: '123123',
      KIOSK_DATA_DIR: '/data',
      HOME: '/home/kiosk',
    });
    expect(parsed).toEqual({
      kind: 'ok',
      environment: {
        apiUrl: 'https://api.example.com',
        token: 'abc',
        shopUuid: '123123',
        dataDir: '/data',
      },
    });
  });

  it('is refused with the names of the wrong variables, never with their values', () => {
    const parsed = parseEnvironment({ KIOSK_API_URL: 'ftp://x', KIOSK_API_TOKEN: 'two words' });
    expect(parsed).toEqual({ kind: 'invalid', names: ['KIOSK_API_URL', 'KIOSK_API_TOKEN'] });
  });
});
