/** The words that docs/words.md refuses, because another word is used for the same thing. */
import type { Language } from '../src/shared/languages/index.ts';

interface RefusedWord {
  /** A word or a few words, in any case. In Arabic also with the letters that are written together with it. */
  refused: string;
  instead: string;
}

export const REFUSED_WORDS: Readonly<Partial<Record<Language, readonly RefusedWord[]>>> = {
  en: words({
    counter: 'till',
    desk: 'till',
    teach: 'set up',
    teaching: 'setting up',
    sandbox: 'demo',
    'fill in': 'enter',
    'fill it in': 'enter it',
    'isn’t answering': 'isn’t responding',
    'not answering': 'not responding',
    'taking a break': 'out of service',
    'kept for staff': 'for staff to check',
    'has been seen': 'found',
  }),
  nl: words({
    balie: 'kassa',
    toonbank: 'kassa',
    kiosk: 'zuil',
    tegoed: 'saldo',
    barcode: 'streepjescode',
    kent: 'herkent',
    kennen: 'herkennen',
    cadeaubon: 'cadeaukaart',
    tegoedbon: 'waardebon',
    kassabon: 'bon',
    kassier: 'kassamedewerker',
    nagekeken: 'gecontroleerd',
    voeltoetsenbord: 'toetsenblok met voelbare toetsen',
  }),
  de: words({
    Theke: 'Kasse',
    Tresen: 'Kasse',
    Kiosk: 'Terminal',
    Saldo: 'Guthaben',
    Leser: 'Lesegerät',
    Kartenleser: 'Lesegerät',
    Barcode: 'Strichcode',
    Barcodes: 'Strichcodes',
    Stopp: 'Beenden',
    Quittung: 'Beleg',
    Kassenbon: 'Beleg',
    Geschenkgutschein: 'Geschenkkarte',
    'Guthaben ist im Minus': 'Karte ist im Minus',
    'gehört noch niemandem': 'ist noch nicht registriert',
    Tastfeld: 'Tastenblock mit fühlbaren Tasten',
  }),
  fr: words({
    comptoir: 'caisse',
    guichet: 'caisse',
    kiosque: 'borne',
    crédit: 'solde',
    ticket: 'reçu',
    'clavier tactile': 'clavier à touches en relief',
    connaissons: 'reconnaissons',
    'ne connaît': 'ne reconnaît',
    'chèque cadeau': 'carte cadeau',
    'non payé': 'paiement non effectué',
    'mis de côté': 'désactivé',
  }),
  es: words({
    mostrador: 'caja',
    ventanilla: 'caja',
    quiosco: 'terminal',
    kiosco: 'terminal',
    crédito: 'saldo',
    tique: 'recibo',
    cajero: 'personal de caja',
    'teclado táctil': 'teclado con teclas en relieve',
    conocemos: 'reconocemos',
    'no conoce': 'no reconoce',
    equipo: 'ordenador',
    ocupado: 'saturado',
    'cheque regalo': 'tarjeta regalo',
  }),
  ar: words({
    المنضدة: 'الصندوق',
    الكشك: 'الجهاز',
    الكاشير: 'موظف الصندوق',
    دفعة: 'عملية دفع',
    دفعتك: 'عملية الدفع',
    دفعات: 'عمليات دفع',
    'الرمز السري': 'الرقم السري',
    القارئات: 'قارئات البطاقات',
    'الرمز الشريطي': 'الباركود',
    فعّالة: 'مفعّلة',
    مزدحمة: 'ضغط كبير',
    'متوقف مؤقتًا': 'خارج الخدمة',
    خلال: 'بعد',
  }),
};

/** One sentence for each refused word in the text, paths left out. Empty if there is none. */
export function refusedWordsIn(text: string, language: Language): string[] {
  const read = text.replaceAll(/\S*\/\S+/g, '/');
  return (REFUSED_WORDS[language] ?? [])
    .filter(({ refused }) => patternOf(refused, language).test(read))
    .map(({ refused, instead }) => `“${refused}” is refused by docs/words.md, write “${instead}”`);
}

/** Matches it as complete words. In Arabic, "and", "for" and "with" are letters of the word that follows. */
function patternOf(refused: string, language: Language): RegExp {
  const joined = language === 'ar' ? '[وفبلك]{0,2}' : '';
  return new RegExp(`(?<!\\p{L})${joined}${refused}(?!\\p{L})`, 'iu');
}

function words(instead: Readonly<Record<string, string>>): RefusedWord[] {
  return Object.entries(instead).map(([refused, word]) => ({ refused, instead: word }));
}
