import { describe, expect, it } from 'vitest';
import { endAndRelaunch, type Run } from '../../../../src/main/shell/electron/relaunch.ts';

/** The calls to the app, in order. */
function acts(run: Partial<Run>, relaunch: () => void = () => undefined): unknown[] {
  const done: unknown[] = [];
  const app = {
    relaunch: (options?: { args?: string[] }) => {
      done.push(options);
      relaunch();
    },
    exit: (code?: number) => done.push(code),
  };
  const whole: Run = { argv: ['electron', '/kiosk'], env: {}, ranMs: 50, secrets: {}, ...run };
  try {
    endAndRelaunch(app, whole);
  } catch {
    done.push('thrown');
  }
  return done;
}

describe('Electron after a failure', () => {
  it('starts a new run, and ends at once', () => {
    expect(acts({})).toEqual([{ args: ['/kiosk', '--failures=1'] }, 1]);
    expect(acts({ argv: ['electron', '/kiosk', '--failures=3'] })).toEqual([
      { args: ['/kiosk', '--failures=4'] },
      1,
    ]);
  });

  it('passes the token that it removed from the environment to the next run', () => {
    const env: NodeJS.ProcessEnv = {};
    let inherited = '';
    acts({ env, secrets: { KIOSK_API_TOKEN: 'secret' } }, () => {
      inherited = env['KIOSK_API_TOKEN'] ?? '';
    });
    expect(inherited).toBe('secret');
  });

  it('leaves the restart to the program that started it, if that program does it', () => {
    expect(acts({ env: { KIOSK_RESTARTED_BY: 'npm start' } })).toEqual([70]);
  });

  it('ends even if a new run cannot be started', () => {
    const fail = (): never => {
      throw new Error('no helper');
    };
    expect(acts({}, fail)).toEqual([{ args: ['/kiosk', '--failures=1'] }, 1, 'thrown']);
  });
});
