/**
 * What must hold after every run, once nothing fails any more and all has come to rest.
 *
 *  1. Whoever asked for money to move was answered, within a bounded time, unless the terminal was cut off first.
 *  2. The journal's promise is what they were told: 'paid' is paid; 'not paid' and 'not completed' are not;
 *     who was told nothing is not charged, unless 'paid' was written down already when the terminal was cut off.
 *  3. The ledger equals the promises, exactly once: for each contact (and each terminal, where it has its own shop)
 *     the rows that the terminals made add up to what was promised. A difference is allowed only
 *     where a held operation accounts for it, to the cent.
 *  4. No row of the ledger belongs to two operations, over all terminals; each operation's row is there, with its amount.
 *     In a shop of the terminal's own every row belongs to an operation or is taken back, unless one is held.
 *  5. Nothing is open that is not held.
 *  6. A run in which nothing goes wrong holds nothing, and tells nobody 'not completed'.
 *  7. An own shop's faults hold only for the reasons that nothing can cure (see `mayBeHeld`).
 *  8. Without others who spend, no promise that was made without the ledger takes a balance below zero.
 *  9. The chain of every journal is whole, and each operation is what its events say.
 * 10. What must be refused is refused, and leaves the journal as it was.
 * The caps of the offline policy are checked at the moment of each promise (offline-check.ts). On the wire (post-watch.ts)
 * an operation whose fate is not certain is never sent again before the settle time is over, and after a 429 not before it may;
 * nothing new of a contact is sent while something of it is still to be taken back.
 */
import type { OpenJournal } from '../../src/main/journal/open.ts';
import {
  findChangedOperation,
  findFileDamage,
  type Damage,
} from '../../src/main/journal/verify.ts';
import { checkBalances, type Books } from './balances.ts';
import { checkHeld } from './held.ts';
import { readOperations, type OperationRow } from './operations.ts';
import { checkProbes } from './probes.ts';
import type { Asked } from './asked.ts';
import type { HeldOperation, Run } from './a-run.ts';

export interface Checked {
  reached: string[];
  operationCount: number;
  held: HeldOperation[];
}

/** Proof, sending and reading, each with its own time limit, and the wait for an earlier one. */
const WAIT_MS_MAX = 90_000;

export function checkInvariants(run: Run): Checked {
  const books: Books = { run, operations: run.terminals.map(operationsOf) };
  const all = books.operations.flat();
  const byId = new Map(all.map((operation) => [operation.id, operation]));
  for (const asked of run.people.asked) checkAnswer(run, asked, byId);
  checkBalances(books);
  checkHeld(books);
  for (const operation of all) {
    if (!operation.isSettled && operation.heldReason === null) {
      run.fail(
        `${operation.id} (${operation.kind}, ${operation.promise}, ${operation.ledger}) is still open`,
      );
    }
  }
  for (const terminal of run.terminals) {
    const opened = terminal.running?.opened;
    if (opened === undefined) {
      run.fail(`T${terminal.index} is down`);
      continue;
    }
    const damage = damageOf(opened.db);
    if (damage !== null) run.fail(`T${terminal.index} has a damaged journal: ${damage.where}`);
    checkProbes(run, opened);
  }
  return {
    reached: all.flatMap(({ reached }) => reached),
    operationCount: all.length,
    held: all.flatMap(({ kind, heldReason }) =>
      heldReason === null ? [] : [{ kind, reason: heldReason }],
    ),
  };
}

function damageOf(db: OpenJournal['db']): Damage | null {
  const version = Number(db.pragma('user_version', { simple: true }));
  return findFileDamage(db, version) ?? findChangedOperation(db);
}

function operationsOf(terminal: Run['terminals'][number]): OperationRow[] {
  return terminal.running === null ? [] : readOperations(terminal.running.opened.db);
}

function checkAnswer(run: Run, asked: Asked, byId: ReadonlyMap<string, OperationRow>): void {
  const { name, told, instance, waitedMs } = asked;
  if (told === null) {
    if (instance.isAlive) run.fail(`action ${name} was never answered`);
    const wasPaid = asked.promiseAtCrash === 'paid';
    const promise = byId.get(asked.operationId ?? '')?.promise ?? 'notPaid';
    if (asked.kind !== 'reverse' && promise !== (wasPaid ? 'paid' : 'notPaid')) {
      run.fail(`action ${name} was never answered, and is ${promise} after the restart`);
    }
    return;
  }
  if ((waitedMs ?? 0) > WAIT_MS_MAX) run.fail(`action ${name} waited for ${String(waitedMs)} ms`);
  if (run.isFaultFree && told.kind === 'notCompleted') {
    run.fail(`action ${name} was not completed although nothing went wrong`);
  }
  if (asked.kind === 'reverse') return;
  const operation = byId.get(asked.operationId ?? '');
  if (operation === undefined) {
    if (told.kind === 'paid') run.fail(`action ${name} was told paid, and the journal has nothing`);
    return;
  }
  if (told.kind === 'paid' && told.isInLedger && operation.uuid === null) {
    run.fail(`action ${name} was told that the ledger has it, and it has no row`);
  }
  const promise = told.kind === 'paid' ? 'paid' : 'notPaid';
  if (operation.promise !== promise) {
    run.fail(`action ${name} was told ${told.kind}, and the journal says ${operation.promise}`);
  }
}
