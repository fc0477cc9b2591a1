import type { LanguageDefinition } from './language.ts';

export const fr: LanguageDefinition = {
  name: 'Français',
  shortName: 'Fra',
  locale: 'fr-FR',
  elsewhere: {
    text: 'Cette borne est ouverte dans une autre fenêtre',
    button: 'Afficher ici',
  },
  receipt: {
    title: 'Reçu',
    proof: 'Justificatif',
    moment: 'Date',
    paid: 'Payé',
    notCompleted: 'Paiement non abouti',
    left: 'Solde restant',
    card: 'Carte',
    reference: 'Référence',
    kept: 'Payé sans connexion : cette borne enregistre le paiement et l’enverra dès que possible.',
    notConfirmed:
      'Cette borne n’a pas pu confirmer ce paiement. Si un montant a été prélevé, le personnel le retrouve avec la référence.',
    demo: 'Démo. Pas d’argent réel.',
  },
};
