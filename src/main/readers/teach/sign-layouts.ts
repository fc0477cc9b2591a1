/**
 * Tells from the signs between letters and digits that a scanner has another keyboard layout than this machine: as typed,
 * they are signs that no number of a card has, such as `213ö02000` for `213,02000`. Pure. Staff choose between the readings.
 */
import type { KeyboardLayout } from '../../../wedge/keyboard-layouts.ts';

/** Letters and digits, with the usual signs between them. A scanner may send a few signs before them. */
const USUAL = /^[\p{Cc}!-/:-@[-`{-~]{0,2}[0-9A-Za-z]+(?:[-.,:/_ ][0-9A-Za-z]+)*$/u;
/** A letter that English does not have. */
const FOREIGN = /\P{ASCII}/u;
/** A US scanner's hyphen on a Spanish, Italian, Turkish or Scandinavian machine, and its underscore on a German one. */
const ODD = /[0-9A-Za-z]['*+?][0-9A-Za-z]/;
/** Scanners leave the factory like this. */
const FACTORY: readonly KeyboardLayout[] = ['us', 'gb'];

/** `asTyped`: the codes by the layout of this machine. Null if it has no character for one of the keys. */
export function explainsSigns(
  layout: KeyboardLayout,
  { asTyped, byLayout }: { asTyped: readonly string[] | null; byLayout: readonly string[] },
): boolean {
  const isForeign = asTyped === null || asTyped.some((code) => FOREIGN.test(code));
  const isOdd = FACTORY.includes(layout) && asTyped?.some((code) => ODD.test(code)) === true;
  return (isForeign || isOdd) && byLayout.every((code) => USUAL.test(code));
}
