/** How the text of a code becomes the identifier of a card: the owner's rules, as settings. */
import * as v from 'valibot';

/** A regular expression that compiles; it has to match the whole text, and its first group is taken where it has one. */
export const patternSchema = v.pipe(
  v.string(),
  v.maxLength(200),
  v.check((source) => {
    try {
      return new RegExp(source, 'v') instanceof RegExp;
    } catch {
      return false;
    }
  }, 'must be a regular expression'),
);

const shortTextSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const digitsSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(40));

export const uidFormatEntries = {
  byteOrder: v.optional(v.picklist(['asRead', 'reversed']), 'asRead'),
  base: v.optional(v.picklist(['hex', 'decimal']), 'hex'),
  digits: v.optional(v.nullable(digitsSchema), null),
};

/** In the order in which they are applied. */
export const rulesSchema = v.strictObject({
  /** For a code that is an address: the parameter of it that is the identifier. */
  urlParameter: v.optional(v.nullable(shortTextSchema), null),
  /** For GS1 data: the application identifier whose value is the identifier. */
  gs1: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{2,4}$/))), null),
  stripPrefix: v.optional(v.nullable(shortTextSchema), null),
  case: v.optional(v.picklist(['asRead', 'upper', 'lower']), 'asRead'),
  /** For a number that a reader writes in another way than the one in which the cards are registered. */
  number: v.optional(
    v.nullable(
      v.strictObject({
        from: v.picklist(['hex', 'decimal']),
        byteCount: v.optional(
          v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16))),
          null,
        ),
        ...uidFormatEntries,
      }),
    ),
    null,
  ),
  pattern: v.optional(v.nullable(patternSchema), null),
});
export type Rules = v.InferOutput<typeof rulesSchema>;

export const NO_RULES: Rules = v.parse(rulesSchema, {});
