/**
 * What a receipt says, as data and as rows of text: one source for the screen, the QR code and the paper.
 * It never names the customer, and of a card's value it has the last four characters at most.
 */
import type { Screen, View } from '../contract.ts';
import { definitionOf, type Language } from '../languages/index.ts';
import type { Cents } from '../money.ts';
import type { EpochMs } from '../time.ts';
import { receiptMoment, receiptMoney } from './format.ts';

export interface Receipt {
  shopName: string | null;
  paidAt: EpochMs;
  amountInCents: Cents;
  afterInCents: Cents;
  /** ISO 4217. */
  currency: string;
  cardEndsIn: string;
  reference: string;
  /** False while the payment is kept by the terminal, and the ledger does not have it yet. */
  isInLedger: boolean;
  /** Of the sandbox: no real money. */
  isDemo: boolean;
}

export type ReceiptRow =
  | { kind: 'title'; text: string }
  | { kind: 'pair'; label: string; value: string; isStrong: boolean }
  | { kind: 'note'; text: string };

type PaidScreen = Extract<Screen, { kind: 'paid' }>;

/** Of the payment that this view shows. */
export function receiptOf(
  screen: PaidScreen,
  { shopName, currency, isSandbox }: Pick<View, 'shopName' | 'currency' | 'isSandbox'>,
): Receipt {
  const { paidAt, amountInCents, afterInCents, reference, isInLedger } = screen;
  return {
    shopName,
    paidAt,
    amountInCents,
    afterInCents,
    currency,
    cardEndsIn: screen.card.endsIn,
    reference,
    isInLedger,
    isDemo: isSandbox,
  };
}

/** In the order in which they are read; the time is that of this machine's time zone. */
export function receiptRows(receipt: Receipt, language: Language): ReceiptRow[] {
  const words = definitionOf(language).receipt;
  const money = (amount: Cents): string =>
    receiptMoney(amount, { language, currency: receipt.currency });
  return [
    { kind: 'title', text: receipt.shopName ?? words.title },
    ...note(receipt.isDemo, words.demo),
    pair(words.moment, receiptMoment(receipt.paidAt, language)),
    pair(words.paid, money(receipt.amountInCents), true),
    pair(words.left, money(receipt.afterInCents)),
    ...(receipt.cardEndsIn === '' ? [] : [pair(words.card, `**** ${receipt.cardEndsIn}`)]),
    pair(words.reference, receipt.reference),
    ...note(!receipt.isInLedger, words.kept),
  ];
}

/** The whole receipt as a text for a phone. */
export function receiptText(receipt: Receipt, language: Language): string {
  return receiptRows(receipt, language)
    .map((row) => (row.kind === 'pair' ? `${row.label}: ${row.value}` : row.text))
    .join('\n');
}

function pair(label: string, value: string, isStrong = false): ReceiptRow {
  return { kind: 'pair', label, value, isStrong };
}

function note(isSaid: boolean, text: string): ReceiptRow[] {
  return isSaid ? [{ kind: 'note', text }] : [];
}
