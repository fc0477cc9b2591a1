/**
 * Reads fields with the conversions that form bodies need ("-1000" is a number), and collects the errors for the
 * `errors` map of code 1003. It never guesses a value. The texts are Laravel's (inferred).
 */
import type { Fields } from './body.ts';

/** The errors of each field, by the field's name. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

export interface FieldCheck {
  /** A text field. Null if it is absent or empty. Any other type is an error. */
  text: (name: string) => string | null;
  requiredText: (name: string) => string;
  requiredInteger: (name: string) => number;
  /** A number field. Returns the fallback if it is absent. A value below 1 is an error. */
  positiveInteger: (name: string, fallback: number) => number;
  fail: (name: string, message: string) => void;
  /** The collected errors. Null if there were none. */
  errors: () => FieldErrors | null;
}

/** A limit of the sandbox, so that sums stay exact: a thousand million in major units. */
const MAGNITUDE_MAX = 100_000_000_000;

export function checkFields(fields: Fields): FieldCheck {
  const errors = new Map<string, string[]>();
  const fail = (name: string, message: string): void => {
    errors.set(name, [...(errors.get(name) ?? []), message]);
  };
  const present = (name: string): unknown => {
    const value = fields.get(name);
    return value === undefined || value === '' ? null : value;
  };
  const text = (name: string): string | null => {
    const value = present(name);
    if (value === null || typeof value === 'string') return value;
    fail(name, `The ${spaced(name)} must be a string.`);
    return null;
  };
  const integer = (name: string): number | null => {
    const value = present(name);
    if (value === null) return null;
    const number = integerOf(value);
    if (number === null) fail(name, `The ${spaced(name)} must be an integer.`);
    return number;
  };
  const missing = (name: string): void => fail(name, `The ${spaced(name)} field is required.`);
  return {
    text,
    fail,
    requiredText: (name) => {
      if (present(name) === null) missing(name);
      return text(name) ?? '';
    },
    requiredInteger: (name) => {
      if (present(name) === null) missing(name);
      return integer(name) ?? 0;
    },
    positiveInteger: (name, fallback) => {
      const value = integer(name) ?? fallback;
      if (value < 1) fail(name, `The ${spaced(name)} must be at least 1.`);
      return value;
    },
    errors: () => (errors.size === 0 ? null : Object.fromEntries(errors)),
  };
}

function integerOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) return null;
  return Math.abs(number) <= MAGNITUDE_MAX ? number : null;
}

function spaced(name: string): string {
  return name.replaceAll('_', ' ');
}
