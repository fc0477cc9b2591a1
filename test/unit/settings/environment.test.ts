import { describe, expect, it } from 'vitest';
import { parseEnvironment } from '../../../src/main/settings/environment.ts';

describe('the environment', () => {
  it('can be empty, and an empty variable counts as not set', () => {
    const nothing = { apiUrl: null, token: null, shopUuid: null, ownShop: null, dataDir: null };
    expect(parseEnvironment({})).toEqual({ kind: 'ok', environment: nothing });
    expect(parseEnvironment({ KIOSK_API_TOKEN: '' })).toEqual({ kind: 'ok', environment: nothing });
  });

  it('is read from five variables, without the blanks that a paste leaves', () => {
    const parsed = parseEnvironment({
      KIOSK_API_URL: 'https://api.example.com/',
      KIOSK_API_TOKEN: ' abc \n',
      KIOSK_SHOP_UUID: '123123\t',
      KIOSK_OWN_SHOP: ' False',
      KIOSK_DATA_DIR: '/data',
      HOME: '/home/kiosk',
    });
    expect(parsed).toEqual({
      kind: 'ok',
      environment: {
        apiUrl: 'https://api.example.com',
        token: 'abc',
        shopUuid: '123123',
        ownShop: false,
        dataDir: '/data',
      },
    });
  });

  it('is read without the quotation marks that a file of variables keeps', () => {
    const parsed = parseEnvironment({ KIOSK_API_URL: '"https://api.example.com" ' });
    expect(parsed).toMatchObject({ environment: { apiUrl: 'https://api.example.com' } });
    expect(parseEnvironment({ KIOSK_SHOP_UUID: ' "" ' })).toMatchObject({
      environment: { shopUuid: null },
    });
  });

  it.each([
    ['1', true],
    ['YES', true],
    ['0', false],
    ['no', false],
  ])('says with %s whose shop it is', (KIOSK_OWN_SHOP, ownShop) => {
    expect(parseEnvironment({ KIOSK_OWN_SHOP })).toMatchObject({ environment: { ownShop } });
  });

  it('is refused with the names of the wrong variables, never with their values', () => {
    const parsed = parseEnvironment({
      KIOSK_API_URL: 'ftp://x',
      KIOSK_API_TOKEN: 'two words',
      KIOSK_OWN_SHOP: 'perhaps',
    });
    expect(parsed).toEqual({
      kind: 'invalid',
      problems: [
        'KIOSK_API_URL: must begin with https://, such as https://api.piggy.eu',
        'KIOSK_API_TOKEN: must be one word of plain characters, without Bearer before it',
        'KIOSK_OWN_SHOP: must be true or false',
      ],
    });
  });

  it.each([
    ['KIOSK_API_TOKN', 'KIOSK_API_TOKEN'],
    ['KIOSK_SHOP_ID', 'KIOSK_SHOP_UUID'],
    ['KIOSK_SHOP', 'KIOSK_SHOP_UUID'],
    ['KIOSK_DATADIR', 'KIOSK_DATA_DIR'],
    ['kiosk_api_url', 'KIOSK_API_URL'],
  ])('is refused with a misspelt variable: %s', (misspelt, meant) => {
    expect(parseEnvironment({ [misspelt]: 'secret' })).toEqual({
      kind: 'invalid',
      problems: [`${misspelt}: not a known variable; did you mean ${meant}?`],
    });
  });

  it('may have variables of other programs that begin alike', () => {
    expect(parseEnvironment({ KIOSK_PROOF: 'full', KIOSK_URL: 'x', KIOSK_MODE: '1' }).kind).toBe(
      'ok',
    );
    // Windows reads one variable in both spellings.
    const both = { kiosk_data_dir: '/data', KIOSK_DATA_DIR: '/data' };
    expect(parseEnvironment(both).kind).toBe('ok');
  });
});
