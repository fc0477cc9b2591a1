/**
 * How an amount is typed. Without a decimal sign, digits are added on the right, as on a till: 1 2 5 0 is 12.50. With a
 * decimal sign, they mean what a person writes: 1 2 , 5 is 12.50 too. Pure.
 */
import { cents, ZERO_CENTS, type Cents } from '../../shared/money.ts';

/** Seven digits: 99,999.99. */
const TYPED_MAX_IN_CENTS = 9_999_999;

export interface TypedAmount {
  readonly amountInCents: Cents;
  /** How many digits were typed after the decimal sign. Null without a decimal sign. */
  readonly decimalCount: number | null;
  /** The amount is a button's, and nothing was typed after it. */
  readonly isChosen: boolean;
}

export const NOTHING_TYPED: TypedAmount = {
  amountInCents: ZERO_CENTS,
  decimalCount: null,
  isChosen: false,
};

/** A digit after a chosen amount begins a new one: after €20 and 3, a person means €0.03 on the way to €3, not €200.03. */
function begun(typed: TypedAmount): TypedAmount {
  return typed.isChosen ? NOTHING_TYPED : typed;
}

/** Digits that would make the amount too long are ignored, and so is a digit after the last decimal. */
export function typeDigit(before: TypedAmount, digit: number, minorDigits: number): TypedAmount {
  const typed = begun(before);
  const { amountInCents, decimalCount } = typed;
  if (decimalCount === null) return amountOr(typed, amountInCents * 10 + digit, null);
  if (decimalCount >= minorDigits) return typed;
  const added = digit * 10 ** (minorDigits - decimalCount - 1);
  return amountOr(typed, amountInCents + added, decimalCount + 1);
}

/** The key `00` of the keypad: both zeros or neither. */
export function typeDoubleZero(before: TypedAmount, minorDigits: number): TypedAmount {
  const typed = begun(before);
  const once = typeDigit(typed, 0, minorDigits);
  if (typed.decimalCount !== null) return typeDigit(once, 0, minorDigits);
  return amountOr(typed, typed.amountInCents * 100, null);
}

/** The digits before the decimal sign are whole euros. A second decimal sign is ignored. */
export function typeDecimalSign(typed: TypedAmount, minorDigits: number): TypedAmount {
  const { amountInCents, decimalCount, isChosen } = typed;
  if (decimalCount !== null || minorDigits === 0) return typed;
  if (!isChosen) return amountOr(typed, amountInCents * 10 ** minorDigits, 0);
  // A chosen amount is in whole euros already, or it has decimals.
  return amountInCents % 10 ** minorDigits === 0 ? amountOr(typed, amountInCents, 0) : typed;
}

/** Takes back the last key: a digit, the decimal sign, or the button of a chosen amount. */
export function erase(typed: TypedAmount, minorDigits: number): TypedAmount {
  const { amountInCents, decimalCount } = begun(typed);
  if (decimalCount === null) return typedAs(Math.floor(amountInCents / 10), null);
  if (decimalCount === 0) return typedAs(amountInCents / 10 ** minorDigits, null);
  const place = 10 ** (minorDigits - decimalCount + 1);
  return typedAs(Math.floor(amountInCents / place) * place, decimalCount - 1);
}

/** The amount of a button. Keeps what was typed if the amount could not be typed. */
export function choose(typed: TypedAmount, amountInCents: Cents): TypedAmount {
  const isTypable = amountInCents > 0 && amountInCents <= TYPED_MAX_IN_CENTS;
  return isTypable ? { amountInCents, decimalCount: null, isChosen: true } : typed;
}

function amountOr(typed: TypedAmount, amount: number, decimalCount: number | null): TypedAmount {
  return amount > TYPED_MAX_IN_CENTS ? typed : typedAs(amount, decimalCount);
}

function typedAs(amount: number, decimalCount: number | null): TypedAmount {
  return { amountInCents: cents(amount), decimalCount, isChosen: false };
}
