/** Checks that an operation is held only if nothing else could settle it. */
import { canRefuseUntruly, type Books } from './balances.ts';
import type { OperationRow } from './operations.ts';
import type { Plan } from './plan.ts';
import type { Run } from './simulated-run.ts';
import { LIST_LIMIT } from '../../src/main/leat/types.ts';
import { SETTLE_MS } from '../../src/main/sync/delays.ts';

export function checkHeld({ run, operations }: Books): void {
  for (const operation of operations.flat()) {
    const { heldReason } = operation;
    if (heldReason === null) continue;
    const isExpected =
      isSpentTopUp(run, operation) ||
      hasTwin(operation, operations) ||
      looksLikeRecentRow(run, operation);
    if (run.isFaultFree && !isExpected)
      run.fail(`${operation.id} is held (${heldReason}) although nothing went wrong`);
    else if (!mayBeHeld(run, operation)) {
      run.fail(
        `${operation.id} (${operation.kind}, ${operation.promise}) is held without need: ${heldReason}`,
      );
    }
  }
}

/** A top-up that the customer spent before staff took it back, at a server that refuses an overdraft. */
function isSpentTopUp({ plan }: Run, { heldReason, kind, amountInCents }: OperationRow): boolean {
  return (
    heldReason === 'reversalRefused' &&
    kind === 'reversal' &&
    amountInCents < 0 &&
    plan.behaviour.overdraft === 'refuse'
  );
}

/** An earlier row of the same amount, at a server whose clock is often missing. */
function looksLikeRecentRow({ plan }: Run, { heldReason }: OperationRow): boolean {
  return heldReason === 'possibleDouble' && plan.dates.missing !== 'none' && hasRecentRows(plan);
}

function mayBeHeld({ plan }: Run, { heldReason, refusal }: OperationRow): boolean {
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
      return isShared(plan);
    case 'noClock':
      // A clock that was set, or a sleep, makes the server's time unknown.
      return plan.dates.missing !== 'none' || acts('setClock', 'sleep');
    case 'possibleDouble':
      return (
        // Nothing proves that a refused POST made a row, and nothing tells a double from another payment.
        isShared(plan) ||
        plan.faults.some(({ fault }) => canRefuseUntruly(fault.kind)) ||
        hasRecentRows(plan)
      );
    case 'contactGone':
      // The contact moved, and no card that the terminal knows leads to it.
      return acts('merge') && acts('deactivate');
    case 'copiedJournal':
      return acts('replace');
    case 'figuresDiffer':
      return has('otherAmount');
    case 'refusedAfterPaid':
      if (has('refused400', 'committedRefused')) return true;
      // A merged contact can be found by its card, unless the card no longer works.
      return refusal === null || refusal === 'contactNotFound'
        ? acts('merge') && acts('deactivate')
        : plan.behaviour.overdraft === 'refuse';
    case 'reversalRefused':
      return (
        has('refused400', 'committedRefused') ||
        acts('merge') ||
        plan.behaviour.overdraft === 'refuse' ||
        plan.behaviour.doubleReverse === 'refuse' ||
        plan.behaviour.reverseOfReversal === 'refuse'
      );
    case 'inconclusive':
      // The ledger contradicts itself for longer than the settle time.
      return (
        acts('merge', 'elsewhere') ||
        // The row of a POST that was refused untruly can be the row that the server made with another amount.
        plan.faults.some(({ fault }) => canRefuseUntruly(fault.kind)) ||
        // Another terminal may have spent the same amount meanwhile.
        plan.terminalCount > 1 ||
        isShared(plan) ||
        (plan.behaviour.listLagMs ?? 0) > SETTLE_MS ||
        // The baseline was out of date, and the balance has changed by exactly this amount since.
        (plan.behaviour.balanceLagMs ?? 0) > 0 ||
        plan.behaviour.listOrder === 'unstable' ||
        hasLongList(plan)
      );
    default:
      return false;
  }
}

/**
 * Rows from just before the payment that the baseline did not show, because the list is long. As long as the ledger's
 * clock is not known well, they can be from the time of the payment.
 */
function hasRecentRows({ contacts }: Plan): boolean {
  return contacts.some(
    ({ earlierRows, earlierTimes }) => earlierRows > LIST_LIMIT && earlierTimes === 'recent',
  );
}

/** A long list does not always show which of its rows are new. */
function hasLongList({ contacts }: Plan): boolean {
  return contacts.some(({ earlierRows }) => earlierRows > LIST_LIMIT);
}

/** True if another terminal made the same payment of the same contact in the same shop: nothing tells the two apart. */
function hasTwin(operation: OperationRow, operations: readonly OperationRow[][]): boolean {
  return operations
    .filter((rows) => !rows.includes(operation))
    .flat()
    .some(
      ({ contactUuid, shopUuid, amountInCents, uuid, posts }) =>
        (uuid !== null || posts > 0) &&
        contactUuid === operation.contactUuid &&
        shopUuid === operation.shopUuid &&
        amountInCents === operation.amountInCents,
    );
}

/** True if somebody else makes rows in the terminal's shop. */
export function isShared({ isOwnShop, isMistakenShop, actions }: Plan): boolean {
  return !isOwnShop || isMistakenShop || actions.some(({ kind }) => kind === 'stranger');
}
