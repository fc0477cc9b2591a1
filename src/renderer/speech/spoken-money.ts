/** Amounts of money in spoken form. Only for the voice, never for the screen. */
import type { View } from '../../shared/contract.ts';
import { numberFormat } from '../../shared/intl.ts';
import { cents, centsPerUnit, negateCents, type Cents } from '../../shared/money.ts';
import { localeOf } from '../../shared/languages/index.ts';
import { m } from '../messages/generated/messages.js';

type Format = Pick<View, 'language' | 'currency' | 'minorDigits'>;

/** The currencies whose hundredth is called a cent. */
const WITH_CENTS = new Set(['EUR', 'USD', 'AUD', 'CAD', 'NZD', 'SGD']);

/** For example `12 euros and 50 cents`, `12 pounds 50`, `12.05 pounds`, `50 cents` or `minus 3 euros`. */
export function spokenMoney(amount: Cents, format: Format): string {
  if (amount < 0) return m.say_minus({ amount: spokenMoney(negateCents(amount), format) });
  const { currency, minorDigits } = format;
  const fraction = amount % centsPerUnit(minorDigits);
  const whole = inUnits(cents(amount - fraction), { ...format, digits: 0 });
  if (fraction === 0) return whole;
  if (minorDigits !== 2) return inUnits(amount, { ...format, digits: minorDigits });
  if (!WITH_CENTS.has(currency)) {
    // People do not say `0 pounds 50`, and they could understand `12 pounds 5` as 12.05 or as 12.50.
    const isPlain = amount >= 100 && fraction >= 10;
    return isPlain ? `${whole} ${fraction}` : inUnits(amount, { ...format, digits: 2 });
  }
  const small = m.say_cents({ count: fraction });
  return amount < 100 ? small : m.say_money({ whole, cents: small });
}

function inUnits(
  amount: Cents,
  { language, currency, minorDigits, digits }: Format & { digits: number },
): string {
  return numberFormat(localeOf(language), {
    style: 'currency',
    currency,
    currencyDisplay: 'name',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / centsPerUnit(minorDigits));
}
