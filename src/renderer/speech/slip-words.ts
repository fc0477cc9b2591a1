/** The slip of a receipt as sentences: its own words and order, with figures as people say them. Pure. */
import type { Screen, View } from '../../shared/contract.ts';
import { receiptMoment } from '../../shared/receipt/format.ts';
import { definitionOf } from '../../shared/languages/index.ts';
import { spokenMoney } from './figures.ts';
import { sentence } from './sentence.ts';
import { spell } from './spell.ts';

/** For whoever may hear an amount. */
export function slipWords(view: View, screen: Extract<Screen, { kind: 'paid' }>): string[] {
  const { language, shopName, isSandbox } = view;
  const { card, paidAt, amountInCents, afterInCents, reference, isInLedger } = screen;
  const words = definitionOf(language).receipt;
  const pairs: [label: string, value: string][] = [
    [words.moment, receiptMoment(paidAt, language)],
    [words.paid, spokenMoney(amountInCents, view)],
    [words.left, spokenMoney(afterInCents, view)],
    ...(card.endsIn === '' ? [] : [[words.card, spell(card.endsIn)] as [string, string]]),
    [words.reference, spell(reference)],
  ];
  return [
    sentence(shopName ?? words.title),
    ...(isSandbox ? [words.demo] : []),
    ...pairs.map(([label, value]) => sentence(`${label}: ${value}`)),
    ...(isInLedger ? [] : [words.kept]),
  ];
}
