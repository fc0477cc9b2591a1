/**
 * The content of a receipt, as data and as rows of text. The screen, the QR code and the printer all use it.
 * It never names the customer, and shows at most the last four characters of the card value.
 */
import type { Screen, View } from '../contract.ts';
import { definitionOf, type Language } from '../languages/index.ts';
import type { Cents, MinorDigits } from '../money.ts';
import type { EpochMs } from '../time.ts';
import { receiptMoment, receiptMoney, type ReceiptMoneyFormat } from './format.ts';

export interface Receipt {
  shopName: string | null;
  paidAt: EpochMs;
  amountInCents: Cents;
  afterInCents: Cents;
  /** ISO 4217. */
  currency: string;
  minorDigits: MinorDigits;
  cardEndsIn: string;
  reference: string;
  /** False while only the terminal has the payment and the ledger does not have it yet. */
  isInLedger: boolean;
  /** True for a receipt from the sandbox, without real money. */
  isDemo: boolean;
}

export type ReceiptRow =
  | { kind: 'title'; text: string }
  | { kind: 'pair'; label: string; value: string; isStrong: boolean }
  | { kind: 'note'; text: string };

type PaidScreen = Extract<Screen, { kind: 'paid' }>;

/** The receipt of the payment on the screen. */
export function receiptOf(
  screen: PaidScreen,
  shop: Pick<View, 'shopName' | 'currency' | 'minorDigits' | 'isSandbox'>,
): Receipt {
  const { paidAt, amountInCents, afterInCents, reference, isInLedger } = screen;
  return {
    shopName: shop.shopName,
    paidAt,
    amountInCents,
    afterInCents,
    currency: shop.currency,
    minorDigits: shop.minorDigits,
    cardEndsIn: screen.card.endsIn,
    reference,
    isInLedger,
    isDemo: shop.isSandbox,
  };
}

/** The rows, in reading order. Times are in the time zone of this machine. */
export function receiptRows(
  receipt: Receipt,
  language: Language,
  sign: ReceiptMoneyFormat['sign'] = 'narrowSymbol',
): ReceiptRow[] {
  const words = definitionOf(language).receipt;
  const { currency, minorDigits } = receipt;
  const money = (amount: Cents): string =>
    receiptMoney(amount, { language, currency, minorDigits, sign });
  return [
    { kind: 'title', text: receipt.shopName ?? words.title },
    ...noteIf(receipt.isDemo, words.demo),
    pair(words.moment, receiptMoment(receipt.paidAt, language)),
    pair(words.paid, money(receipt.amountInCents), true),
    pair(words.left, money(receipt.afterInCents)),
    ...(receipt.cardEndsIn === '' ? [] : [pair(words.card, `**** ${receipt.cardEndsIn}`)]),
    pair(words.reference, receipt.reference),
    ...noteIf(!receipt.isInLedger, words.kept),
  ];
}

/** The whole receipt as one text, for the QR code. */
export function receiptText(receipt: Receipt, language: Language): string {
  return receiptRows(receipt, language)
    .map((row) => (row.kind === 'pair' ? `${row.label}: ${row.value}` : row.text))
    .join('\n');
}

function pair(label: string, value: string, isStrong = false): ReceiptRow {
  return { kind: 'pair', label, value, isStrong };
}

function noteIf(isNeeded: boolean, text: string): ReceiptRow[] {
  return isNeeded ? [{ kind: 'note', text }] : [];
}
