/** The settings for scanners that type like a keyboard. */
import * as v from 'valibot';
import { KEYBOARD_LAYOUTS } from '../../wedge/keyboard-layouts.ts';

export const wedgeSchema = v.strictObject({
  layout: v.optional(
    v.pipe(
      v.picklist(['asTyped', ...KEYBOARD_LAYOUTS]),
      v.description(
        'The keyboard layout that the scanner is set to. `asTyped` means the layout of this machine.',
      ),
    ),
    'asTyped',
  ),
  prefix: v.optional(
    v.pipe(
      v.nullable(
        v.pipe(
          v.string(),
          v.minLength(1),
          v.maxLength(10),
          // Otherwise a person who types an amount could begin like a scanner.
          v.regex(/[^0-9\s]/, 'must have a character that is no digit'),
        ),
      ),
      v.description(
        'What every scan begins with; it is cut off. A code without it has lost keys and is refused.',
      ),
    ),
    null,
  ),
  suffix: v.optional(
    v.pipe(
      v.picklist(['any', 'enter', 'tab']),
      v.description(
        'The key that ends every scan. A code without it is refused. `any` accepts Enter, Tab or a pause.',
      ),
    ),
    'any',
  ),
});
