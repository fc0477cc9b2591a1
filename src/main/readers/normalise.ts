/** Turns the text of a code into a card identifier, by the owner's rules. Pure. Never returns part of a code. */
import { CODE_MAX } from './decode/decoding.ts';
import { parseDigitalLink, parseElements } from './decode/gs1.ts';
import { hexNumberOf, numberProblem, type KnownCards, type NumberProblem } from './card-number.ts';
import { withoutEci } from './decode/aim.ts';
import { convertNumber, numberBytes } from './decode/uid.ts';
import { foldDoubled } from './fold-doubled.ts';
import { swipeProblem, type SwipeProblem } from './payment-card.ts';
import type { Rules } from './rules.ts';
import { problemAsSent, type Accepts } from './sent-number.ts';

/** The API accepts no longer identifier (inferred: ids.ts). */
export const IDENTIFIER_MAX = 255;

export type RefusedWhy =
  | 'empty'
  | 'tooLong'
  | 'controlCharacter'
  /** The rules need a URL parameter that the code does not have. */
  | 'noParameter'
  | 'noElement'
  | 'noNumber'
  | 'otherPattern'
  | NumberProblem
  | SwipeProblem;

export type Normalised = { kind: 'value'; value: string } | { kind: 'refused'; why: RefusedWhy };

/** `isNeverRandom`: the text was printed, or the driver has refused random numbers by their bytes already. */
export function normalise(
  text: string,
  rules: Rules,
  { isNeverRandom }: { isNeverRandom: boolean } = { isNeverRandom: false },
): Normalised {
  if (text.length > CODE_MAX) return refused('tooLong');
  const swiped = swipeProblem(text);
  if (swiped !== null) return refused(swiped);
  let value = withoutEci(foldDoubled(text).trim());
  const problem = isNeverRandom ? null : problemOfNumber(value, rules);
  if (problem !== null) return refused(problem);
  const known = isNeverRandom ? { ...rules, hasFixedNumbers: true } : rules;
  const applied = apply(STEPS, value, known);
  if (typeof applied !== 'string') return applied;
  value = applied;
  if (value === '') return refused('empty');
  // JSON cannot carry half of a surrogate pair.
  if (/[\p{Cc}\p{Cs}]/u.test(value)) return refused('controlCharacter');
  if (value.length > IDENTIFIER_MAX) return refused('tooLong');
  return { kind: 'value', value };
}

type Refused = Extract<Normalised, { kind: 'refused' }>;
type Step = (value: string, rules: Rules) => string | Refused;

const BEFORE_MATCH: readonly Step[] = [takeParameter, takeElement, strip];
const STEPS: readonly Step[] = [...BEFORE_MATCH, changeCase, numberBefore, match, numberAfter];

function apply(steps: readonly Step[], text: string, rules: Rules): string | Refused {
  let value = text;
  for (const step of steps) {
    const next = step(value, rules);
    if (typeof next !== 'string') return next;
    value = next.trim();
  }
  return value;
}

/** Whether the reader sent a number that names no card: alone, behind the prefix, or where the pattern finds it. */
function problemOfNumber(value: string, rules: Rules): NumberProblem | null {
  // An address is printed, or stored on the card. The chip makes up no part of it.
  if (isAddress(value)) return null;
  const accepts: Accepts =
    rules.pattern === null ? null : (text) => typeof apply(STEPS, text, rules) === 'string';
  const stripped = strip(value, rules).trim();
  const problem =
    problemAsSent({ text: value, number: value }, accepts, rules) ??
    problemAsSent({ text: value, number: stripped }, accepts, rules);
  if (problem !== null || rules.pattern === null) return problem;
  // What the pattern cuts out of a longer number is not what the chip sent. Decimal digits are no such number.
  if (hexNumberOf(stripped) !== null && rules.number?.from !== 'decimal') return null;
  const cased = apply([...BEFORE_MATCH, changeCase], value, rules);
  const found = typeof cased === 'string' ? match(cased, rules) : null;
  if (typeof cased !== 'string' || typeof found !== 'string') return null;
  const { number } = rules;
  if (number?.when !== 'afterPattern')
    return problemAsSent({ text: cased, number: found }, accepts, rules);
  const bytes = numberBytes(found, number);
  return bytes === null ? null : problemOfBytes(bytes, number, rules);
}

