/** Formats money and times in full for a receipt, because somebody may read it a month later. */
import { dateText, numberFormat } from '../intl.ts';
import { localeOf, type Language } from '../languages/index.ts';
import type { Cents } from '../money.ts';
import type { EpochMs } from '../time.ts';

export interface ReceiptMoneyFormat {
  language: Language;
  /** ISO 4217. */
  currency: string;
  /** How the currency is named: by its sign, or by its ISO code. */
  sign?: 'narrowSymbol' | 'code';
}

export function receiptMoney(
  amount: Cents,
  { language, currency, sign = 'narrowSymbol' }: ReceiptMoneyFormat,
): string {
  return numberFormat(localeOf(language), {
    style: 'currency',
    currency,
    currencyDisplay: sign,
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(amount / 100);
}

/** `15 May 2026, 14:02`. */
export function receiptMoment(at: EpochMs, language: Language): string {
  return dateText(at, localeOf(language), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}
