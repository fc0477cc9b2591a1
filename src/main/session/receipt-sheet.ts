/** The receipt of a payment, on the screen and on paper. Nothing in this file can pay or reverse a payment. */
import type { Screen } from '../../shared/contract.ts';
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

export function showReceipt(machine: Machine<'paid'>): Step {
  return enter(machine, { ...machine.state, isReceiptShown: true });
}

export function hideReceipt(machine: Machine<'paid'>): Step {
  return enter(machine, { ...machine.state, isReceiptShown: false });
}

/** Prints the receipt once: after a second tap the receipt is already printing or printed, so nothing is sent again. */
export function printReceipt(machine: Machine<'paid'>): Step {
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
    effects: [{ kind: 'print', token, paid: paidScreen(machine), language }],
  };
}

/** If printing failed, the receipt is shown on the screen, with its QR code for a phone. */
export function printEnded(machine: Machine<'paid'>, event: EventOf<'printEnded'>): Step {
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
