/** Checks that the ledger equals the promises, exactly once: the sums to the cent, and each row. */
import type { LedgerRow } from './account.ts';
import type { OperationRow } from './operations.ts';
import type { RequestRecord } from './request-record.ts';
import type { Action } from './plan.ts';
import type { Run } from './simulated-run.ts';

/** A run and the journals of all its terminals. */
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
    if (!run.plan.isOwnShop || run.plan.isMistakenShop) {
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
  /** Null: all terminals, in their common shop. */
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
  if (actual === expected || possible.has(actual - expected)) return;
  const held = operations.filter(({ heldReason }) => heldReason !== null);
  run.fail(
    `contact ${contact}${terminal === null ? '' : ` at T${terminal}`}: ` +
      `the ledger has ${actual}, the promises add up to ${expected}, ${held.length} operations are held`,
  );
}

/** Decides by the answer, or by the journal if there was no answer. */
function promisedInCents(asked: RequestRecord, operations: readonly OperationRow[]): number {
  const { answer, amountInCents } = asked;
  if (asked.kind === 'reverse') {
    const isIntended = answer === null ? isReversed(asked, operations) : answer.kind === 'intended';
    return isIntended ? amountInCents : 0;
  }
  if (answer !== null) return answer.kind === 'paid' ? amountInCents : 0;
  const operation = operations.find(({ id }) => id === asked.operationId);
  return operation?.promise === 'paid' ? amountInCents : 0;
}

/** If several requests for the same reversal were not refused, only one of them counts. */
function isFirst({ operationId, name }: RequestRecord, asked: readonly RequestRecord[]): boolean {
  const first = asked.find(
    (other) =>
      other.kind === 'reverse' &&
      other.operationId === operationId &&
      other.answer?.kind !== 'refused',
  );
  return first?.name === name;
}

/** Staff take back only what was promised as paid. The terminal takes back the rest by itself. */
function isReversed({ operationId }: RequestRecord, operations: readonly OperationRow[]): boolean {
  return (
    operations.some(({ id, promise }) => id === operationId && promise === 'paid') &&
    operations.some(({ reversesOperationId }) => reversesOperationId === operationId)
  );
}

/**
 * Every amount by which the held operations may make the ledger differ from the promises. What the terminal took back
 * by itself adds up to nothing together with what it takes back, so the two count together if one of them is held.
 */
function possibleDifferences(run: Run, operations: readonly OperationRow[]): Set<number> {
  const isUnsure = (one: OperationRow): boolean =>
    one.heldReason !== null || isOutOfReach(run, one);
  let sums = new Set([0]);
  for (const operation of operations) {
    const partner = partnerOf(operation, operations);
    if (!isUnsure(operation) && (partner === undefined || !isUnsure(partner))) continue;
    const { amountInCents, promise } = operation;
    const [rowsMin, rowsMax] = isUnsure(operation)
      ? possibleRows(run, operation, operations)
      : [ownRows(operation), ownRows(operation)];
    const isPromised =
      promise === 'paid' && (operation.kind !== 'reversal' || partner === undefined);
    const next = new Set<number>();
    for (const sum of sums) {
      for (let rows = rowsMin; rows <= rowsMax; rows++) {
        next.add(sum + (rows - (isPromised ? 1 : 0)) * amountInCents);
      }
    }
    sums = next;
  }
  return sums;
}

/** The fewest and the most rows that a held operation may have. */
function possibleRows(
  { plan }: Run,
  operation: OperationRow,
  operations: readonly OperationRow[],
): [min: number, max: number] {
  const isDoubled = plan.faults.some(({ fault }) => isDoubling(fault.kind));
  const isUntrue = plan.faults.some(({ fault }) => canRefuseUntruly(fault.kind));
  const min = ownRows(operation);
  const posts = isUntrue ? postsAlike(operation, operations) : operation.sends;
  return [min, Math.max(min, (isDoubled ? 2 : 1) * posts)];
}

function ownRows({ ledger }: OperationRow): number {
  return ledger === 'present' ? 1 : 0;
}

