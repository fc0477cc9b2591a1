/** Money as people say it, for a voice; never a text to be read on the screen. */
import type { View } from '../../shared/contract.ts';
import { cents, negateCents, type Cents } from '../../shared/money.ts';
import { localeOf } from '../format/languages.ts';
import { m } from '../messages/generated/messages.js';

type Where = Pick<View, 'language' | 'currency'>;

/** Currencies whose hundredth people call a cent. */
const WITH_CENTS = new Set(['EUR', 'USD', 'AUD', 'CAD', 'NZD', 'SGD']);

/** `12 euros and 50 cents`, `12 pounds 50`, `50 cents`, `minus 3 euros`. */
export function spokenMoney(amount: Cents, where: Where): string {
  if (amount < 0) return m.say_minus({ amount: spokenMoney(negateCents(amount), where) });
  const fraction = amount % 100;
  const whole = wholeUnits(cents(amount - fraction), where);
  if (fraction === 0) return whole;
  if (!WITH_CENTS.has(where.currency)) return `${whole} ${fraction}`;
  const small = m.say_cents({ count: fraction });
  return amount < 100 ? small : m.say_money({ whole, cents: small });
}

function wholeUnits(amount: Cents, { language, currency }: Where): string {
  return new Intl.NumberFormat(localeOf(language), {
    style: 'currency',
    currency,
    currencyDisplay: 'name',
    maximumFractionDigits: 0,
  }).format(amount / 100);
}
