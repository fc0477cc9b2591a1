/**
 * Rules for one of several readers that type. Keys do not say which reader they come from, so the code itself must: by
 * how it begins, how long it is, or which characters it has. Pure.
 */
import * as v from 'valibot';
import { splitAim, withoutEci } from './decode/aim.ts';
import { CODE_MAX } from './decode/decoding.ts';
import { foldDoubled } from './fold-doubled.ts';
import { CANNOT_BEGIN, canBegin, rulesSchema, type Rules } from './rules.ts';

/** Numbers may have the signs with which readers write them: `213,02000` and `04:CE:1A`. */
const ALPHABETS = {
  any: /^/,
  digits: /^(?:[0-9]*|(?:[0-9]{3}|[0-9]{5})[,.:;\- ][0-9]{5})$/,
  hex: /^(?:[0-9a-f]*|[0-9a-f]{2}(?:([:\- .])[0-9a-f]{2}(?:\1[0-9a-f]{2})*)?)$/i,
} as const;
export type Alphabet = keyof typeof ALPHABETS;
const ALPHABET_NAMES = ['any', 'digits', 'hex'] as const satisfies readonly Alphabet[];

const lengthSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(CODE_MAX));

export const typedRulesSchema = v.pipe(
  v.strictObject({
    beginsWith: v.optional(
      v.pipe(
        v.nullable(
          v.pipe(v.string(), v.minLength(1), v.maxLength(100), v.check(canBegin, CANNOT_BEGIN)),
        ),
        v.description(
          'How its codes begin. It stays in the code: `stripPrefix` of `identifier` removes it.',
        ),
      ),
      null,
    ),
    lengthMin: v.optional(
      v.pipe(lengthSchema, v.description('How many characters its codes have at least.')),
      1,
    ),
    lengthMax: v.optional(
      v.pipe(lengthSchema, v.description('How many characters its codes have at most.')),
      CODE_MAX,
    ),
    alphabet: v.optional(
      v.pipe(
        v.picklist(ALPHABET_NAMES),
        v.description(
          'Which characters its codes have. `digits`: digits, also as `213,02000` and `00688,41661`. `hex`: hexadecimal digits, also with `:`, `-`, `.` or blanks between the bytes.',
        ),
      ),
      'any',
    ),
    identifier: v.pipe(
      rulesSchema,
      v.description('The rules for these codes, as in [identifier](#identifier).'),
    ),
  }),
  v.check(
    ({ beginsWith, lengthMax }) => beginsWith === null || beginsWith.length <= lengthMax,
    'lengthMax must not be below the length of beginsWith',
  ),
  v.check(
    ({ lengthMin, lengthMax }) => lengthMin <= lengthMax,
    'lengthMax must not be below lengthMin',
  ),
);
export type TypedRules = v.InferOutput<typeof typedRulesSchema>;

/** Which codes the rules are for. */
export type CodeForm = Omit<TypedRules, 'identifier'>;

/** The rules of the first entry that the code fits. Null if it fits none: then the rules of the kiosk are used. */
export function rulesOfTyped(text: string, entries: readonly TypedRules[]): Rules | null {
  return entryOfTyped(text, entries)?.identifier ?? null;
}

/** `text`: a code as it was typed. An AIM identifier or a character set before it is not looked at. */
export function entryOfTyped(text: string, entries: readonly TypedRules[]): TypedRules | null {
  const code = withoutEci(foldDoubled(splitAim(text).text).trim());
  return entries.find((entry) => fits(code, entry)) ?? null;
}

function fits(code: string, { beginsWith, lengthMin, lengthMax, alphabet }: CodeForm): boolean {
  const isBegun = beginsWith === null || code.startsWith(beginsWith);
  const isLong = code.length >= lengthMin && code.length <= lengthMax;
  return isBegun && isLong && ALPHABETS[alphabet].test(code.slice(beginsWith?.length ?? 0));
}
