/**
 * Finds the row of an operation, and the rows without an operation. A row that may belong to another terminal is never
 * claimed.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchUnknown, type Evidence, type LookContext } from '../../../src/main/sync/match.ts';
import { CLOCK_MARGIN_MS } from '../../../src/main/sync/row-age.ts';
import { findUnclaimedRows } from '../../../src/main/sync/unclaimed-rows.ts';
import { operationId, transactionUuid, type TransactionUuid } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { epochMs } from '../../../src/shared/time.ts';
import {
  aBaseline,
  anOperation,
  aLedgerRow,
  SENT_MS,
  someEvidence,
} from '../../builders/operation.ts';

const OWN: LookContext = { isOwnShop: true, isClaimed: () => false, misclaimOf: () => 'none' };
const SHARED: LookContext = { isOwnShop: false, isClaimed: () => false, misclaimOf: () => 'none' };

function aLook(rows: Evidence['rows'], balanceInCents = 5000): Evidence {
  return someEvidence({ rows, balanceInCents: cents(balanceInCents) });
}

describe('a look at the list', () => {
  it('finds the row in a shop of this terminal only', () => {
    const row = aLedgerRow();
    expect(matchUnknown(anOperation(), aLook([row], 4500), OWN)).toEqual({ kind: 'present', row });
  });

  it('proves nothing if the same row is in a shared shop', () => {
    expect(matchUnknown(anOperation(), aLook([aLedgerRow()], 4500), SHARED)).toEqual({
      kind: 'unprovable',
    });
  });

  it('shows that the row is absent if nothing has changed', () => {
    const operation = anOperation({
      baseline: aBaseline({ total: 1, uuids: [aLedgerRow().uuid] }),
    });
    expect(matchUnknown(operation, aLook([aLedgerRow()]), OWN)).toEqual({ kind: 'absent' });
    expect(matchUnknown(operation, aLook([aLedgerRow()]), SHARED)).toEqual({ kind: 'absent' });
  });

  it('does not show that the row is absent if only the clock tells a new row of the amount apart', () => {
    const early = aLedgerRow({ createdAt: epochMs(SENT_MS - CLOCK_MARGIN_MS - 1) });
    expect(matchUnknown(anOperation(), aLook([early]), OWN)).toEqual({ kind: 'contradiction' });
    const claimed = { ...OWN, isClaimed: () => true };
    expect(matchUnknown(anOperation(), aLook([early]), claimed)).toEqual({ kind: 'absent' });
  });

  const CONTRADICTIONS: [string, Evidence, LookContext][] = [
    ['the balance moved by just the amount', aLook([], 4500), OWN],
    ['the balance moved in a shared shop', aLook([], 4900), SHARED],
    ['a shared shop has another row', aLook([aLedgerRow({ amountInCents: cents(-1) })]), SHARED],
  ];
  it.each(CONTRADICTIONS)('is contradictory if %s', (_, evidence, context) => {
    expect(matchUnknown(anOperation(), evidence, context)).toEqual({ kind: 'contradiction' });
  });

  it('proves no absence without a baseline', () => {
    const operation = anOperation({ baseline: null });
    expect(matchUnknown(operation, aLook([]), OWN)).toEqual({ kind: 'contradiction' });
  });

  const aUuid = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f').map(transactionUuid);
  const aRandomRow = fc
    .record({
      uuid: aUuid,
      amountInCents: fc.constantFrom(-500, -501, 500, 1).map(cents),
      createdAt: fc.integer({ min: -10_000, max: 10_000 }).map((ms) => epochMs(SENT_MS + ms)),
    })
    .map(aLedgerRow);

  it('never claims a row that is older than the POST, has another amount, was known before, or is already claimed', () => {
    const rows = fc.uniqueArray(aRandomRow, { selector: ({ uuid }) => uuid });
    fc.assert(
      fc.property(rows, fc.array(aUuid), fc.array(aUuid), (list, known, taken) => {
        const claimed = new Set(taken);
        const isClaimed = (uuid: TransactionUuid): boolean => claimed.has(uuid);
        const operation = anOperation({
          baseline: aBaseline({ total: known.length, uuids: known }),
        });
        const verdict = matchUnknown(operation, aLook(list), { ...OWN, isClaimed });
        const candidates = list.filter(
          (row) =>
            row.createdAt >= SENT_MS - CLOCK_MARGIN_MS &&
            row.amountInCents === -500 &&
            !known.includes(row.uuid) &&
            !claimed.has(row.uuid),
        );
        const found = verdict.kind === 'present' ? [verdict.row] : [];
        expect(found).toEqual(candidates.slice(0, 1));
      }),
    );
  });

  it('never claims anything in a shared shop', () => {
    fc.assert(
      fc.property(fc.array(aRandomRow), (rows) => {
        return matchUnknown(anOperation(), aLook(rows), SHARED).kind !== 'present';
      }),
    );
  });
});

describe('a row without an operation', () => {
  const context = { ...OWN, isReversed: () => false, isMeantAsOwn: true };
  const proven = anOperation({ ledger: 'absent', promise: 'notPaid', isSettled: true });
  const present = anOperation({
    ledger: 'present',
    uuid: transactionUuid('own'),
    promise: 'paid',
    isSettled: true,
  });

  it('is claimed by an operation that was proven absent', () => {
    expect(findUnclaimedRows(aLook([aLedgerRow()]), { ...context, sent: [proven] })).toMatchObject([
      { kind: 'claim', operation: { id: proven.id } },
    ]);
  });

  it('is a double if the operation has a row, but was sent twice', () => {
    const sentTwice = { ...present, sends: 2 };
    expect(
      findUnclaimedRows(aLook([aLedgerRow()]), { ...context, sent: [sentTwice] }),
    ).toMatchObject([{ kind: 'double' }]);
  });

  it('is a suspect if there are more rows than POSTs', () => {
    expect(findUnclaimedRows(aLook([aLedgerRow()]), { ...context, sent: [present] })).toMatchObject(
      [{ kind: 'suspect' }],
    );
  });

  it('is claimed by one operation only', () => {
    const two = aLook([aLedgerRow(), aLedgerRow({ uuid: transactionUuid('row-2') })]);
    const kinds = findUnclaimedRows(two, { ...context, sent: [proven] }).map(({ kind }) => kind);
    expect(kinds).toEqual(['claim', 'suspect']);
  });

  it('is left alone while a look-up is running', () => {
    expect(
      findUnclaimedRows(aLook([aLedgerRow()]), { ...context, sent: [proven, anOperation()] }),
    ).toEqual([]);
  });

  it('is claimed by an operation that staff wrote off before the row appeared', () => {
    const writtenOff = anOperation({ decision: 'writtenOff', decidedBy: 'Sandy', isSettled: true });
    expect(
      findUnclaimedRows(aLook([aLedgerRow()]), { ...context, sent: [writtenOff] }),
    ).toMatchObject([{ kind: 'claim' }]);
  });

  it.each([
    ['of another amount', aLedgerRow({ amountInCents: cents(-501) })],
    ['from before the POST', aLedgerRow({ createdAt: epochMs(SENT_MS - CLOCK_MARGIN_MS - 1) })],
    ['from hours after it', aLedgerRow({ createdAt: epochMs(SENT_MS + 2 * 3_600_000) })],
  ])('is not claimed if it is %s', (_, row) => {
    expect(findUnclaimedRows(aLook([row]), { ...context, sent: [proven, present] })).toEqual([]);
  });

  it('is only a suspect in a shared shop, once, and not after staff have decided', () => {
    const shared = { ...context, isOwnShop: false, isMeantAsOwn: false };
    const look = aLook([aLedgerRow()]);
    expect(findUnclaimedRows(look, { ...shared, sent: [proven] })).toMatchObject([
      { kind: 'suspect' },
    ]);
    const decided = { ...proven, decision: 'notInLedger' as const, decidedBy: 'Sandy' };
    const alike = [{ kind: 'alike' }];
    expect(findUnclaimedRows(look, { ...shared, sent: [decided] })).toMatchObject(alike);
    const held = { ...proven, heldReason: 'possibleDouble' as const };
    expect(findUnclaimedRows(look, { ...shared, sent: [held] })).toMatchObject(alike);
    expect(findUnclaimedRows(look, { ...shared, sent: [present] })).toMatchObject([
      { kind: 'suspect' },
    ]);
    const later = aLook([aLedgerRow({ createdAt: epochMs(SENT_MS + 60_000) })]);
    expect(findUnclaimedRows(later, { ...shared, sent: [present] })).toMatchObject(alike);
  });

  it('causes at most one result, whatever was sent', () => {
    const ledgers = fc.constantFrom('absent', 'present', 'refused' as const);
    const sent = fc.array(ledgers, { maxLength: 5 }).map((states) =>
      states.map((ledger, index) =>
        anOperation({
          id: operationId(`operation-${index}`),
          ledger,
          uuid: ledger === 'present' ? transactionUuid(`own-${index}`) : null,
          promise: 'paid',
        }),
      ),
    );
    fc.assert(
      fc.property(sent, fc.nat(4), (operations, count) => {
        const rows = Array.from({ length: count }, (_, index) =>
          aLedgerRow({ uuid: transactionUuid(`row-${index}`) }),
        );
        const strays = findUnclaimedRows(aLook(rows), { ...context, sent: operations });
        const claims = strays.filter(({ kind }) => kind === 'claim');
        const lacking = operations.filter(({ ledger }) => ledger !== 'present').length;
        expect(strays.length).toBe(operations.length === 0 ? 0 : count);
        expect(claims.length).toBe(Math.min(count, lacking));
      }),
    );
  });
});
