import type { LanguageDefinition } from './language.ts';

export const de: LanguageDefinition = {
  name: 'Deutsch',
  shortName: 'Deu',
  locale: 'de-DE',
  elsewhere: {
    text: 'Dieses Terminal ist in einem anderen Fenster geöffnet',
    button: 'Hier anzeigen',
  },
  receipt: {
    title: 'Beleg',
    proof: 'Nachweis',
    moment: 'Datum',
    paid: 'Bezahlt',
    notCompleted: 'Nicht abgeschlossen',
    left: 'Restguthaben',
    card: 'Karte',
    reference: 'Referenz',
    kept: 'Ohne Verbindung bezahlt: Dieses Terminal speichert die Zahlung und sendet sie, sobald es kann.',
    notConfirmed:
      'Dieses Terminal konnte diese Zahlung nicht bestätigen. Wurde doch Geld abgebucht, findet das Personal es mit der Referenz.',
    demo: 'Demo. Kein echtes Geld.',
  },
};
