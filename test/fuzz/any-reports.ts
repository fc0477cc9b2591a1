/** Reports that a device would send, and reports that none would, mixed. */
import fc from 'fast-check';

/** Every run is of so many. */
export const SENT_COUNT = 200;

/** No HID report that any of them looks at is longer. */
const REPORT_MAX = 80;

/** Mostly as fast as a device sends, now and then after a pause. */
const anyPause = fc.oneof(
  { weight: 17, arbitrary: fc.nat(9) },
  { weight: 2, arbitrary: fc.nat(700) },
  { weight: 1, arbitrary: fc.nat(10_000) },
);

/** Four bytes at a time, as fast-check takes its time for each number. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.array(fc.integer(), { maxLength: REPORT_MAX / 4, size: 'max' }), fc.nat(3))
  .map(([words, cut]) => {
    const bytes = new Uint8Array(Int32Array.from(words).buffer);
    return bytes.subarray(0, Math.max(0, bytes.length - cut));
  });

/** A third of it noise of any length, a third real, a third real with some bytes changed or cut. */
export function anyReport(real: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  return fc.oneof(anyBytes, fc.constantFrom(...real), damaged(real));
}

/** What was sent, and how long after the one before. */
export function anySent<T>(what: fc.Arbitrary<T>): fc.Arbitrary<[T, number][]> {
  const exactly = { minLength: SENT_COUNT, maxLength: SENT_COUNT };
  return fc.array(fc.tuple(what, anyPause), exactly);
}

function damaged(real: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const changes = fc.array(fc.nat(0xffff), { maxLength: 3 });
  return fc
    .tuple(fc.constantFrom(...real), changes, fc.nat(REPORT_MAX))
    .map(([report, places, length]) => {
      const changed = Uint8Array.from(report);
      for (const place of places) changed[(place >> 8) % changed.length] = place & 0xff;
      return changed.subarray(0, length);
    });
}
