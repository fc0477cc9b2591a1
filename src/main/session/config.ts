/** What the session may be told by the settings: lengths of time, choices on the screen, languages. */
import type { Adjustments, Language } from '../../shared/contract.ts';
import type { Cents } from '../../shared/money.ts';

export interface SessionConfig {
  /** Without a sign of life, after which the customer is asked whether they are still there. */
  readonly idleMs: number;
  /** How long that question waits, in whole seconds, at least 1. */
  readonly warningSeconds: number;
  /** How long the confirm button stays dead, so that a double tap on the screen before cannot press it. */
  readonly armMs: number;
  /** How long a result or a problem stays on the screen when nobody touches it. */
  readonly resultMs: number;
  /** How long a receipt does. */
  readonly receiptMs: number;
  readonly noticeMs: number;
  /** After a payment, how long the same card is only noticed and does not start anew. */
  readonly repeatMs: number;
  readonly quickAmountsInCents: readonly Cents[];
  readonly languages: readonly Language[];
  readonly defaultLanguage: Language;
  /** Whether a receipt can be had on paper. */
  readonly hasPrinter: boolean;
  readonly defaultAdjustments: Adjustments;
  /** How staff come in: `demoPin` is shown, and null where it is not to be. */
  readonly staff: { readonly hasPin: boolean; readonly demoPin: string | null };
  /** Whether demo cards may be touched on the screen. */
  readonly isSandbox: boolean;
}
