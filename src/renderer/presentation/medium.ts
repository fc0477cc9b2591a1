/** How figures and codes are put into texts: written for the eye, or spoken for the ear. */
import type { View } from '../../shared/contract.ts';
import { negateCents, type Cents } from '../../shared/money.ts';
import { moneyText } from '../format/money.ts';
import { spokenMoney } from '../speech/spoken-money.ts';
import { spell } from './spell.ts';

export interface Medium {
  money: (amount: Cents) => string;
  /** An amount that was taken away: a voice says so with other words than a minus. */
  deduction: (amount: Cents) => string;
  /** A short code that people compare or note down. */
  code: (text: string) => string;
  /** Seconds that count down: a voice names tens, because each would cut off the one before. */
  countdown: (seconds: number) => number;
}

type Format = Pick<View, 'language' | 'currency'>;

export function forEyes({ language, currency }: Format): Medium {
  return {
    money: (amount) => moneyText(amount, { language, currency }),
    deduction: (amount) => moneyText(negateCents(amount), { language, currency, sign: 'always' }),
    code: (text) => text,
    countdown: (seconds) => seconds,
  };
}

export function forEars({ language, currency }: Format): Medium {
  const money = (amount: Cents): string => spokenMoney(amount, { language, currency });
  return {
    money,
    deduction: money,
    code: spell,
    countdown: (seconds) => Math.ceil(seconds / 10) * 10,
  };
}