/** The operation that this one takes back without being asked, or that takes this one back. */
function partnerOf(
  operation: OperationRow,
  operations: readonly OperationRow[],
): OperationRow | undefined {
  return operations.find(
    (other) => isTakenBackBy(operation, other) || isTakenBackBy(other, operation),
  );
}

/** What was promised as paid is taken back by staff only, and then it is a promise too. */
function isTakenBackBy(taken: OperationRow, reversal: OperationRow): boolean {
  const { promise, uuid } = taken;
  return promise !== 'paid' && uuid !== null && reversal.reversesUuid === uuid;
}

/**
 * The POSTs that can have made a row which the held operation stands for. Nothing tells the rows of two operations of
 * the same amount apart, so the operation may be held for the untrue refusal of another one.
 */
function postsAlike(held: OperationRow, operations: readonly OperationRow[]): number {
  const others = operations.filter(
    ({ id, amountInCents, shopUuid }) =>
      id !== held.id && amountInCents === held.amountInCents && shopUuid === held.shopUuid,
  );
  return others.reduce(
    (sum, { posts, ledger }) => sum + Math.max(0, posts - (ledger === 'present' ? 1 : 0)),
    held.posts,
  );
}

/**
 * The contact was merged before the terminal compared the operation, and no card that it knows leads to the new contact.
 * Then nothing shows a second row of an operation whose reply has come.
 */
function isOutOfReach({ account, plan }: Run, { contactUuid, ledger }: OperationRow): boolean {
  return (
    ledger === 'present' &&
    contactUuid !== account.contactUuid(account.contactOf(contactUuid)) &&
    plan.actions.some(({ kind }) => kind === 'deactivate')
  );
}

/** True if a refused POST can have made a row: it was committed, its refusal was another's, or it arrives once more. */
export function canRefuseUntruly(kind: string): boolean {
  return kind === 'committedRefused' || kind === 'crossed' || isDoubling(kind);
}

export function isDoubling(kind: string): boolean {
  return kind === 'deliverTwice' || kind === 'arrivesAgain';
}

/** In the terminal's own shop, each row belongs to an operation or is taken back. */
function checkRows(run: Run, { contact, terminal, rows, operations }: Compared): void {
  if (operations.some((one) => one.heldReason !== null || isOutOfReach(run, one))) return;
  const spokenOf = new Set(operations.flatMap(({ uuid, reversesUuid }) => [uuid, reversesUuid]));
  for (const { uuid, amountInCents } of rows) {
    if (!spokenOf.has(uuid)) {
      run.fail(
        `contact ${contact} at T${String(terminal)}: no operation has the row ${uuid} (${amountInCents})`,
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
    if (claimed.has(uuid)) run.fail(`two operations claim the row ${uuid}`);
    claimed.add(uuid);
    const row = rows.get(uuid);
    if (row === undefined) run.fail(`${id} has a row that the ledger does not have`);
    else if (row.amountInCents !== amountInCents || row.shopUuid !== shopUuid) {
      run.fail(`${id} of ${amountInCents} has a row of ${row.amountInCents} in ${row.shopUuid}`);
    }
  }
}

const SPENDS_ONLY: readonly Action['kind'][] = ['customer', 'setClock', 'powerCut'];

/** If nothing else spends, one terminal never promises more than the balance. */
function checkOverdraft({ plan, account, people, terminals, fail }: Run, contact: number): void {
  const isAlone =
    plan.terminalCount === 1 &&
    plan.actions.every(({ kind }) => SPENDS_ONLY.includes(kind)) &&
    plan.faults.every(
      ({ fault }) =>
        !isDoubling(fault.kind) && fault.kind !== 'commitLate' && fault.kind !== 'delayRequest',
    ) &&
    (plan.behaviour.balanceLagMs ?? 0) === 0 &&
    terminals.every(({ running }) => running?.opened.journal.waiting().heldCount === 0);
  const balanceInCents = account.balanceInCents(contact);
  if (isAlone && balanceInCents < 0 && people.asked.length > 0) {
    fail(`contact ${contact} has ${balanceInCents} at the end`);
  }
}
