/**
 * The invariants after every run, once the faults are over and the terminals have had time to settle everything.
 *
 *  1. Every request to move money got an answer within a bounded time, unless the terminal crashed first.
 *  2. The journal's promise is the answer: 'paid' is paid, 'not paid' and 'not completed' are not. Without an answer
 *     the customer is not charged, unless 'paid' was already in the journal when the terminal crashed.
 *  3. The ledger equals the promises, exactly once. For each contact (and for each terminal with its own shop)
 *     the rows that the terminals made add up to what was promised. They may differ only by the exact amount
 *     of a held operation.
 *  4. Over all terminals, no row of the ledger belongs to two operations. Each operation's row exists, with its amount.
 *     In a terminal's own shop, every row belongs to an operation or is taken back, unless an operation is held.
 *  5. Every open operation is held.
 *  6. If nothing goes wrong in a run, nothing is held, no customer is told 'not completed', and no payment is taken or
 *     refused as if there were no network.
 *  7. In an own shop, an operation is held only for a reason that nothing can cure (see `mayBeHeld`).
 *  8. If nothing else spends, no offline promise takes a balance below zero.
 *  9. The chain of every journal is whole, and each operation matches its events.
 * 10. An operation keeps the time of its first POST, which is never later than the true one, and moves to no other contact while a POST is under way
 *     (history.ts). The counts in memory are those of the file.
 * 11. Every balance on a screen was true at some time since it was asked for, less what this terminal owes. Without the
 *     server it is not more than what this terminal said last (figures.ts).
 * 12. A receipt has the time of the ledger, as far as a terminal knows it, whatever its wall clock says (people.ts).
 * 13. Forbidden writes to the journal are refused, and the journal stays as it was.
 *
 * request-budget.ts checks that a payment costs at most three requests, and a look-up at most four.
 * offline-check.ts checks the caps of the offline policy at each promise. post-watch.ts checks the requests:
 * an operation whose outcome is not certain is never sent again before the settle time is over, and after a 429 not before
 * `Retry-After`. Nothing new of a contact is sent while one of its operations is still to be taken back, or on rows that
 * were read too long before.
 */
import type { OpenJournal } from '../../src/main/journal/open.ts';
import type { Damage } from '../../src/main/journal/damage.ts';
import { verifyAll } from '../../src/main/journal/verify.ts';
import { LIST_LIMIT } from '../../src/main/leat/types.ts';
import { checkBalances, type Books } from './balances.ts';
import { checkHeld } from './held.ts';
import { readOperations, type OperationRow } from './operations.ts';
import { checkProbes } from './probes.ts';
import type { Plan } from './plan.ts';
import type { RequestRecord } from './request-record.ts';
import type { HeldOperation, Run } from './simulated-run.ts';

export interface Checked {
  reached: string[];
  operationCount: number;
  held: HeldOperation[];
}

/** The longest that an answer may take: `PROOF_MS`, both request timeouts, and the wait for an earlier operation, rounded up. */
const WAIT_MS_MAX = 90_000;

export function checkInvariants(run: Run): Checked {
  const books: Books = { run, operations: run.terminals.map(operationsOf) };
  const all = books.operations.flat();
  const byId = new Map(all.map((operation) => [operation.id, operation]));
  for (const asked of run.people.asked) checkAnswer(run, asked, byId);
  checkBalances(books);
  checkHeld(books);
  for (const operation of all) {
    for (const rule of operation.broken) run.fail(`${operation.id} ${rule}`);
    if (!operation.isSettled && operation.heldReason === null) {
      run.fail(
        `${operation.id} (${operation.kind}, ${operation.promise}, ${operation.ledger}) is still open`,
      );
    }
  }
  for (const terminal of run.terminals) {
    for (const [id, sentMs] of terminal.firstPostMs) {
      const known = byId.get(id)?.firstSentAtServer ?? null;
      if (known !== null && known > sentMs) run.fail(`${id} has a first POST that is too late`);
    }
    if (terminal.running === null) {
      run.fail(`T${terminal.index} is down`);
      continue;
    }
    const { opened } = terminal.running;
    checkWaiting(run, terminal.index, opened);
    const damage = damageOf(opened.db);
    if (damage !== null) run.fail(`T${terminal.index} has a damaged journal: ${damage.where}`);
    checkProbes(run, terminal.running);
  }
  return {
    reached: all.flatMap(({ reached }) => reached),
    operationCount: all.length,
    held: all.flatMap(({ kind, heldReason }) =>
      heldReason === null ? [] : [{ kind, reason: heldReason }],
    ),
  };
}

