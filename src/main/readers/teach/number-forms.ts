/**
 * Finds the forms in which a number that a reader types may be registered: in another base or byte order, or as three
 * and five digits. Pure. Never cuts a number: each form that is offered leads back to the bytes that were typed.
 */
import { TYPED_WRITINGS } from '../../../shared/staff-board.ts';
import type { KnownCards } from '../card-number.ts';
import { numberBytes, type NumberConversion } from '../decode/uid.ts';
import { normalise } from '../normalise.ts';
import { NO_RULES, type Rules } from '../rules.ts';
import { entryOfTyped, type CodeForm, type TypedRules } from '../typed-rules.ts';

export type Writing = (typeof TYPED_WRITINGS)[number];

export interface NumberForm {
  writing: Writing;
  /** The rules that convert the codes, one entry for each length. */
  entries: readonly TypedRules[];
  /** The number of each code, in the same order. */
  numbers: readonly string[];
}

/** `codes`: of all presented cards, as typed. Empty if they are not numbers of a known form. */
export function formsOf(
  codes: readonly string[],
  { hasFixedNumbers }: KnownCards = NO_RULES,
): NumberForm[] {
  const rules = { ...NO_RULES, hasFixedNumbers };
  const forms = sourcesOf(codes).flatMap((sources) =>
    TYPED_WRITINGS.flatMap((writing) => formOf(codes, { sources, writing, rules }) ?? []),
  );
  const isNew = (form: NumberForm, at: number): boolean =>
    forms.findIndex(({ numbers }) => isSame(numbers, form.numbers)) === at;
  return forms.filter((form, at) => !isSame(form.numbers, codes) && isNew(form, at));
}

/** How a reader types a number: one for each length of its codes. */
interface Source extends Pick<NumberConversion, 'from' | 'byteCount' | 'zeros'> {
  form: CodeForm;
}

/** The decimal digits of the largest number of so many bytes. */
const COUNTS_BY_DIGITS = [
  [3, 8],
  [4, 10],
  [5, 13],
  [7, 17],
  [8, 20],
  [10, 25],
] as const;
/** Usual readers fill the number of three bytes with zeros to ten digits, as that of four. */
const ZEROS_TO_MIN = 10;

function digitsOf(byteCount: number | null): number {
  return COUNTS_BY_DIGITS.find(([count]) => count === byteCount)?.[1] ?? 0;
}

/** Each way to read the codes as numbers. */
function sourcesOf(codes: readonly string[]): Source[][] {
  const lengths = [...new Set(codes.map(({ length }) => length))];
  const [length, ...others] = lengths;
  if (length === undefined) return [];
  if (codes.every((code) => /^[0-9]+$/.test(code))) {
    const isUnfilled = others.length > 0 || UNFILLED_LENGTHS.includes(length);
    return isUnfilled ? unfilledSources(codes) : filledSources(length);
  }
  const parted = partedSources(length);
  if (others.length === 0 && parted.some(({ from }) => codes.every((code) => isOf(code, from)))) {
    return [parted];
  }
  const sources = lengths.map((each) => hexSource(codes, each));
  return sources.every((source) => source !== null) ? [sources] : [];
}

function isOf(code: string, from: Source['from']): boolean {
  return numberBytes(code, { from, byteCount: null }) !== null;
}

/** No reader fills a number to so many digits. Longer codes are rather no numbers of cards. */
const UNFILLED_LENGTHS: readonly number[] = [9, 11, 12];

function formOfLength(length: number, alphabet: CodeForm['alphabet']): CodeForm {
  return { beginsWith: null, lengthMin: length, lengthMax: length, alphabet };
}

/** The reader fills the number with zeros to a fixed length. */
function filledSources(length: number): Source[][] {
  const form = formOfLength(length, 'digits');
  const byteCount = COUNTS_BY_DIGITS.find(([, digits]) => digits === length)?.[0];
  if (byteCount === undefined) return [];
  const decimal: Source = { from: 'decimal', byteCount, form };
  const threeFive: Source = { ...decimal, from: 'threeFive' };
  return byteCount === 3 ? [[decimal], [threeFive]] : [[decimal]];
}

/** The reader writes a sign between two numbers. */
function partedSources(length: number): Source[] {
  const form = formOfLength(length, 'digits');
  if (length === '213,02000'.length) {
    return [{ from: 'threeFive', byteCount: 3, form }];
  }
  return length === '00688,41661'.length ? [{ from: 'fiveFive', byteCount: 4, form }] : [];
}

/** The reader writes no zeros in front. Shorter codes of it must be converted too. */
function unfilledSources(codes: readonly string[]): Source[][] {
  if (codes.some((code) => !/^[1-9][0-9]*$/.test(code))) return [];
  const longest = Math.max(...codes.map(({ length }) => length));
  const fitting = COUNTS_BY_DIGITS.find(([count, digits]) => count > 3 && digits >= longest);
  if (fitting === undefined || longest < UNFILLED_MIN) return [];
  const [count, lengthMax] = fitting;
  const isFive = count === FIVE_COUNT;
  const lengthMin = isFive ? FIVE_DIGITS_MIN : 1;
  const form: CodeForm = { beginsWith: null, lengthMin, lengthMax, alphabet: 'digits' };
  return [[{ from: 'decimal', byteCount: isFive ? FIVE_COUNT : null, zeros: 'none', form }]];
}

