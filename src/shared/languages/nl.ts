import type { LanguageDefinition } from './language.ts';

export const nl: LanguageDefinition = {
  name: 'Nederlands',
  shortName: 'Ned',
  locale: 'nl-NL',
  elsewhere: {
    text: 'Deze zuil is open in een ander venster',
    button: 'Hier tonen',
  },
  receipt: {
    title: 'Bon',
    proof: 'Bewijs',
    moment: 'Datum',
    paid: 'Betaald',
    notCompleted: 'Niet voltooid',
    left: 'Resterend saldo',
    card: 'Kaart',
    reference: 'Kenmerk',
    kept: 'Betaald zonder verbinding: deze zuil bewaart de betaling en verstuurt die zodra het kan.',
    notConfirmed:
      'Deze zuil kon deze betaling niet bevestigen. Is er toch geld afgeschreven, dan vindt het personeel dat met het kenmerk.',
    demo: 'Demo. Geen echt geld.',
  },
};
