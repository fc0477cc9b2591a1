/** The decisions of staff about held operations, and their effects in the ledger. */
import { describe, expect, it } from 'vitest';
import { decide, type DecisionRequest } from '../../../src/main/journal/decide.ts';
import type { Decision } from '../../../src/main/journal/operation.ts';
import { transactionUuid } from '../../../src/shared/ids.ts';
import { aTerminal, OFFLINE, type Terminal } from '../../builders/terminal.ts';
import { CONTACT } from '../../builders/names.ts';

const HOUR_MS = 3_600_000;

/** A spend in a shared shop that is held because its reply was lost. The customer saw 'not completed'. */
async function aHeldSpend(): Promise<Terminal> {
  const terminal = aTerminal({ isOwnShop: false });
  terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
  await terminal.spend(500);
  await terminal.world.advance(HOUR_MS);
  expect(terminal.opened.journal.held()).toMatchObject([{ heldReason: 'sharedShop' }]);
  return terminal;
}

/** A spend that is held because it was promised offline and the ledger refuses it. */
async function aRefusedSpend(): Promise<Terminal> {
  const terminal = aTerminal({ offlinePolicy: OFFLINE });
  await terminal.identify();
  terminal.world.down = 'noLink';
  await terminal.world.advance(5_000);
  await terminal.spendOffline(500);
  terminal.world.sandbox.data.addTransaction({ contactUuid: CONTACT, amountInCents: -5000 });
  terminal.world.sandbox.setBehaviour({ overdraft: 'refuse' });
  terminal.world.down = null;
  await terminal.world.advance(HOUR_MS);
  expect(terminal.opened.journal.held()).toMatchObject([{ heldReason: 'refusedAfterPaid' }]);
  return terminal;
}

function decided(
  terminal: Terminal,
  decision: Decision,
  uuid: string | null = null,
): ReturnType<typeof decide> {
  const request: DecisionRequest = {
    operation: terminal.first(),
    decision,
    by: 'Sandy',
    uuid: uuid === null ? null : transactionUuid(uuid),
  };
  return decide(terminal.opened.journal, request);
}

function rowUuid({ world }: Terminal): string {
  return world.sandbox.data.ledger(CONTACT).at(-1)?.uuid ?? '';
}

describe('a held operation that staff find in the ledger', () => {
  it('is taken back if the customer saw that it was not paid', async () => {
    const terminal = await aHeldSpend();
    expect(decided(terminal, 'inLedger', rowUuid(terminal))).toMatchObject({ kind: 'decided' });
    terminal.crash();
    await terminal.world.advance(HOUR_MS);
    expect(terminal.rows()).toEqual([-500, 500]);
    expect(terminal.operations().every(({ isSettled }) => isSettled)).toBe(true);
    expect(terminal.first()).toMatchObject({ decision: 'inLedger', decidedBy: 'Sandy' });
  });

  it('is refused without its transaction, or with the transaction of another operation', async () => {
    const terminal = await aHeldSpend();
    expect(decided(terminal, 'inLedger')).toEqual({ kind: 'refused', reason: 'uuidNeeded' });
    const paid = await terminal.spend(300);
    expect(paid).toMatchObject({ kind: 'paid' });
    expect(decided(terminal, 'inLedger', rowUuid(terminal))).toMatchObject({ reason: 'uuidTaken' });
  });
});

describe('a held operation that staff do not find in the ledger', () => {
  it('is settled if it was not promised as paid', async () => {
    const terminal = await aHeldSpend();
    expect(decided(terminal, 'notInLedger')).toMatchObject({ operation: { isSettled: true } });
  });

  it('is sent once more if it was promised as paid', async () => {
    const terminal = await aRefusedSpend();
    terminal.world.sandbox.resetBehaviour();
    decided(terminal, 'notInLedger');
    terminal.crash();
    await terminal.world.advance(HOUR_MS);
    expect(terminal.rows()).toEqual([-500]);
    expect(terminal.first()).toMatchObject({ isSettled: true, promise: 'paid' });
  });
});

describe('a held operation that is written off', () => {
  it.each([aHeldSpend, aRefusedSpend])('is settled, and blocks nothing: %o', async (held) => {
    const terminal = await held();
    const before = terminal.rows();
    expect(decided(terminal, 'writtenOff')).toMatchObject({ operation: { isSettled: true } });
    terminal.crash();
    await terminal.world.advance(HOUR_MS);
    expect(terminal.rows()).toEqual(before);
    expect(terminal.opened.journal.waiting()).toMatchObject({ count: 0, heldCount: 0 });
    expect(terminal.opened.journal.unsettledSpends(null)).toBe(0);
    terminal.world.sandbox.resetBehaviour();
    await terminal.topUp(9000);
    expect(await terminal.spend(200)).toMatchObject({ kind: 'paid' });
  });

  it('is not held again by the next reconciliation', async () => {
    const terminal = await aHeldSpend();
    decided(terminal, 'writtenOff');
    await terminal.world.until(terminal.money.reconciler.runDaily());
    expect(terminal.opened.journal.held()).toEqual([]);
  });
});

it('a decision about an operation that is not held is refused', async () => {
  const terminal = aTerminal();
  await terminal.spend(500);
  expect(decided(terminal, 'writtenOff')).toEqual({ kind: 'refused', reason: 'notHeld' });
});
