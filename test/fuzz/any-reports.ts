/** A mix of reports that devices send and reports that no device sends. */
import fc from 'fast-check';

/** The number of reports in each run. */
export const SENT_COUNT = 200;

/** No decoder looks at longer HID reports. */
const REPORT_MAX = 80;

/** Mostly as short as between the reports of a device, sometimes longer. */
const anyPause = fc.oneof(
  { weight: 17, arbitrary: fc.nat(9) },
  { weight: 2, arbitrary: fc.nat(700) },
  { weight: 1, arbitrary: fc.nat(10_000) },
);

/** Made from numbers of four bytes, because fast-check takes long for each number. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.array(fc.integer(), { maxLength: REPORT_MAX / 4, size: 'max' }), fc.nat(3))
  .map(([words, cut]) => {
    const bytes = new Uint8Array(Int32Array.from(words).buffer);
    return bytes.subarray(0, Math.max(0, bytes.length - cut));
  });

/** One third noise of any length, one third real reports, one third real reports with bytes changed or cut. */
export function anyReport(real: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  return fc.oneof(anyBytes, fc.constantFrom(...real), damaged(real));
}

/** Each item with the pause before it, in milliseconds. */
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
