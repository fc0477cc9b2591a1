/** Whether what is held had to be: only what nothing can cure may wait for staff. */
import type { Books } from './balances.ts';
import type { OperationRow } from './operations.ts';
import type { Run } from './a-run.ts';
import { SETTLE_MS } from './terminal.ts';

export function checkHeld({ run, operations }: Books): void {
  for (const operation of operations.flat()) {
    const { heldReason } = operation;
    if (heldReason === null) continue;
    if (run.isFaultFree && !isSpentTopUp(run, operation))
      run.fail(`${operation.id} is held (${heldReason}) although nothing went wrong`);
    else if (!mayBeHeld(run, operation)) {
      run.fail(
        `${operation.id} (${operation.kind}, ${operation.promise}) is held for no need: ${heldReason}`,
      );
    }
  }
}

/** What was topped up, spent, and then taken back by staff, where the server refuses an overdraft. */
function isSpentTopUp({ plan }: Run, { heldReason, kind, amountInCents }: OperationRow): boolean {
  return (
    heldReason === 'reversalRefused' &&
    kind === 'reversal' &&
    amountInCents < 0 &&
    plan.behaviour.overdraft === 'refuse'
  );
}

function mayBeHeld({ plan }: Run, { heldReason, kind }: OperationRow): boolean {
  const has = (...kinds: string[]): boolean =>
    plan.faults.some(({ fault }) => kinds.includes(fault.kind));
  const acts = (...kinds: string[]): boolean =>
    plan.actions.some((action) => kinds.includes(action.kind));
  switch (heldReason) {
    case null:
      return true;
    case 'cannotLookUp':
      return plan.flavour === 'register';
    case 'sharedShop':
    case 'possibleDouble':
      return !plan.isOwnShop;
    case 'figuresDiffer':
      return has('otherAmount');
    case 'refusedAfterPaid':
      return has('refused400') || acts('merge') || plan.behaviour.overdraft === 'refuse';
    case 'reversalRefused':
      return (
        has('refused400') ||
        acts('merge') ||
        plan.behaviour.overdraft === 'refuse' ||
        plan.behaviour.doubleReverse === 'refuse' ||
        plan.behaviour.reverseOfReversal === 'refuse'
      );
    case 'inconclusive':
      // What the ledger says of itself contradicts itself for longer than it may.
      return (
        acts('merge', 'elsewhere') ||
        // Another terminal spent just as much meanwhile, as far as the balance can tell.
        plan.terminalCount > 1 ||
        !plan.isOwnShop ||
        (plan.behaviour.listLagMs ?? 0) > SETTLE_MS ||
        // A baseline that was old already, and a balance that moved by just this amount since.
        (plan.behaviour.balanceLagMs ?? 0) > 0 ||
        plan.behaviour.listOrder === 'unstable' ||
        kind === 'reversal'
      );
    default:
      return false;
  }
}
