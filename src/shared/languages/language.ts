/** The properties of a language, besides its messages. */
export interface LanguageDefinition {
  /** The name of the language, in the language itself. */
  name: string;
  /**
   * A short name for a narrow toolbar. It is a part of `name`, so that speech control finds the button (WCAG 2.5.3).
   */
  shortName: string;
  /** BCP 47: how numbers and dates are written. */
  locale: string;
  /** The page of the browser shell after another window took the kiosk over. */
  elsewhere: { text: string; button: string };
  receipt: ReceiptWords;
}

/** The words of a receipt, for the screen and for paper. */
export interface ReceiptWords {
  /** Used if the shop's name is unknown. */
  title: string;
  /** The same for a payment that was not completed. */
  proof: string;
  moment: string;
  paid: string;
  /** Names the amount of a payment that was not completed. */
  notCompleted: string;
  left: string;
  card: string;
  reference: string;
  /** The note on the receipt of a payment that is not in the ledger yet. */
  kept: string;
  /** The note below a payment that was not completed. */
  notConfirmed: string;
  demo: string;
}
