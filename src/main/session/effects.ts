/** What the session asks for, as data; kiosk.ts does it. `spend` is the only one that moves money. */
import type { Language, Screen } from '../../shared/contract.ts';
import type { Cents } from '../../shared/money.ts';
import type { Machine } from './state.ts';

/**
 * - `idle`: no sign of life; `second`: the warning counts down
 * - `arm`: the buttons of a confirm screen or a result come alive; `repeat`: the paid card may start anew
 * - `result`: a result leaves the screen; `notice`: a notice does
 * - `choices`: a language and adjustments that nobody uses go back to the default
 */
export type Timer = 'idle' | 'second' | 'arm' | 'result' | 'repeat' | 'notice' | 'choices';

export type Effect =
  /** Answered by exactly one `identified` with this token. */
  | { kind: 'identify'; token: number; identifierValue: string }
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
      paid: Extract<Screen, { kind: 'paid' }>;
      language: Language;
    }
  /** Answered by exactly one `pinChecked` with this token. */
  | { kind: 'checkPin'; token: number; pin: string }
  | { kind: 'startTeaching' }
  | { kind: 'cancelTeaching' }
  | { kind: 'useProfile'; choice: number }
  /** Fires once; takes the place of a running timer of the same name. */
  | { kind: 'startTimer'; timer: Timer; delayMs: number }
  /** For one that runs; after this it must not fire. */
  | { kind: 'cancelTimer'; timer: Timer };

export interface Step {
  readonly machine: Machine;
  readonly effects: readonly Effect[];
}
