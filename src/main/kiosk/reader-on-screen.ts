/** The state of the readers that customers see. Pure. */
import { readerStateOf, type ReaderHealth } from '../readers/health.ts';

/**
 * A demo shows its cards on the screen, so a missing library for card readers does not matter there. If no reader was
 * set up, only staff need to know about the missing library.
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
