/**
 * Throws outside of any promise, so that the error ends the process instead of becoming an unhandled rejection. For
 * promises that reject only if an invariant is broken.
 */
export function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
