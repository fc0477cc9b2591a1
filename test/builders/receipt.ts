/** A receipt with the given changes. */
import { cents } from '../../src/shared/money.ts';
import type { Receipt } from '../../src/shared/receipt/receipt.ts';
import { epochMs } from '../../src/shared/time.ts';

export function aReceipt(parts: Partial<Receipt> = {}): Receipt {
  return {
    shopName: 'Krusty Krab',
    paidAt: epochMs(new Date(2026, 4, 15, 14, 2).getTime()),
    amountInCents: cents(12_50),
    afterInCents: cents(37_50),
    currency: 'EUR',
    minorDigits: 2,
    cardEndsIn: 'skjf',
    reference: 'K7-0421',
    isInLedger: true,
    isDemo: false,
    ...parts,
  };
}
