/** Prints the receipt that the session asks for. Adds the name of the shop and the currency. */
import { receiptOf } from '../../shared/receipt/receipt.ts';
import type { MinorDigits } from '../../shared/money.ts';
import type { Printer } from '../printer/printer.ts';
import type { Effect } from '../session/effects.ts';
import type { SessionRunnerOptions } from './session-runner.ts';

export interface Shop {
  shopName: string | null;
  /** ISO 4217. */
  currency: string;
  minorDigits: MinorDigits;
  isSandbox: boolean;
}

export function createReceiptPrinting(
  printer: Printer | null,
  shop: () => Shop,
): SessionRunnerOptions['print'] {
  return ({ screen, language }: Extract<Effect, { kind: 'print' }>, isWanted) =>
    printer === null
      ? Promise.resolve({ kind: 'problem', problem: 'away', mayBeOut: false })
      : printer.print(receiptOf(screen, shop()), language, isWanted);
}
