/** The rows of a receipt, in characters that a printer has. Pure. */
import type { Language } from '../../shared/contract.ts';
import { receiptMoney } from '../../shared/receipt/format.ts';
import {
  receiptRows,
  receiptTitle,
  type Receipt,
  type ReceiptRow,
} from '../../shared/receipt/receipt.ts';
import { fitText, printableText, type HasLetter } from './letters.ts';

export interface FittedReceipt {
  rows: ReceiptRow[];
  /** The number of characters that differ from the receipt on the screen. */
  changeCount: number;
}

/** Null if nothing readable is left of a text. A currency whose sign the printer lacks is named by its ISO code. */
export function fitReceipt(
  receipt: Receipt,
  language: Language,
  has: HasLetter,
): FittedReceipt | null {
  const hasSign = Array.from(
    printableText(receiptMoney(receipt.amountInCents, { ...receipt, language })),
  ).every(has);
  const shown = receiptRows(receipt, language, hasSign ? 'narrowSymbol' : 'code');
  let changeCount = hasSign ? 0 : 1;
  let lostCount = 0;
  const fit = (text: string): string => {
    const fitted = fitText(printableText(text), has);
    changeCount += fitted.changeCount;
    if (!fitted.isReadable) lostCount += 1;
    return fitted.text;
  };
  const rows = shown.map((row) =>
    row.kind === 'pair'
      ? { ...row, label: fit(row.label), value: fit(row.value) }
      : { ...row, text: fit(row.text) },
  );
  // A name of symbols alone can become empty.
  const titled = (row: ReceiptRow): ReceiptRow =>
    row.kind === 'title' && row.text.trim() === ''
      ? { ...row, text: receiptTitle(receipt, language) }
      : row;
  return lostCount === 0 ? { rows: rows.map(titled), changeCount } : null;
}
