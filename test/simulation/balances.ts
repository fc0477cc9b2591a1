/** Whether the ledger equals the promises, exactly once: sums to the cent, and rows one by one. */
import type { LedgerRow } from './account.ts';
import type { OperationRow } from './operations.ts';
import type { Asked } from './asked.ts';
import type { Run } from './a-run.ts';

/** The journals of all terminals, and the run that they are from. */
export interface Books {
  run: Run;
  operations: OperationRow[][];
}

export function checkBalances(books: Books): void {
  const { run, operations } = books;
  checkClaims(books);
  for (const contact of run.plan.contacts.keys()) {
    const rows = run.account.rows(contact);
    const isOf = ({ contactUuid }: OperationRow): boolean =>
      run.account.contactOf(contactUuid) === contact;
    if (!run.plan.isOwnShop) {
      const own = operations.flat().filter(isOf);
      checkSum(run, { contact, terminal: null, rows, operations: own });
      continue;
    }
    for (const { index, shop } of run.terminals) {
      const own = (operations[index] ?? []).filter(isOf);
      const ownRows = rows.filter(({ shopUuid }) => shopUuid === shop);
      const ledger = { contact, terminal: index, rows: ownRows, operations: own };
      checkSum(run, ledger);
      checkRows(run, ledger);
    }
    checkOverdraft(run, contact);
  }
}

interface Compared {
  contact: number;
  /** Null for all of them, in their common shop. */
  terminal: number | null;
  rows: readonly LedgerRow[];
  operations: readonly OperationRow[];
}

function checkSum(run: Run, { contact, terminal, rows, operations }: Compared): void {
  const actual = rows.reduce((sum, { amountInCents }) => sum + amountInCents, 0);
  const asked = run.people.asked.filter(
    (record) => record.contact === contact && (terminal === null || record.terminal === terminal),
  );
  const counted = asked.filter((record) => record.kind !== 'reverse' || isFirst(record, asked));
  const expected = counted.reduce((sum, record) => sum + promisedInCents(record, operations), 0);
  const possible = possibleDifferences(run, operations);
  if (possible.has(actual - expected)) return;
  const held = operations.filter(({ heldReason }) => heldReason !== null);
  run.fail(
    `contact ${contact}${terminal === null ? '' : ` at T${terminal}`}: ` +
      `the ledger has ${actual}, promised is ${expected}, held are ${held.length}`,
  );
}

/** What they were told; where nobody answered, what the journal says. */
function promisedInCents(asked: Asked, operations: readonly OperationRow[]): number {
  const { told, amountInCents } = asked;
  if (asked.kind === 'reverse') {
    const isIntended = told === null ? isReversed(asked, operations) : told.kind === 'intended';
    return isIntended ? amountInCents : 0;
  }
  if (told !== null) return told.kind === 'paid' ? amountInCents : 0;
  const operation = operations.find(({ id }) => id === asked.operationId);
  return operation?.promise === 'paid' ? amountInCents : 0;
}

/** Of those who asked for the same reversal and were not refused, only one is served. */
function isFirst({ operationId, name }: Asked, asked: readonly Asked[]): boolean {
  const first = asked.find(
    (other) =>
      other.kind === 'reverse' &&
      other.operationId === operationId &&
      other.told?.kind !== 'refused',
  );
  return first?.name === name;
}

/** Only what is promised as paid is taken back by staff: else the terminal does so by itself. */
function isReversed({ operationId }: Asked, operations: readonly OperationRow[]): boolean {
  return (
    operations.some(({ id, promise }) => id === operationId && promise === 'paid') &&
    operations.some(({ reversesOperationId }) => reversesOperationId === operationId)
  );
}

/** Every sum by which the held operations may make the ledger differ from the promises. */
function possibleDifferences({ plan }: Run, operations: readonly OperationRow[]): Set<number> {
  const isDoubled = plan.faults.some(({ fault }) => isDoubling(fault.kind));
  let sums = new Set([0]);
  for (const { heldReason, amountInCents, sends, promise, ledger } of operations) {
    if (heldReason === null) continue;
    const rowsMin = ledger === 'present' ? 1 : 0;
    const rowsMax = Math.max(rowsMin, isDoubled ? 2 * sends : sends);
    const expected = promise === 'paid' ? 1 : 0;
    const next = new Set<number>();
    for (const sum of sums) {
      for (let rows = rowsMin; rows <= rowsMax; rows++) {
        next.add(sum + (rows - expected) * amountInCents);
      }
    }
    sums = next;
  }
  return sums;
}

export function isDoubling(kind: string): boolean {
  return kind === 'deliverTwice' || kind === 'arrivesAgain';
}

/** In a shop of its own, each row is an operation's, or taken back. */
function checkRows(run: Run, { contact, terminal, rows, operations }: Compared): void {
  if (operations.some(({ heldReason }) => heldReason !== null)) return;
  const spokenOf = new Set(operations.flatMap(({ uuid, reversesUuid }) => [uuid, reversesUuid]));
  for (const { uuid, amountInCents } of rows) {
    if (!spokenOf.has(uuid)) {
      run.fail(
        `contact ${contact} at T${String(terminal)}: no operation speaks of ${uuid} (${amountInCents})`,
      );
    }
  }
}

function checkClaims({ run, operations }: Books): void {
  const rows = new Map(
    [...run.plan.contacts.keys()].flatMap((contact) =>
      run.account.rows(contact).map((row) => [row.uuid, row] as const),
    ),
  );
  const claimed = new Set<string>();
  for (const { id, uuid, amountInCents, shopUuid } of operations.flat()) {
    if (uuid === null) continue;
    if (claimed.has(uuid)) run.fail(`two operations have the row ${uuid} as their own`);
    claimed.add(uuid);
    const row = rows.get(uuid);
    if (row === undefined) run.fail(`${id} has a row that the ledger does not have`);
    else if (row.amountInCents !== amountInCents || row.shopUuid !== shopUuid) {
      run.fail(`${id} of ${amountInCents} has a row of ${row.amountInCents} in ${row.shopUuid}`);
    }
  }
}

/** With one terminal and nobody else, what it promises is always there. */
function checkOverdraft({ plan, account, people, terminals, fail }: Run, contact: number): void {
  const isAlone =
    plan.terminalCount === 1 &&
    plan.actions.every(({ kind }) => kind === 'customer' || kind === 'setClock') &&
    plan.faults.every(
      ({ fault }) =>
        !isDoubling(fault.kind) && fault.kind !== 'commitLate' && fault.kind !== 'delayRequest',
    ) &&
    (plan.behaviour.balanceLagMs ?? 0) === 0 &&
    terminals.every(({ running }) => running?.opened.journal.waiting().heldCount === 0);
  const balanceInCents = account.balanceInCents(contact);
  if (isAlone && balanceInCents < 0 && people.asked.length > 0) {
    fail(`contact ${contact} is left with ${balanceInCents}`);
  }
}
