/** What the session needs to know of the kiosk: the owner's settings, and a few fixed times. */
import type { SessionSettings } from './settings.ts';

export interface SessionConfig extends SessionSettings {
  /** How long a confirm button stays dead, so that a double tap on the screen before cannot press it. */
  readonly armMs: number;
  /** How long a receipt stays on the screen. */
  readonly receiptMs: number;
  readonly noticeMs: number;
  /** How long after a payment another scan of the same card only gets a notice. */
  readonly repeatMs: number;
  /** Whether receipts can be printed. */
  readonly hasPrinter: boolean;
  /** How staff come in. `demoPin` is shown on the screen; null if it must not be. */
  readonly staff: { readonly hasPin: boolean; readonly demoPin: string | null };
  /** Whether demo cards can be touched on the screen. */
  readonly isSandbox: boolean;
}
