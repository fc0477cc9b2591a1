/**
 * How a kiosk restarts after a failure: by itself, or through the program that started it. It waits longer after each
 * failure in a row. It never gives up, because no person is there to start it. Pure.
 */

/** Asks the program that started the kiosk to start it again (EX_SOFTWARE of sysexits.h). */
export const RESTART_EXIT_CODE = 70;
/** Set by a program that restarts the kiosk. */
export const RESTARTED_BY = 'KIOSK_RESTARTED_BY';

const FIRST_DELAY_MS = 1_000;
const DELAY_MAX_MS = 60_000;
/** After this long without a failure, the count of failures starts again. */
const CALM_MS = 5 * 60_000;
const ARGUMENT = '--failures=';

/** The number of failures in a row, including the failure that ended this run. `ranMs`: how long the run lasted. */
export function failureCount(before: number, ranMs: number): number {
  return ranMs > CALM_MS ? 1 : before + 1;
}

/** How long to wait before the kiosk opens. By then the previous run has released the journal. */
export function restartDelayMs(failures: number): number {
  return failures === 0 ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (failures - 1), DELAY_MAX_MS);
}

/** The number of failures that the previous run passed on. 0 for a first run. */
export function failuresIn(argv: readonly string[]): number {
  const argument = argv.find((one) => one.startsWith(ARGUMENT))?.slice(ARGUMENT.length) ?? '';
  return /^\d{1,6}$/.test(argument) ? Number(argument) : 0;
}

/** The arguments of the next run, without the program. */
export function argumentsWith(failures: number, argv: readonly string[]): string[] {
  return [...argv.slice(1).filter((one) => !one.startsWith(ARGUMENT)), `${ARGUMENT}${failures}`];
}
