/** Any text, including half surrogate pairs. The arbitrary of fast-check for such text needs seconds to start. */
import fc from 'fast-check';

export function anyText(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc
    .array(fc.nat(0x10ffff), { minLength, maxLength, size: 'max' })
    .map((points) => String.fromCodePoint(...points));
}
