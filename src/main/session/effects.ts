/** The requests of the session, as data. kiosk/session-runner.ts runs them. Only `spend` moves money. */
import type { Language } from '../../shared/contract.ts';
import type { Cents } from '../../shared/money.ts';
import type { PaymentHistory } from '../../shared/payment-history.ts';
import type { ReceiptScreen } from '../../shared/receipt/receipt.ts';
import type { Machine } from './state.ts';

/**
 * The name of each timer is the reason for which it fires.
 * - `idle`: there was no sign of life
 * - `second`: the countdown of a warning
 * - `arm`: the buttons of a question become active (arming.ts)
 * - `repeat`: the card that paid may start a new session
 * - `result`: a result leaves the screen
 * - `notice`: a notice leaves the screen
 * - `choices`: language and adjustments are reset because nobody uses the kiosk
 */
export type Timer = 'idle' | 'second' | 'arm' | 'result' | 'repeat' | 'notice' | 'choices';

export type Effect =
  /** Answered by at most one `earlierKnown` and then exactly one `identified` with this token. */
  | { kind: 'identify'; token: number; identifierValue: string }
  /** Answered by exactly one `recalled` about this card, without a request to the API. */
  | { kind: 'recall'; identifierValue: string }
  /** Answered by exactly one `olderRead` with this token. */
  | { kind: 'readOlder'; token: number; contactUuid: string; history: PaymentHistory }
  /** Answered by any number of `spendStepped` and then exactly one `spendEnded` with this token. */
  | {
      kind: 'spend';
      token: number;
      contactUuid: string;
      identifierValue: string;
      amountInCents: Cents;
    }
  /** Answered by exactly one `printEnded` with this token. It moves no money. */
  | {
      kind: 'print';
      token: number;
      screen: ReceiptScreen;
      language: Language;
    }
  /** Answered by exactly one `pinChecked` with this token. */
  | { kind: 'checkPin'; token: number; pin: string }
  | { kind: 'startTeaching' }
  | { kind: 'cancelTeaching' }
  | { kind: 'useProfile'; choice: number }
  /** Fires once. Replaces a running timer of the same name. */
  | { kind: 'startTimer'; timer: Timer; delayMs: number }
  /** Cancels a running timer, which must not fire after this. */
  | { kind: 'cancelTimer'; timer: Timer };

export interface Step {
  readonly machine: Machine;
  readonly effects: readonly Effect[];
}
