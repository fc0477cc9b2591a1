/** Formats money and times in full for a receipt, because somebody may read it a month later. */
import { dateText, MINUS, numberFormat } from '../intl.ts';
import { localeOf, type Language } from '../languages/index.ts';
import { centsPerUnit, type Cents, type MinorDigits } from '../money.ts';
import type { EpochMs } from '../time.ts';

export interface ReceiptMoneyFormat {
  language: Language;
  /** ISO 4217. */
  currency: string;
  minorDigits: MinorDigits;
  /** How the currency is named: by its sign, or by its ISO code. */
  sign?: 'narrowSymbol' | 'code';
}

export function receiptMoney(
  amount: Cents,
  { language, currency, minorDigits, sign = 'narrowSymbol' }: ReceiptMoneyFormat,
): string {
  return numberFormat(localeOf(language), {
    style: 'currency',
    currency,
    currencyDisplay: sign,
    minimumFractionDigits: minorDigits,
    maximumFractionDigits: minorDigits,
  })
    .format(amount / centsPerUnit(minorDigits))
    .replace('-', MINUS);
}

/** `15 May 2026, 14:02`. A voice needs the month in full. */
export function receiptMoment(
  at: EpochMs,
  language: Language,
  month: 'short' | 'long' = 'short',
): string {
  return dateText(at, localeOf(language), {
    day: 'numeric',
    month,
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}
