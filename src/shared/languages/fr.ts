import type { LanguageDefinition } from './language.ts';

export const fr: LanguageDefinition = {
  name: 'Français',
  shortName: 'Fra',
  locale: 'fr-FR',
  receipt: {
    title: 'Reçu',
    moment: 'Date',
    paid: 'Payé',
    left: 'Solde restant',
    card: 'Carte',
    reference: 'Référence',
    kept: 'Payé sans connexion : cette borne enregistre le paiement et l’enverra dès que possible.',
    demo: 'Démo. Pas d’argent réel.',
  },
};
