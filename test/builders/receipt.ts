/** Receipts with the given changes. */
import { cents } from '../../src/shared/money.ts';
import type { Receipt } from '../../src/shared/receipt/receipt.ts';
import { epochMs } from '../../src/shared/time.ts';

export type PaidReceipt = Extract<Receipt, { kind: 'paid' }>;
type Proof = Extract<Receipt, { kind: 'notCompleted' }>;

export function aReceipt(parts: Partial<PaidReceipt> = {}): PaidReceipt {
  return {
    kind: 'paid',
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

/** The proof of a payment that was not completed. */
export function aProof(parts: Partial<Proof> = {}): Proof {
  return {
    kind: 'notCompleted',
    shopName: 'Krusty Krab',
    endedAt: epochMs(new Date(2026, 4, 15, 14, 2).getTime()),
    amountInCents: cents(12_50),
    currency: 'EUR',
    minorDigits: 2,
    cardEndsIn: 'skjf',
    reference: 'K7-0421',
    isDemo: false,
    ...parts,
  };
}