/** The counts that the journal keeps in memory are those of its file. The exit of the program depends on them. */
function checkWaiting(run: Run, terminal: number, { db, journal }: OpenJournal): void {
  const counted = db
    .prepare<[], { count: number; heldCount: number }>(
      `SELECT COUNT(*) - COUNT(held_reason) AS count, COUNT(held_reason) AS heldCount
       FROM operation WHERE is_settled = 0`,
    )
    .get();
  const { count, heldCount } = journal.waiting();
  if (count !== counted?.count || heldCount !== counted.heldCount) {
    run.fail(`T${terminal} counts ${count} waiting and ${heldCount} held operations wrong`);
  }
}

/** False if the customer got the answer of a terminal without a network. */
function isOnline(answer: NonNullable<RequestRecord['answer']>): boolean {
  if (answer.kind === 'notPaid') return answer.reason !== 'offline';
  return answer.kind !== 'paid' || answer.isInLedger;
}

function damageOf(db: OpenJournal['db']): Damage | null {
  return verifyAll(db);
}

function operationsOf(terminal: Run['terminals'][number]): OperationRow[] {
  return terminal.running === null ? [] : readOperations(terminal.running.opened.db);
}

/**
 * Somebody else may have changed the contact's balance, at another terminal or elsewhere, so the list must confirm a
 * reply. A list longer than a window, in an order that says nothing about time, is read as a whole in the background,
 * which takes longer than a customer waits.
 */
function canMissReply(
  { terminalCount, actions, behaviour, contacts }: Plan,
  contact: number,
): boolean {
  const isChanged =
    terminalCount > 1 ||
    actions.some((action) => action.kind === 'elsewhere' && action.contact === contact);
  const isLong = (contacts[contact]?.earlierRows ?? 0) > 2 * LIST_LIMIT;
  return isChanged && behaviour.listOrder === 'uuid' && isLong;
}

function checkAnswer(
  run: Run,
  asked: RequestRecord,
  byId: ReadonlyMap<string, OperationRow>,
): void {
  const { name, answer, instance, waitedMs } = asked;
  if (answer === null) {
    if (instance.isAlive) run.fail(`action ${name} was never answered`);
    const wasPaid = asked.promiseAtCrash === 'paid';
    const promise = byId.get(asked.operationId ?? '')?.promise ?? 'notPaid';
    if (asked.kind !== 'reverse' && promise !== (wasPaid ? 'paid' : 'notPaid')) {
      run.fail(`action ${name} was never answered, and is ${promise} after the restart`);
    }
    return;
  }
  if ((waitedMs ?? 0) > WAIT_MS_MAX) run.fail(`action ${name} waited for ${String(waitedMs)} ms`);
  if (run.isFaultFree && answer.kind === 'notCompleted' && !canMissReply(run.plan, asked.contact)) {
    run.fail(`action ${name} was not completed although nothing went wrong`);
  }
  if (run.isFaultFree && !isOnline(answer)) {
    run.fail(`action ${name} was answered as if offline although nothing went wrong`);
  }
  if (asked.kind === 'reverse') return;
  const operation = byId.get(asked.operationId ?? '');
  if (operation === undefined) {
    if (answer.kind === 'paid')
      run.fail(`action ${name} was answered 'paid', but the journal has no operation`);
    return;
  }
  // After a crossed reply, the list can take the row away from the operation again.
  const isTakenAway =
    operation.heldReason !== null && run.plan.faults.some(({ fault }) => fault.kind === 'crossed');
  if (answer.kind === 'paid' && answer.isInLedger && operation.uuid === null && !isTakenAway) {
    run.fail(`action ${name} was answered as in the ledger, but has no row`);
  }
  const promise = answer.kind === 'paid' ? 'paid' : 'notPaid';
  if (operation.promise !== promise) {
    run.fail(
      `action ${name} was answered ${answer.kind}, but the journal says ${operation.promise}`,
    );
  }
}