/** Cards of 125 kHz (EM4100). The first byte is the code of a customer, and rarely zero. */
const FIVE_COUNT = 5;
const FIVE_DIGITS_MIN = 10;

/**
 * Whether these decimal numbers have as many digits as a reader writes that fills them with zeros, but none begins with
 * a zero. So the reader may also leave zeros out, and then other cards have fewer digits.
 */
export function mayLackZeros(codes: readonly string[]): boolean {
  const lengths = new Set(codes.map(({ length }) => length));
  const [length = 0] = lengths;
  const isFull = COUNTS_BY_DIGITS.some(([count, digits]) => count > 3 && digits === length);
  return lengths.size === 1 && isFull && codes.every((code) => /^[1-9][0-9]*$/.test(code));
}

/** A number of four bytes has fewer digits in one of four hundred cards only. */
const UNFILLED_MIN = 8;
const HEX_COUNTS: readonly number[] = [4, 5, 7, 8, 10];

/** Null if the codes of this length are not hexadecimal. Digits alone may be something else. */
function hexSource(codes: readonly string[], length: number): Source | null {
  const ofThis = codes.filter((code) => code.length === length);
  const counts = new Set(ofThis.map((code) => numberBytes(code, ANY_HEX)?.length ?? 0));
  const [byteCount = 0, ...others] = counts;
  const isHex = ofThis.some((code) => /[A-F:\- .]/i.test(code));
  if (!isHex || others.length > 0 || !HEX_COUNTS.includes(byteCount)) return null;
  if (ofThis.some((code) => code.length % 2 === 1 && /^[0-9A-F]+$/i.test(code))) return null;
  return { from: 'hex', byteCount, form: formOfLength(length, 'hex') };
}

const ANY_HEX = { from: 'hex', byteCount: null } as const;

/** Null if a code cannot be written so, or if two codes would become one number. */
function formOf(
  codes: readonly string[],
  { sources, writing, rules }: { sources: readonly Source[]; writing: Writing; rules: Rules },
): NumberForm | null {
  const found = sources.map((source) =>
    entryOf(source, { writing, rules, isOnly: sources.length === 1 }),
  );
  if (found.some((entry) => entry === null)) return null;
  const entries = found.filter((entry) => entry !== null);
  const numbers = codes.map((code) => numberOf(code, entries));
  const all = numbers.filter((number) => number !== null);
  const isProven = all.length === codes.length && new Set(all).size === new Set(codes).size;
  return isProven ? { writing, entries, numbers: all } : null;
}

/** Null if numbers of several lengths would be written alike. */
function entryOf(
  { from, byteCount, zeros = 'filled', form }: Source,
  { writing, rules, isOnly }: { writing: Writing; rules: Rules; isOnly: boolean },
): TypedRules | null {
  const target = TARGETS[writing];
  const isFilled = writing.endsWith('Zeros');
  // Decimal numbers of several lengths are told apart by their zeros only.
  const isDistinct = target.base === 'hex' || (byteCount !== null && (isOnly || isFilled));
  // Three bytes are the printed number of a 125 kHz card. Nobody registers those from the other end.
  const isUsual = byteCount !== 3 || target.byteOrder === 'asRead';
  if (!isDistinct || !isUsual) return null;
  const full = Math.max(ZEROS_TO_MIN, digitsOf(byteCount));
  const number = { from, byteCount, zeros, ...target, digits: isFilled ? full : null };
  return { ...form, identifier: { ...rules, number: { ...number, when: 'beforePattern' } } };
}

type Target = Pick<NumberConversion, 'base' | 'byteOrder'>;

const TARGETS: Record<Writing, Target> = {
  hex: { base: 'hex', byteOrder: 'asRead' },
  hexReversed: { base: 'hex', byteOrder: 'reversed' },
  decimal: { base: 'decimal', byteOrder: 'asRead' },
  decimalZeros: { base: 'decimal', byteOrder: 'asRead' },
  decimalReversed: { base: 'decimal', byteOrder: 'reversed' },
  decimalReversedZeros: { base: 'decimal', byteOrder: 'reversed' },
  threeFive: { base: 'threeFive', byteOrder: 'asRead' },
  threeFiveComma: { base: 'threeFiveComma', byteOrder: 'asRead' },
};

/** The number as the kiosk will look it up. Null if it does not lead back to the bytes of the code. */
function numberOf(code: string, entries: readonly TypedRules[]): string | null {
  const entry = entryOfTyped(code, entries);
  const conversion = entry?.identifier.number ?? null;
  if (entry === null || conversion === null) return null;
  const typed = numberBytes(code, conversion);
  const result = normalise(code, entry.identifier);
  if (typed === null || result.kind === 'refused') return null;
  const back = bytesOf(result.value, { ...conversion, byteCount: typed.length });
  return back !== null && Buffer.compare(back, typed) === 0 ? result.value : null;
}

/** The bytes of a registered number. `byteCount`: of the number. */
function bytesOf(
  text: string,
  { base, byteOrder, byteCount }: Target & { byteCount: number },
): Uint8Array | null {
  const filled = base === 'decimal' ? text.padStart(digitsOf(byteCount), '0') : text;
  const from = base === 'threeFiveComma' ? 'threeFive' : base;
  const bytes = numberBytes(filled, { from, byteCount });
  return byteOrder === 'reversed' ? (bytes?.toReversed() ?? null) : bytes;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.join('\n') === other.join('\n');
}
