import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../../../src/shared/contract.ts';
import { cents } from '../../../../src/shared/money.ts';
import { receiptOf, receiptRows, receiptText } from '../../../../src/shared/receipt/receipt.ts';
import { definitionOf } from '../../../../src/shared/languages/index.ts';
import { aView } from '../../../builders/view.ts';
import { typesettingFaults } from '../../typesetting.ts';
import { aProof, aReceipt } from '../../../builders/receipt.ts';

describe('a receipt', () => {
  it('says what was paid, where and when, and what is left', () => {
    expect(receiptText(aReceipt(), 'en').split('\n')).toEqual([
      'Krusty Krab',
      'Date: 15 May 2026, 14:02',
      'Paid: €12.50',
      'Left on your card: €37.50',
      'Card: **** skjf',
      'Reference: K7-0421',
    ]);
  });

  it('writes money and dates as the language does', () => {
    const text = receiptText(aReceipt({ amountInCents: cents(1_234_50) }), 'nl');
    expect(text).toContain('Betaald: €\u00a01.234,50');
    expect(text).toContain('Datum: 15 mei 2026, 14:02');
  });

  it('has the same minus as the screen if more was spent than there was', () => {
    for (const language of LANGUAGES) {
      const text = receiptText(aReceipt({ afterInCents: cents(-2_50) }), language);
      expect(text).toMatch(/\u2212\D*2[.,]50/);
      expect(text).not.toMatch(/-\D*2[.,]50/);
    }
  });

  it('has as many decimals as the owner states', () => {
    const yen = aReceipt({ currency: 'JPY', minorDigits: 0, amountInCents: cents(1_250) });
    expect(receiptText(yen, 'en')).toContain('Paid: ¥1,250\n');
    const dinars = aReceipt({ currency: 'KWD', minorDigits: 3, amountInCents: cents(1_250) });
    expect(receiptText(dinars, 'en')).toContain('Paid: KWD\u00a01.250\n');
  });

  it('says that the payment is not in the ledger yet', () => {
    const text = receiptText(aReceipt({ isInLedger: false }), 'en');
    expect(text).toContain('this kiosk keeps the payment');
    expect(receiptText(aReceipt(), 'en')).not.toContain('keeps');
  });

  it('is marked as a demo on the sandbox', () => {
    expect(receiptText(aReceipt({ isDemo: true }), 'en')).toContain('No real money');
  });

  it('has a title if the name of the shop is unknown, and no card line without a card', () => {
    const rows = receiptRows(aReceipt({ shopName: null, cardEndsIn: '' }), 'en');
    expect(rows[0]).toEqual({ kind: 'title', text: 'Receipt' });
    expect(JSON.stringify(rows)).not.toContain('****');
  });

  it('shows nothing of the card but its last characters', () => {
    const view = aView({ isSandbox: false });
    const receipt = receiptOf(
      {
        kind: 'paid',
        card: { name: 'Card of J. Jansen', endsIn: 'skjf' },
        amountInCents: cents(5_00),
        beforeInCents: cents(10_00),
        afterInCents: cents(5_00),
        isInLedger: true,
        paidAt: aReceipt().paidAt,
        reference: 'K7-1',
        isReceiptShown: true,
        isArmed: true,
        paper: { kind: 'none' },
      },
      view,
    );
    expect(receipt).toEqual(
      aReceipt({ amountInCents: cents(5_00), afterInCents: cents(5_00), reference: 'K7-1' }),
    );
    expect(receiptText(receipt, 'en')).not.toContain('Jansen');
  });
});

describe('the proof of a payment that was not completed', () => {
  it('says what could not be confirmed, where and when', () => {
    expect(receiptText(aProof(), 'en').split('\n')).toEqual([
      'Krusty Krab',
      'Date: 15 May 2026, 14:02',
      'Not completed: €12.50',
      'Card: **** skjf',
      'Reference: K7-0421',
      'This kiosk could not confirm this payment. If any money was taken, staff can find it by the reference.',
    ]);
  });

  it.each(LANGUAGES)('never has the words of a payment that was made, in %s', (language) => {
    const { paid, left, kept, title } = definitionOf(language).receipt;
    const text = receiptText(aProof({ shopName: null }), language);
    for (const word of [`${paid}:`, `${left}:`, kept]) expect(text).not.toContain(word);
    expect(text.split('\n')[0]).not.toBe(title);
  });

  it('is made from the screen', () => {
    const { endedAt } = aProof();
    const proof = receiptOf(
      {
        kind: 'notCompleted',
        card: { name: 'Card of J. Jansen', endsIn: 'skjf' },
        amountInCents: cents(12_50),
        endedAt,
        reference: 'K7-0421',
        isReceiptShown: true,
        isArmed: true,
        paper: { kind: 'none' },
      },
      aView({ isSandbox: false }),
    );
    expect(proof).toEqual(aProof());
  });
});

describe.each(LANGUAGES)('the words of a receipt in %s', (language: Language) => {
  it('are complete, and typeset as the language requires', () => {
    const words = Object.values(definitionOf(language).receipt);
    expect(words.flatMap((word: string) => typesettingFaults(word, language))).toEqual([]);
  });

  it('fit into a QR code that a phone can read: at most 500 bytes with a name of 40 letters', () => {
    const longest = aReceipt({ shopName: 'n'.repeat(40), isInLedger: false, isDemo: true });
    expect(Buffer.byteLength(receiptText(longest, language))).toBeLessThan(500);
    const proof = aProof({ shopName: 'n'.repeat(40), isDemo: true });
    expect(Buffer.byteLength(receiptText(proof, language))).toBeLessThan(500);
  });
});
