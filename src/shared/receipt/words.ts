/** The words of a receipt, which the page and the printer share; a language without them does not compile. */
import type { Language } from '../contract.ts';

export interface ReceiptWords {
  /** Where the shop's name is not known. */
  title: string;
  moment: string;
  paid: string;
  left: string;
  card: string;
  reference: string;
  /** For a payment that the ledger does not have yet. */
  kept: string;
  demo: string;
}

export const RECEIPT_WORDS: { readonly [L in Language]: ReceiptWords } = {
  en: {
    title: 'Receipt',
    moment: 'When',
    paid: 'Paid',
    left: 'Left on your card',
    card: 'Card',
    reference: 'Reference',
    kept: 'Paid without a connection: this kiosk keeps the payment and sends it as soon as it can.',
    demo: 'Demo. No real money.',
  },
  nl: {
    title: 'Bon',
    moment: 'Wanneer',
    paid: 'Betaald',
    left: 'Over op je kaart',
    card: 'Kaart',
    reference: 'Kenmerk',
    kept: 'Betaald zonder verbinding: deze zuil bewaart de betaling en verstuurt die zodra het kan.',
    demo: 'Demo. Geen echt geld.',
  },
};
