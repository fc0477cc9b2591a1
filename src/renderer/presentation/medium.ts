/** Formats amounts, references and seconds in texts: as the screen shows them, or as the voice says them. */
import type { View } from '../../shared/contract.ts';
import { negateCents, type Cents } from '../../shared/money.ts';
import { moneyText } from '../format/money.ts';
import { spokenMoney } from '../speech/spoken-money.ts';
import { spell } from './spell.ts';

export interface Medium {
  money: (amount: Cents) => string;
  /** An amount that was subtracted. The screen shows a minus; for the voice, other words of the sentence say it. */
  deduction: (amount: Cents) => string;
  /** The reference of a payment or the end of a card number. The voice spells it. */
  code: (text: string) => string;
  /** Seconds that count down. The voice rounds up to tens, because naming each second would cut off the one before. */
  countdown: (seconds: number) => number;
}

type Format = Pick<View, 'language' | 'currency' | 'minorDigits'>;

export function forEyes({ language, currency, minorDigits }: Format): Medium {
  const format = { language, currency, minorDigits };
  return {
    money: (amount) => moneyText(amount, format),
    deduction: (amount) => moneyText(negateCents(amount), { ...format, sign: 'always' }),
    code: (text) => text,
    countdown: (seconds) => seconds,
  };
}

export function forEars({ language, currency, minorDigits }: Format): Medium {
  const money = (amount: Cents): string => spokenMoney(amount, { language, currency, minorDigits });
  return {
    money,
    deduction: money,
    code: spell,
    countdown: (seconds) => Math.ceil(seconds / 10) * 10,
  };
}
