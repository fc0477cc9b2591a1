/**
 * The content of a receipt, as data and as rows of text. The screen, the QR code and the printer all use it.
 * A payment that was not completed has one too: it proves that the kiosk could not confirm the payment.
 * It never names the customer, and shows at most the last four characters of the card value.
 */
import type { Screen, View } from '../contract.ts';
import { definitionOf, type Language } from '../languages/index.ts';
import type { Cents, MinorDigits } from '../money.ts';
import type { EpochMs } from '../time.ts';
import { receiptMoment, receiptMoney, type ReceiptMoneyFormat } from './format.ts';

export type Receipt = PaidReceipt | NotCompletedReceipt;

interface PaidReceipt extends AnyReceipt {
  kind: 'paid';
  paidAt: EpochMs;
  afterInCents: Cents;
  /** False while only the terminal has the payment and the ledger does not have it yet. */
  isInLedger: boolean;
}

interface NotCompletedReceipt extends AnyReceipt {
  kind: 'notCompleted';
  endedAt: EpochMs;
}

interface AnyReceipt {
  shopName: string | null;
  amountInCents: Cents;
  /** ISO 4217. */
  currency: string;
  minorDigits: MinorDigits;
  cardEndsIn: string;
  reference: string;
  /** True for a receipt from the sandbox, without real money. */
  isDemo: boolean;
}

export type ReceiptRow =
  | { kind: 'title'; text: string }
  | { kind: 'pair'; label: string; value: string; isStrong: boolean }
  | { kind: 'note'; text: string };

export type ReceiptScreen = Extract<Screen, { kind: Receipt['kind'] }>;

/** The receipt of the payment on the screen. */
export function receiptOf(
  screen: ReceiptScreen,
  shop: Pick<View, 'shopName' | 'currency' | 'minorDigits' | 'isSandbox'>,
): Receipt {
  const { amountInCents, reference } = screen;
  const receipt = {
    shopName: shop.shopName,
    amountInCents,
    currency: shop.currency,
    minorDigits: shop.minorDigits,
    cardEndsIn: screen.card.endsIn,
    reference,
    isDemo: shop.isSandbox,
  };
  if (screen.kind === 'notCompleted') {
    return { ...receipt, kind: screen.kind, endedAt: screen.endedAt };
  }
  const { kind, paidAt, afterInCents, isInLedger } = screen;
  return { ...receipt, kind, paidAt, afterInCents, isInLedger };
}

/** The title of a receipt if the name of the shop is unknown. */
export function receiptTitle({ kind }: Receipt, language: Language): string {
  const words = definitionOf(language).receipt;
  return kind === 'paid' ? words.title : words.proof;
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
    { kind: 'title', text: receipt.shopName ?? receiptTitle(receipt, language) },
    ...noteIf(receipt.isDemo, words.demo),
    ...(receipt.kind === 'paid'
      ? [
          pair(words.moment, receiptMoment(receipt.paidAt, language)),
          pair(words.paid, money(receipt.amountInCents), true),
          pair(words.left, money(receipt.afterInCents)),
        ]
      : [
          pair(words.moment, receiptMoment(receipt.endedAt, language)),
          pair(words.notCompleted, money(receipt.amountInCents), true),
        ]),
    ...(receipt.cardEndsIn === '' ? [] : [pair(words.card, `**** ${receipt.cardEndsIn}`)]),
    pair(words.reference, receipt.reference),
    ...(receipt.kind === 'paid'
      ? noteIf(!receipt.isInLedger, words.kept)
      : noteIf(true, words.notConfirmed)),
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
