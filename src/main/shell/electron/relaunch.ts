/** Ends Electron's process after a failure, and begins another run: here, or by the program that started it. */
import type { App } from 'electron';
import {
  argumentsWith,
  failureCount,
  failuresIn,
  RESTART_EXIT_CODE,
  RESTARTED_BY,
} from '../../lifecycle/restart.ts';

/** The one that ends. */
export interface Run {
  argv: readonly string[];
  env: NodeJS.ProcessEnv;
  ranMs: number;
  /** They were taken out of the environment, which the next run inherits. */
  secrets: Readonly<Record<string, string>>;
}

/**
 * `exit` asks nobody and waits for nothing. The next run begins only when this process is gone (electron.d.ts,
 * `relaunch`), so that the journal and the lock of the only instance are free again.
 */
export function endAndRelaunch(app: Pick<App, 'relaunch' | 'exit'>, run: Run): void {
  const { argv, env, ranMs, secrets } = run;
  if (env[RESTARTED_BY] !== undefined) {
    app.exit(RESTART_EXIT_CODE);
    return;
  }
  try {
    Object.assign(env, secrets);
    app.relaunch({ args: argumentsWith(failureCount(failuresIn(argv), ranMs), argv) });
  } finally {
    app.exit(1);
  }
}
