import { describe, expect, it } from 'vitest';
import { childEnv, takeSecrets } from '../../../src/main/lifecycle/child-env.ts';

describe('the environment of a child', () => {
  it('is the kiosk’s, without the kiosk’s own variables', () => {
    const env = { PATH: '/bin', KIOSK_API_TOKEN: 'secret', KIOSK_DATA_DIR: '/data' };
    expect(childEnv(env)).toEqual({ PATH: '/bin' });
  });
});

describe('the token in the environment', () => {
  it('is removed once it is taken, and given to the kiosk', () => {
    const env: NodeJS.ProcessEnv = {
      PATH: '/bin',
      KIOSK_API_TOKEN: 'secret',
      KIOSK_DATA_DIR: '/d',
    };
    expect(takeSecrets(env)).toEqual({ KIOSK_API_TOKEN: 'secret' });
    expect(env).toEqual({ PATH: '/bin', KIOSK_DATA_DIR: '/d' });
  });

  it('is not invented if it is missing', () => {
    expect(takeSecrets({ PATH: '/bin' })).toEqual({});
  });
});
