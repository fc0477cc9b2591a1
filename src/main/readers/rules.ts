/** The owner's rules that turn the text of a code into a card identifier. */
import * as v from 'valibot';
import { splitAim, withoutEci } from './decode/aim.ts';

/** A regular expression. It must match the whole text. If it has a group, the first group is the identifier. */
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

/** Whether a code can begin with this text. What is cut off before the rules and the blanks around a code are gone. */
export function canBegin(text: string): boolean {
  return splitAim(text).aim === null && withoutEci(`${text}0`) === `${text}0` && !/^\s/.test(text);
}

export const CANNOT_BEGIN =
  'must not begin with a blank, an AIM identifier or the number of a character set: they are cut off before';

/** `threeFive`: the two decimal numbers that are printed on many 125 kHz cards. */
const NUMBER_BASES = ['hex', 'decimal', 'threeFive'] as const;
/** In which of them a reader may type a number. */
const TYPED_BASES = [...NUMBER_BASES, 'fiveFive'] as const;

/** How many bytes a number of this form has at least. */
const COUNT_MIN = { hex: 1, decimal: 1, threeFive: 3, fiveFive: 4 } as const;

const shortTextSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const digitsSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(40));

export const uidFormatEntries = {
  byteOrder: v.optional(
    v.pipe(
      v.picklist(['asRead', 'reversed']),
      v.description('The order of the bytes in the identifier.'),
    ),
    'asRead',
  ),
  base: v.optional(
    v.pipe(v.picklist(['hex', 'decimal']), v.description('How the number is written.')),
    'hex',
  ),
  digits: v.optional(
    v.pipe(
      v.nullable(digitsSchema),
      v.description('Zeros are added in front until the number has this many digits.'),
    ),
    null,
  ),
};

/** Applied in this order, except for `hasFixedNumbers`. */
export const rulesSchema = v.strictObject({
  urlParameter: v.optional(
    v.pipe(
      v.nullable(shortTextSchema),
      v.description(
        'If the code is a web address, the identifier is the value of this parameter of it.',
      ),
    ),
    null,
  ),
  gs1: v.optional(
    v.pipe(
      v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{2,4}$/))),
      v.description(
        'If the code is GS1 data, the identifier is the value of this application identifier, such as `8018`.',
      ),
    ),
    null,
  ),
  stripPrefix: v.optional(
    v.pipe(
      v.nullable(v.pipe(shortTextSchema, v.check(canBegin, CANNOT_BEGIN))),
      v.description('This text is removed from the beginning.'),
    ),
    null,
  ),
  case: v.optional(
    v.pipe(
      v.picklist(['asRead', 'upper', 'lower']),
      v.description('Whether letters are changed to capitals or to small letters.'),
    ),
    'asRead',
  ),
  number: v.optional(
    v.pipe(
      v.nullable(
        v.pipe(
          v.strictObject({
            from: v.pipe(
              v.picklist(TYPED_BASES),
              v.description(
                'How the reader writes the number. `threeFive`: the last three bytes as two decimal numbers of three and five digits, such as `213,02000`. `fiveFive`: four bytes as two decimal numbers of five digits, such as `00688,41661`. The sign between them may be `,`, `.`, `:`, `;`, `-` or a blank. Text that is not such a number stays as it is.',
              ),
            ),
            zeros: v.optional(
              v.pipe(
                v.picklist(['filled', 'none']),
                v.description(
                  '`none` if the reader writes a decimal number without zeros in front. A text with zeros in front then stays as it is. Without `byteCount`, it is always so.',
                ),
              ),
              'filled',
            ),
            byteCount: v.optional(
              v.pipe(
                v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16))),
                v.description(
                  'How many bytes the number has. A decimal number that is filled with zeros must have all digits of so many bytes (8 for three bytes, 10 for four, 13 for five, 17 for seven), or ten. `null`: four, seven, eight, ten or 16 bytes, as the number needs; a decimal number then has no zeros in front, and a number that would be written like one of another length stays as it is. A hexadecimal number has two digits for each byte.',
                ),
              ),
              null,
            ),
            ...uidFormatEntries,
            base: v.optional(
              v.pipe(
                v.picklist([...NUMBER_BASES, 'threeFiveComma']),
                v.description(
                  'How the number is written. `threeFive` as `21302000`, and `threeFiveComma` as `213,02000`.',
                ),
              ),
              'hex',
            ),
            when: v.optional(
              v.pipe(
                v.picklist(['beforePattern', 'afterPattern']),
                v.description(
                  '`afterPattern`: what `pattern` gives must be a number, and is converted.',
                ),
              ),
              'beforePattern',
            ),
          }),
          v.check(
            ({ from, byteCount }) => byteCount === null || byteCount >= COUNT_MIN[from],
            'byteCount must be at least 3 with from threeFive, and 4 with fiveFive',
          ),
          v.check(
            ({ base, digits }) => digits === null || base === 'hex' || base === 'decimal',
            'digits has no effect with base threeFive or threeFiveComma',
          ),
          v.check(
            ({ from, zeros }) => from === 'decimal' || zeros === 'filled',
            'zeros has no effect unless from is decimal',
          ),
        ),
      ),
      v.description(
        'For a reader that writes the number of a card in another way than it is registered.',
      ),
    ),
    null,
  ),
  pattern: v.optional(
    v.pipe(
      v.nullable(patternSchema),
      v.description(
        'The identifier must match this regular expression as a whole. If it has a group, the first group is the identifier.',
      ),
    ),
    null,
  ),
  hasFixedNumbers: v.optional(
    v.pipe(
      v.boolean(),
      v.description(
        'The codes are barcodes, or numbers of cards that never make up a number and have no longer one, such as those of 125 kHz. So a number of four bytes may begin with `08` or `88`. Otherwise it is refused: phones make up such numbers, and longer numbers begin so. An `nfcHid` reader needs this in its own `identifier`.',
      ),
    ),
    false,
  ),
});
export type Rules = v.InferOutput<typeof rulesSchema>;

export const NO_RULES: Rules = v.parse(rulesSchema, {});
