import { describe, expect, it } from 'vitest';
import { childEnv, takeSecrets } from '../../../src/main/lifecycle/child-env.ts';

describe('the environment of a child', () => {
  it('is that of the kiosk without what is only the kiosk’s', () => {
    const env = { PATH: '/bin', KIOSK_API_TOKEN: 'secret', KIOSK_DATA_DIR: '/data' };
    expect(childEnv(env)).toEqual({ PATH: '/bin' });
  });
});

describe('the token in the environment', () => {
  it('is gone from it once it is taken, and is there for the kiosk', () => {
    const env: NodeJS.ProcessEnv = {
      PATH: '/bin',
      KIOSK_API_TOKEN: 'secret',
      KIOSK_DATA_DIR: '/d',
    };
    expect(takeSecrets(env)).toEqual({ KIOSK_API_TOKEN: 'secret' });
    expect(env).toEqual({ PATH: '/bin', KIOSK_DATA_DIR: '/d' });
  });

  it('is not made up where there is none', () => {
    expect(takeSecrets({ PATH: '/bin' })).toEqual({});
  });
});
