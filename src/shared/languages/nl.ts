import type { LanguageDefinition } from './language.ts';

export const nl: LanguageDefinition = {
  name: 'Nederlands',
  shortName: 'Ned',
  locale: 'nl-NL',
  receipt: {
    title: 'Bon',
    moment: 'Datum',
    paid: 'Betaald',
    left: 'Resterend saldo',
    card: 'Kaart',
    reference: 'Kenmerk',
    kept: 'Betaald zonder verbinding: deze zuil bewaart de betaling en verstuurt die zodra het kan.',
    demo: 'Demo. Geen echt geld.',
  },
};
