/** Money is a whole number of cents. It is never a float, and never parsed from a displayed text. */
import * as v from 'valibot';

/**
 * The largest absolute value of an amount, which can be negative. With this limit every sum of two amounts is exact,
 * and absurd amounts from outside are refused.
 */
export const CENTS_MAX = 100_000_000_00;

export const centsSchema = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(-CENTS_MAX),
  v.maxValue(CENTS_MAX),
  v.brand('Cents'),
);

export type Cents = v.InferOutput<typeof centsSchema>;

/**
 * How many decimals an amount is shown with: 2 for euros, 0 for yen, 3 for dinars. An amount is always a whole number
 * of the smallest unit, which this program calls cents as the API does.
 */
export const minorDigitsSchema = v.picklist([0, 2, 3]);
export type MinorDigits = v.InferOutput<typeof minorDigitsSchema>;

/** How many cents one unit of the currency has. */
export function centsPerUnit(minorDigits: MinorDigits): number {
  return 10 ** minorDigits;
}

/** Brands a number that is known to be whole cents. Throws for anything else. */
export function cents(amountInCents: number): Cents {
  return v.parse(centsSchema, amountInCents);
}

export const ZERO_CENTS: Cents = cents(0);

export function addCents(a: Cents, b: Cents): Cents {
  return cents(a + b);
}

export function negateCents(amount: Cents): Cents {
  return cents(0 - amount);
}
