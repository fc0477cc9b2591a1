import { describe, expect, it } from 'vitest';
import { childEnv, takeSecrets } from '../../../src/main/lifecycle/child-env.ts';

describe('the environment of a child', () => {
  it('has all variables of the kiosk, except those that are meant for the kiosk', () => {
    const env = { PATH: '/bin', KIOSK_API_TOKEN: 'secret', KIOSK_DATA_DIR: '/data' };
    expect(childEnv(env)).toEqual({ PATH: '/bin' });
  });
});

describe('the token in the environment', () => {
  it('is read once, and then removed from the environment', () => {
    const env: NodeJS.ProcessEnv = {
      PATH: '/bin',
      KIOSK_API_TOKEN: 'secret',
      KIOSK_DATA_DIR: '/d',
    };
    expect(takeSecrets(env)).toEqual({ KIOSK_API_TOKEN: 'secret' });
    expect(env).toEqual({ PATH: '/bin', KIOSK_DATA_DIR: '/d' });
  });

  it('is left out if it is missing', () => {
    expect(takeSecrets({ PATH: '/bin' })).toEqual({});
  });
});
