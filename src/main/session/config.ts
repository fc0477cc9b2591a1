/** The configuration of the session: the owner's settings, and a few fixed times. */
import type { MinorDigits } from '../../shared/money.ts';
import type { SessionSettings } from './settings.ts';

export interface SessionConfig extends SessionSettings {
  /** How long nobody may press anything before the buttons of a question become active. */
  readonly armMs: number;
  /** How many digits of the currency's smaller unit an amount has. */
  readonly minorDigits: MinorDigits;
  /** How long a receipt stays on the screen. */
  readonly receiptMs: number;
  readonly noticeMs: number;
  /** How long after a payment another scan of the same card shows only a notice. */
  readonly repeatMs: number;
  /** True if receipts can be printed. */
  readonly hasPrinter: boolean;
  /** How staff open the staff area. `demoPin` is shown on the screen; null if no PIN must be shown. */
  readonly staff: { readonly hasPin: boolean; readonly demoPin: string | null };
  /** True if demo cards can be touched on the screen. */
  readonly isSandbox: boolean;
}
