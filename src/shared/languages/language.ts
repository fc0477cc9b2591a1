/** What the program must know about a language, besides its messages. */
export interface LanguageDefinition {
  /** In the language itself. */
  name: string;
  /** For a toolbar without room. Part of `name`, so that speech control finds the button (WCAG 2.5.3). */
  shortName: string;
  /** BCP 47: how numbers and dates are written. */
  locale: string;
  receipt: ReceiptWords;
}

/** The words of a receipt, for the screen and for paper. */
export interface ReceiptWords {
  /** Used if the shop's name is unknown. */
  title: string;
  moment: string;
  paid: string;
  left: string;
  card: string;
  reference: string;
  /** Of a payment that the ledger does not have yet. */
  kept: string;
  demo: string;
}
