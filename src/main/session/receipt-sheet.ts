/**
 * The receipt of a payment, on the screen and on paper. Also the proof of a payment that was not completed. Nothing in
 * this file can pay or reverse a payment.
 */
import type { Screen } from '../../shared/contract.ts';
import type { ReceiptScreen } from '../../shared/receipt/receipt.ts';
import type { Step } from './effects.ts';
import type { EventOf } from './events.ts';
import { cardShown } from './screen-parts.ts';
import type { Machine } from './state.ts';
import { enter, withoutEffects } from './transitions.ts';
import { truncate } from './truncate.ts';

/** The screen of a completed payment. The receipt is made from the same data. */
export function paidScreen({ state, isArmed }: Machine<'paid'>): Extract<Screen, { kind: 'paid' }> {
  const { kind, amountInCents, beforeInCents, afterInCents, isInLedger, paidAt } = state;
  const { isReceiptShown, paper } = state;
  return {
    kind,
    card: cardShown(state.customer),
    amountInCents,
    beforeInCents,
    afterInCents,
    isInLedger,
    paidAt,
    reference: truncate(state.reference),
    isReceiptShown,
    paper,
    isArmed,
  };
}

/** The screen of a payment that was not completed. Its proof is made from the same data. */
export function notCompletedScreen({
  state,
  isArmed,
}: Machine<'notCompleted'>): Extract<Screen, { kind: 'notCompleted' }> {
  const { kind, amountInCents, endedAt, isReceiptShown, paper } = state;
  return {
    kind,
    card: cardShown(state.customer),
    amountInCents,
    endedAt,
    reference: truncate(state.reference),
    isReceiptShown,
    paper,
    isArmed,
  };
}

type ReceiptMachine = Machine<'paid' | 'notCompleted'>;

/** The decisions of a screen that has a receipt. */
export const receiptEvents = { showReceipt, hideReceipt, printReceipt, printEnded };

function screenOf({ state, ...machine }: ReceiptMachine): ReceiptScreen {
  return state.kind === 'paid'
    ? paidScreen({ ...machine, state })
    : notCompletedScreen({ ...machine, state });
}

function showReceipt(machine: ReceiptMachine): Step {
  return enter(machine, { ...machine.state, isReceiptShown: true });
}

function hideReceipt(machine: ReceiptMachine): Step {
  return enter(machine, { ...machine.state, isReceiptShown: false });
}

/** Prints the receipt once: after a second tap the receipt is already printing or printed, so nothing is sent again. */
function printReceipt(machine: ReceiptMachine): Step {
  const { state, language, counters } = machine;
  const { paper } = state;
  const canPrint = paper.kind === 'ready' || (paper.kind === 'problem' && paper.canRetry);
  if (!canPrint) return withoutEffects(machine);
  const token = counters.request + 1;
  return {
    machine: {
      ...machine,
      state: { ...state, paper: { kind: 'printing' }, token },
      counters: { ...counters, request: token },
    },
    effects: [{ kind: 'print', token, screen: screenOf(machine), language }],
  };
}

/** If printing failed, the receipt is shown on the screen, with its QR code for a phone. */
function printEnded(machine: ReceiptMachine, event: EventOf<'printEnded'>): Step {
  const { state } = machine;
  const { token, result } = event;
  if (state.paper.kind !== 'printing' || token !== state.token) return withoutEffects(machine);
  if (result.kind !== 'problem') return enter(machine, { ...state, token: null, paper: result });
  const { problem, mayBeOut } = result;
  const canRetry = !mayBeOut && problem !== 'unprintable';
  return enter(machine, {
    ...state,
    token: null,
    isReceiptShown: true,
    paper: { kind: 'problem', problem, canRetry },
  });
}
