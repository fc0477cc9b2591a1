/** Any text, including half surrogate pairs. fast-check's own arbitrary for this takes seconds to prepare. */
import fc from 'fast-check';

export function anyText(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc
    .array(fc.nat(0x10ffff), { minLength, maxLength, size: 'max' })
    .map((points) => String.fromCodePoint(...points));
}
