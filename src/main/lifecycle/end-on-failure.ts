/**
 * Ends the process after an uncaught error, because its state can no longer be trusted. The journal contains every
 * promise, and the next run reads the journal.
 */
import type { Log } from '../log/log.ts';

/** The part of `process` that we use. */
export interface FailingProcess {
  on(
    event: 'uncaughtException' | 'unhandledRejection',
    listener: (error: unknown) => void,
  ): unknown;
}

export interface FailureActions {
  log: Log;
  /** Ends the process at once. */
  end: () => void;
}

/** Returns a function that does the same for an error that the caller caught. */
export function endOnFailure(
  failing: FailingProcess,
  { log, end }: FailureActions,
): (error: unknown) => void {
  let isEnding = false;
  const fail = (error: unknown): void => {
    // A second failure must not start a second run.
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

/** The part of a standard stream that we use. */
interface Output {
  on(event: 'error', listener: () => void): unknown;
}

/** Ignores write errors (EPIPE): if the program that reads our output ends, we only lose the output. */
export function ignoreWriteErrors(outputs: readonly Output[]): void {
  for (const output of outputs) output.on('error', () => undefined);
}
