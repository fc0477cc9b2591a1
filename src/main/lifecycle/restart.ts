/**
 * How a kiosk that failed comes back: by itself, or by the program that started it. Ever more slowly where it fails
 * again at once, but always: nobody stands by who could start it. Pure.
 */

/** Tells the program that started it to start it again (EX_SOFTWARE of sysexits.h). */
export const RESTART_EXIT_CODE = 70;
/** Set by a program that does. */
export const RESTARTED_BY = 'KIOSK_RESTARTED_BY';

const FIRST_DELAY_MS = 1_000;
const DELAY_MAX_MS = 60_000;
/** After this long without a failure, the next one is a new story. */
const CALM_MS = 5 * 60_000;
const ARGUMENT = '--failures=';

/** Failures in a row, with the one that has just ended a run of this length. */
export function failureCount(before: number, ranMs: number): number {
  return ranMs > CALM_MS ? 1 : before + 1;
}

/** How long to wait before the kiosk opens; long enough for the run before to have let go of the journal. */
export function restartDelayMs(failures: number): number {
  return failures === 0 ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (failures - 1), DELAY_MAX_MS);
}

/** As the run before has passed them on; 0 for a first one. */
export function failuresIn(argv: readonly string[]): number {
  const argument = argv.find((one) => one.startsWith(ARGUMENT))?.slice(ARGUMENT.length) ?? '';
  return /^\d{1,6}$/.test(argument) ? Number(argument) : 0;
}

/** The arguments of the next run, without the program. */
export function argumentsWith(failures: number, argv: readonly string[]): string[] {
  return [...argv.slice(1).filter((one) => !one.startsWith(ARGUMENT)), `${ARGUMENT}${failures}`];
}
