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
  de: {
    title: 'Beleg',
    moment: 'Zeitpunkt',
    paid: 'Bezahlt',
    left: 'Guthaben danach',
    card: 'Karte',
    reference: 'Beleg-Nr.',
    kept: 'Ohne Verbindung bezahlt: Das Terminal bewahrt die Zahlung auf und sendet sie, sobald es geht.',
    demo: 'Demo. Kein echtes Geld.',
  },
  fr: {
    title: 'Reçu',
    moment: 'Date',
    paid: 'Payé',
    left: 'Reste sur votre carte',
    card: 'Carte',
    reference: 'Référence',
    kept: 'Payé sans connexion : la borne garde le paiement et l’envoie dès que possible.',
    demo: 'Démo. Pas d’argent réel.',
  },
  es: {
    title: 'Recibo',
    moment: 'Fecha',
    paid: 'Pagado',
    left: 'Queda en su tarjeta',
    card: 'Tarjeta',
    reference: 'Referencia',
    kept: 'Pagado sin conexión: el quiosco guarda el pago y lo envía en cuanto puede.',
    demo: 'Demo. No es dinero real.',
  },
  ar: {
    title: 'إيصال',
    moment: 'التاريخ',
    paid: 'المدفوع',
    left: 'المتبقي في بطاقتك',
    card: 'البطاقة',
    reference: 'المرجع',
    kept: 'دُفع بدون اتصال: يحتفظ الجهاز بالعملية ويرسلها حالما يستطيع.',
    demo: 'عرض تجريبي. ليست نقودًا حقيقية.',
  },
};
