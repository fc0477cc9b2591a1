/** Ends Electron's process after a failure and starts it again, either here or through the program that started it. */
import type { App } from 'electron';
import {
  argumentsWith,
  failureCount,
  failuresIn,
  RESTART_EXIT_CODE,
  RESTARTED_BY,
} from '../../lifecycle/restart.ts';

/** The run of the program that ends now. */
export interface Run {
  argv: readonly string[];
  env: NodeJS.ProcessEnv;
  ranMs: number;
  /** The secrets that were removed from the environment. The next run needs them again. */
  secrets: Readonly<Record<string, string>>;
}

/**
 * Ends this run and starts the next one. `exit` ends the process at once. Electron starts the next run only after this
 * process has ended (electron.d.ts, `relaunch`), so the journal and the single-instance lock are free by then.
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
