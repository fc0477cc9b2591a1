/** Formats amounts, times, references and seconds in texts: as the screen shows them, or as the voice says them. */
import type { View } from '../../shared/contract.ts';
import type { Cents } from '../../shared/money.ts';
import type { EpochMs } from '../../shared/time.ts';
import { now } from '../clock.svelte.ts';
import { moneyText } from '../format/money.ts';
import { momentText, spokenMomentText } from '../format/time.ts';
import { spokenMoney } from '../speech/spoken-money.ts';
import { spell } from './spell.ts';

export interface Medium {
  money: (amount: Cents) => string;
  /** A time, with its day if that is another day. The voice says the month in full. */
  moment: (at: EpochMs) => string;
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
    moment: (at) => momentText(at, now(), language),
    code: (text) => text,
    countdown: (seconds) => seconds,
  };
}

export function forEars({ language, currency, minorDigits }: Format): Medium {
  return {
    money: (amount) => spokenMoney(amount, { language, currency, minorDigits }),
    moment: (at) => spokenMomentText(at, now(), language),
    code: spell,
    countdown: (seconds) => Math.ceil(seconds / 10) * 10,
  };
}
