/** Turns the text of a code into a card identifier, by the owner's rules. Pure. Never returns part of a code. */
import { CODE_MAX } from './decode/decoding.ts';
import { parseDigitalLink, parseElements } from './decode/gs1.ts';
import {
  numberProblem,
  numberProblemOfText,
  type KnownCards,
  type NumberProblem,
} from './card-number.ts';
import { withoutEci } from './decode/aim.ts';
import { convertNumber, numberBytes } from './decode/uid.ts';
import { foldDoubled } from './fold-doubled.ts';
import { swipeProblem, type SwipeProblem } from './payment-card.ts';
import type { Rules } from './rules.ts';

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
  // A pattern says what the identifiers of this shop look like.
  const mayBeNumber = !isNeverRandom && rules.pattern === null;
  if (mayBeNumber) {
    const texts = [value, strip(value, rules).trim()];
    const problems = texts.map((each) => numberProblemOfText(each, rules));
    const problem = problems.find((each) => each !== null);
    if (problem !== undefined) return refused(problem);
  }
  const known = isNeverRandom ? { ...rules, hasFixedNumbers: true } : rules;
  for (const step of STEPS) {
    const next = step(value, known);
    if (typeof next !== 'string') return next;
    value = next.trim();
  }
  if (value === '') return refused('empty');
  // JSON cannot carry half of a surrogate pair.
  if (/[\p{Cc}\p{Cs}]/u.test(value)) return refused('controlCharacter');
  if (value.length > IDENTIFIER_MAX) return refused('tooLong');
  return { kind: 'value', value };
}

type Refused = Extract<Normalised, { kind: 'refused' }>;
type Step = (value: string, rules: Rules) => string | Refused;

const STEPS: readonly Step[] = [
  takeParameter,
  takeElement,
  strip,
  changeCase,
  numberBefore,
  match,
  numberAfter,
];

function takeParameter(value: string, { urlParameter }: Rules): string | Refused {
  const isAddress = /^https?:\/\//i.test(value) && URL.canParse(value);
  // A text that is not a URL is kept: other cards of the shop may have only the identifier.
  if (urlParameter === null || !isAddress) return value;
  // A plus sign is a blank in forms only (RFC 3986 has none). In an address, base64 has it.
  const parameters = new URLSearchParams(new URL(value).search.replaceAll('+', '%2B'));
  const own = parameters.get(urlParameter);
  if (own !== null) return own;
  // The most compact QR codes have capitals only.
  const name = urlParameter.toLowerCase();
  const [similar, ...others] = [...parameters].filter(([key]) => key.toLowerCase() === name);
  return similar === undefined || others.length > 0 ? refused('noParameter') : similar[1];
}

function takeElement(value: string, { gs1 }: Rules): string | Refused {
  if (gs1 === null) return value;
  const elements = parseDigitalLink(value) ?? parseElements(value) ?? [];
  return elements.find(({ ai }) => ai === gs1)?.value ?? refused('noElement');
}

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
  return converted(value, rules.number, rules) ?? value;
}

function numberAfter(value: string, rules: Rules): string | Refused {
  if (rules.number?.when !== 'afterPattern') return value;
  return converted(value, rules.number, rules) ?? refused('noNumber');
}

function converted(
  value: string,
  number: NonNullable<Rules['number']>,
  cards: KnownCards,
): string | Refused | null {
  const bytes = numberBytes(value, number);
  if (bytes === null) return null;
  // Only readers of 125 kHz write a number in two parts.
  const isParted = number.from === 'threeFive' || number.from === 'fiveFive';
  const problem = numberProblem(bytes, isParted ? { hasFixedNumbers: true } : cards);
  return problem === null ? convertNumber(value, number) : refused(problem);
}

function match(value: string, { pattern }: Rules): string | Refused {
  if (pattern === null) return value;
  const found = new RegExp(`^(?:${pattern})$`, 'v').exec(value);
  return found === null ? refused('otherPattern') : (found[1] ?? value);
}

function refused(why: RefusedWhy): Refused {
  return { kind: 'refused', why };
}
