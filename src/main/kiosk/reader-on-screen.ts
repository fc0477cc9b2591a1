/** The state of the readers that customers see. Pure. */
import { readerStateOf, type ReaderHealth } from '../readers/health.ts';

/**
 * In a demo, the cards are on the screen, so customers need not know that the library for readers is missing. A real
 * kiosk shows it. A reader that was set up and is missing is always shown.
 */
export function readerOnScreen(
  health: readonly ReaderHealth[],
  { isSandbox }: { isSandbox: boolean },
): 'ready' | 'away' | 'none' {
  return readerStateOf(isSandbox ? health.filter((row) => !isOnlyLibrary(row)) : health);
}

/** A row without a driver reports the library, not a reader. */
function isOnlyLibrary({ driver, status }: ReaderHealth): boolean {
  return driver === 'none' && status.kind === 'unusable' && status.why.kind === 'libraryMissing';
}
