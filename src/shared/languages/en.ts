import type { LanguageDefinition } from './language.ts';

export const en: LanguageDefinition = {
  name: 'English',
  shortName: 'Eng',
  // Dates with the day first, as in the countries where the kiosk is used.
  locale: 'en-GB',
  elsewhere: {
    text: 'This kiosk is open in another window',
    button: 'Show here',
  },
  receipt: {
    title: 'Receipt',
    proof: 'Proof',
    moment: 'Date',
    paid: 'Paid',
    notCompleted: 'Not completed',
    left: 'Left on your card',
    card: 'Card',
    reference: 'Reference',
    kept: 'Paid without a connection: this kiosk keeps the payment and sends it as soon as it can.',
    notConfirmed:
      'This kiosk could not confirm this payment. If any money was taken, staff can find it by the reference.',
    demo: 'Demo. No real money.',
  },
};
