/** Stops processes for longer than every limit of the decoders, and than the kiosk waits for one that hangs. */
export const STOPPED_MS = 6_000;

/** The test is the main process: while this runs, nothing else does. */
export function stopMain(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
