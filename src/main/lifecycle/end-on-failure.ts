/**
 * A broken invariant ends the process: what went wrong is not known, so neither is what is still right. The journal
 * has all that was promised, and is read anew by the next run.
 */
import type { Log } from '../log/log.ts';

/** What this needs of `process`. */
export interface FailingProcess {
  on(
    event: 'uncaughtException' | 'unhandledRejection',
    listener: (error: unknown) => void,
  ): unknown;
}

export interface LastActs {
  log: Log;
  /** Ends the process, at once. */
  end: () => void;
}

/** Gives what does the same for a failure that was caught. */
export function endOnFailure(
  failing: FailingProcess,
  { log, end }: LastActs,
): (error: unknown) => void {
  let isEnding = false;
  const fail = (error: unknown): void => {
    // What fails while it ends changes nothing: it must not begin two runs.
    if (isEnding) return;
    isEnding = true;
    try {
      log.error('the program failed and ends', error);
    } finally {
      end();
    }
  };
  failing.on('uncaughtException', fail);
  failing.on('unhandledRejection', fail);
  return fail;
}

/** What this needs of a standard stream. */
interface Output {
  on(event: 'error', listener: () => void): unknown;
}

/** Whoever read the log may go away (EPIPE): what is said is lost then, and nothing else. */
export function outliveReaders(outputs: readonly Output[]): void {
  for (const output of outputs) output.on('error', () => undefined);
}
