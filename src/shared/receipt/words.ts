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
    moment: 'Datum',
    paid: 'Betaald',
    left: 'Resterend saldo',
    card: 'Kaart',
    reference: 'Kenmerk',
    kept: 'Betaald zonder verbinding: deze zuil bewaart de betaling en verstuurt die zodra het kan.',
    demo: 'Demo. Geen echt geld.',
  },
  de: {
    title: 'Beleg',
    moment: 'Datum',
    paid: 'Bezahlt',
    left: 'Restguthaben',
    card: 'Karte',
    reference: 'Referenz',
    kept: 'Ohne Verbindung bezahlt: Dieses Terminal speichert die Zahlung und sendet sie, sobald es kann.',
    demo: 'Demo. Kein echtes Geld.',
  },
  fr: {
    title: 'Reçu',
    moment: 'Date',
    paid: 'Payé',
    left: 'Solde restant',
    card: 'Carte',
    reference: 'Référence',
    kept: 'Payé sans connexion : cette borne garde le paiement et l’enverra dès que possible.',
    demo: 'Démo. Pas d’argent réel.',
  },
  es: {
    title: 'Recibo',
    moment: 'Fecha',
    paid: 'Pagado',
    left: 'Saldo restante',
    card: 'Tarjeta',
    reference: 'Referencia',
    kept: 'Pagado sin conexión: este terminal guarda el pago y lo enviará en cuanto pueda.',
    demo: 'Demo. Sin dinero real.',
  },
  ar: {
    title: 'إيصال',
    moment: 'التاريخ',
    paid: 'المدفوع',
    left: 'الرصيد المتبقي',
    card: 'البطاقة',
    reference: 'المرجع',
    kept: 'تم الدفع من دون اتصال: يحفظ هذا الجهاز الدفعة ويرسلها في أقرب وقت.',
    demo: 'عرض تجريبي. لا نقود حقيقية.',
  },
};
