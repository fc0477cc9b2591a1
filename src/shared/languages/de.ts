import type { LanguageDefinition } from './language.ts';

export const de: LanguageDefinition = {
  name: 'Deutsch',
  shortName: 'Deu',
  locale: 'de-DE',
  receipt: {
    title: 'Beleg',
    moment: 'Datum',
    paid: 'Bezahlt',
    left: 'Restguthaben',
    card: 'Karte',
    reference: 'Referenz',
    kept: 'Ohne Verbindung bezahlt: Dieses Terminal speichert die Zahlung und sendet sie, sobald es kann.',
    demo: 'Demo. Kein echtes Geld.',
  },
};
