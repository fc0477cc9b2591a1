/** The settings for scanners that type like a keyboard. */
import * as v from 'valibot';
import type { WedgeSettings } from '../../wedge/config.ts';
import { KEYBOARD_LAYOUTS } from '../../wedge/keyboard-layouts.ts';
import { typedRulesSchema } from './typed-rules.ts';

/** More than any kiosk has. */
const CODES_MAX = 16;

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
  codes: v.optional(
    v.pipe(
      v.array(typedRulesSchema),
      v.maxLength(CODES_MAX),
      v.description(
        'Rules for the codes of one reader, if several type here. The first entry that fits a code is used. A code that fits none follows the rules of the kiosk.',
      ),
    ),
    [],
  ),
});
/** `codes` is used by the kiosk, the other fields by the page. */
export type TypedSettings = v.InferOutput<typeof wedgeSchema>;

export const TYPED_DEFAULTS: TypedSettings = v.parse(wedgeSchema, {});

/** What the page needs to read the keys. */
export function forPage({ layout, prefix, suffix }: TypedSettings): WedgeSettings {
  return { layout, prefix, suffix };
}
