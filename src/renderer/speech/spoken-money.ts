/** Amounts of money in spoken form. Only for the voice, never for the screen. */
import type { View } from '../../shared/contract.ts';
import { numberFormat } from '../../shared/intl.ts';
import { cents, centsPerUnit, negateCents, type Cents } from '../../shared/money.ts';
import { localeOf } from '../../shared/languages/index.ts';
import { m } from '../messages/generated/messages.js';

type Format = Pick<View, 'language' | 'currency' | 'minorDigits'>;

/** The currencies whose hundredth is called a cent, besides the euro. */
const DOLLARS = new Set(['USD', 'AUD', 'CAD', 'NZD', 'SGD']);

/** For example `12 euros and 50 cents`, `12 pounds 50`, `12.05 pounds`, `50 cents` or `minus 3 euros`. */
export function spokenMoney(amount: Cents, format: Format): string {
  if (amount < 0) return m.say_minus({ amount: spokenMoney(negateCents(amount), format) });
  const { minorDigits } = format;
  const fraction = amount % centsPerUnit(minorDigits);
  const whole = wholeUnits(cents(amount - fraction), format);
  if (fraction === 0) return whole;
  if (minorDigits !== 2) return inUnits(amount, { ...format, digits: minorDigits });
  const small = smallCoins(fraction, format);
  if (small === null) {
    // People do not say `0 pounds 50`, and they could understand `12 pounds 5` as 12.05 or as 12.50.
    const isPlain = amount >= 100 && fraction >= 10;
    return isPlain
      ? m.say_money_plain({ whole, fraction })
      : inUnits(amount, { ...format, digits: 2 });
  }
  return amount < 100 ? small : m.say_money({ whole, cents: small });
}

/** The messages have the euro, because Arabic says one and two without the digit, and `Intl` writes it. */
function wholeUnits(amount: Cents, format: Format): string {
  return format.currency === 'EUR'
    ? m.say_euros({ count: amount / centsPerUnit(format.minorDigits) })
    : inUnits(amount, { ...format, digits: 0 });
}

/** French and Spanish name the cents of a dollar otherwise. Null if the currency has no cents. */
function smallCoins(count: number, { currency }: Format): string | null {
  if (currency === 'EUR') return m.say_cents({ count });
  return DOLLARS.has(currency) ? m.say_cents_of_dollar({ count }) : null;
}

/** Without separators of thousands: a voice may read what follows one as another number. */
function inUnits(
  amount: Cents,
  { language, currency, minorDigits, digits }: Format & { digits: number },
): string {
  return numberFormat(localeOf(language), {
    style: 'currency',
    currency,
    currencyDisplay: 'name',
    useGrouping: false,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / centsPerUnit(minorDigits));
}
