/**
 * Throws outside of any promise, so that the error ends the process instead of becoming a rejection that is lost.
 * For promises that never reject unless an invariant is broken.
 */
export function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
