/** What customers are told of the readers. Pure. */
import { readerStateOf, type ReaderHealth } from '../readers/health.ts';

/**
 * A demo has its cards on the screen, and a machine to try it on may lack the library that reads real ones:
 * where nobody set a reader up, that is a word for staff, and no reader that customers miss.
 */
export function readerOnScreen(
  health: readonly ReaderHealth[],
  { isSandbox }: { isSandbox: boolean },
): 'ready' | 'away' | 'none' {
  return readerStateOf(isSandbox ? health.filter((row) => !isOnlyLibrary(row)) : health);
}

/** Without a driver, the row is of no reader at all. */
function isOnlyLibrary({ driver, status }: ReaderHealth): boolean {
  return driver === 'none' && status.kind === 'unusable' && status.why.kind === 'libraryMissing';
}
