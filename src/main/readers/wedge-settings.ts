/** What the owner can say of scanners that type like a keyboard. */
import * as v from 'valibot';
import { KEYBOARD_LAYOUTS } from '../../wedge/keyboard-layouts.ts';

export const wedgeSchema = v.strictObject({
  /** The one that the scanner is set to; `asTyped` where it is this machine's own. */
  layout: v.optional(v.picklist(['asTyped', ...KEYBOARD_LAYOUTS]), 'asTyped'),
  prefix: v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.minLength(1),
        v.maxLength(10),
        // A person who types an amount must not begin like a scanner.
        v.regex(/[^0-9\s]/, 'must have a character that is no digit'),
      ),
    ),
    null,
  ),
  suffix: v.optional(v.picklist(['any', 'enter', 'tab']), 'any'),
});