function isAddress(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}

function takeParameter(value: string, { urlParameter }: Rules): string | Refused {
  // A text that is not a URL is kept: other cards of the shop may have only the identifier.
  if (urlParameter === null || !isAddress(value)) return value;
  // A plus sign is a blank in forms only (RFC 3986 has none). In an address, base64 has it.
  const parameters = new URLSearchParams(new URL(value).search.replaceAll('+', '%2B'));
  // The most compact QR codes have capitals only.
  const name = urlParameter.toLowerCase();
  const similar = [...parameters].filter(([key]) => key.toLowerCase() === name);
  const own = parameters.getAll(urlParameter);
  return onlyOf(own.length > 0 ? own : similar.map(([, each]) => each)) ?? refused('noParameter');
}

function takeElement(value: string, { gs1 }: Rules): string | Refused {
  if (gs1 === null) return value;
  const elements = parseDigitalLink(value) ?? parseElements(value) ?? [];
  const values = elements.filter(({ ai }) => ai === gs1).map((element) => element.value);
  return onlyOf(values) ?? refused('noElement');
}

/** Null if there is none, or if they are not all the same: nothing says which one is the card's. */
function onlyOf(values: readonly string[]): string | null {
  const [value, ...others] = new Set(values);
  // A character of another set that was lost. Two different cards could become one.
  const isReadable = value?.includes(LOST_CHARACTER) === false;
  return value === undefined || others.length > 0 || !isReadable ? null : value;
}

/** What stands in an address for bytes that are no UTF-8. */
const LOST_CHARACTER = '\ufffd';

function strip(value: string, { stripPrefix }: Rules): string {
  return stripPrefix !== null && value.startsWith(stripPrefix)
    ? value.slice(stripPrefix.length)
    : value;
}

function changeCase(value: string, rules: Rules): string {
  switch (rules.case) {
    case 'asRead':
      return value;
    case 'upper':
      return value.toUpperCase();
    case 'lower':
      return value.toLowerCase();
  }
}

/** Text that is no such number stays as it is: another reader may send codes of another kind. */
function numberBefore(value: string, rules: Rules): string | Refused {
  if (rules.number?.when !== 'beforePattern') return value;
  const bytes = numberBytes(value, rules.number);
  if (bytes === null) return value;
  const problem = problemOfBytes(bytes, rules.number, rules);
  return problem === null ? (convertNumber(value, rules.number) ?? value) : refused(problem);
}

/** With a pattern, what the chip sent was checked before it. */
function numberAfter(value: string, rules: Rules): string | Refused {
  const { number, pattern } = rules;
  if (number?.when !== 'afterPattern') return value;
  const bytes = pattern === null ? numberBytes(value, number) : null;
  const problem = bytes === null ? null : problemOfBytes(bytes, number, rules);
  if (problem !== null) return refused(problem);
  return convertNumber(value, number) ?? refused('noNumber');
}

function problemOfBytes(
  bytes: Uint8Array,
  { from }: NonNullable<Rules['number']>,
  cards: KnownCards,
): NumberProblem | null {
  // Only readers of 125 kHz write a number in two parts.
  const isParted = from === 'threeFive' || from === 'fiveFive';
  return numberProblem(bytes, isParted ? { hasFixedNumbers: true } : cards);
}

function match(value: string, { pattern }: Rules): string | Refused {
  if (pattern === null) return value;
  const found = new RegExp(`^(?:${pattern})$`, 'v').exec(value);
  return found === null ? refused('otherPattern') : (found[1] ?? value);
}

function refused(why: RefusedWhy): Refused {
  return { kind: 'refused', why };
}
