/** The uuid from the reply to a POST is believed only until the list shows another row. */
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/main/journal/operation.ts';
import { operationId, transactionUuid } from '../../../src/shared/ids.ts';
import { aContact, aTerminal, type Terminal } from '../../builders/terminal.ts';
import { CONTACT } from '../../builders/names.ts';

const MINUTE_MS = 60_000;
const KRABS = 'krabs';

/** Two customers pay the same. The replies to their payments cross, so each operation claims the other's row. */
async function crossed(): Promise<Terminal> {
  const terminal = aTerminal({ isQuiet: true });
  aContact(terminal.world, KRABS, 'K-1');
  await terminal.spend(500);
  await terminal.spend(500, 'K-1');
  const [first, second] = terminal.operations();
  if (first === undefined || second === undefined) throw new Error('two operations');
  const { db } = terminal.opened;
  const setUuid = db.prepare('UPDATE operation SET uuid = ? WHERE id = ?');
  setUuid.run('free', first.id);
  setUuid.run(first.uuid, second.id);
  setUuid.run(second.uuid, first.id);
  return terminal;
}

function uuidsOf({ world }: Terminal, contact: string): string[] {
  return world.sandbox.data
    .ledger(contact)
    .filter(({ amount_in_cents }) => amount_in_cents === -500)
    .map(({ uuid }) => uuid);
}

async function compare({ world, money }: Terminal): Promise<unknown> {
  const report = await world.until(money.reconciler.runDaily());
  await world.advance(2 * MINUTE_MS);
  return report.differences.map(({ kind }) => kind);
}

const claimed = (operations: readonly Operation[]): (string | null)[] =>
  operations.map(({ uuid }) => uuid);

describe('a payment that claims the row of another customer', () => {
  it('gets its own row from the list, and so does the other payment', async () => {
    const terminal = await crossed();
    expect(await compare(terminal)).toContain('wrongClaim');
    expect(claimed(terminal.operations())).toEqual([
      ...uuidsOf(terminal, CONTACT),
      ...uuidsOf(terminal, KRABS),
    ]);
    expect(terminal.operations().every(({ isSettled }) => isSettled)).toBe(true);
    expect(terminal.rows()).toEqual([-500]);
    expect(terminal.rows(KRABS)).toEqual([-500]);
  });

  it('never takes that row back: the reversal waits for the right one', async () => {
    const terminal = await crossed();
    expect(terminal.money.wallet.reverse(terminal.first().id)).toMatchObject({ kind: 'intended' });
    await terminal.world.advance(2 * MINUTE_MS);
    expect(terminal.rows(KRABS)).toEqual([-500]);
    await compare(terminal);
    expect(terminal.rows()).toEqual([-500, 500]);
    expect(terminal.rows(KRABS)).toEqual([-500]);
  });

  it('leaves no row unexplained if it is held: the payment that may have made the row is held too', async () => {
    const terminal = aTerminal({ isQuiet: true });
    aContact(terminal.world, KRABS, 'K-1');
    await terminal.spend(500);
    await terminal.spend(500, 'K-1');
    const [mine, other] = terminal.operations();
    const [row] = uuidsOf(terminal, CONTACT);
    if (mine === undefined || other === undefined || row === undefined) throw new Error('two rows');
    const { db, journal } = terminal.opened;
    // As if the replies had crossed, and one of them had been a refusal.
    db.prepare(
      "UPDATE operation SET uuid = NULL, ledger = 'absent', promise = 'notPaid', sends = 0 WHERE id = ?",
    ).run(mine.id);
    db.prepare('UPDATE operation SET uuid = ? WHERE id = ?').run(row, other.id);
    journal.write(() => journal.change(other.id, 'held', { heldReason: 'inconclusive' }));
    await compare(terminal);
    expect(journal.get(mine.id).heldReason).toBe('possibleDouble');
  });

  it('gives that row up as soon as the other payment is looked up, so neither is charged twice', async () => {
    const terminal = aTerminal({ isQuiet: true });
    aContact(terminal.world, KRABS, 'K-1');
    await terminal.spend(500, 'K-1');
    terminal.fault({ kind: 'dropAfter' }, { route: 'createTransaction' });
    const { outcome } = await terminal.beginSpend(500);
    while (terminal.rows().length === 0) await terminal.world.advance(1);
    const [row] = uuidsOf(terminal, CONTACT);
    // As if the reply to the lost payment had reached the payment of the other customer.
    const setUuid = terminal.opened.db.prepare('UPDATE operation SET uuid = ? WHERE uuid = ?');
    setUuid.run(row, uuidsOf(terminal, KRABS)[0]);
    expect(await terminal.world.until(outcome)).toMatchObject({ kind: 'paid' });
    await terminal.world.advance(5 * MINUTE_MS);
    expect(claimed(terminal.operations())).toEqual([...uuidsOf(terminal, KRABS), row]);
    expect(terminal.rows()).toEqual([-500]);
    expect(terminal.rows(KRABS)).toEqual([-500]);
  });

  it('gives that row up in a shared shop too, and is sent again if its own POST had no effect', async () => {
    const terminal = aTerminal({ isQuiet: true, isOwnShop: false });
    const { world } = terminal;
    aContact(world, KRABS, 'K-1');
    terminal.fault({ kind: 'dropAfter' }, { route: 'createTransaction' });
    await terminal.beginSpend(500);
    while (terminal.rows().length === 0) await world.advance(1);
    const [row = ''] = uuidsOf(terminal, CONTACT);
    terminal.fault({ kind: 'dropBefore' }, { route: 'createTransaction' });
    await terminal.beginSpend(500, 'K-1');
    while (terminal.operations()[1]?.ledger !== 'unknown') await world.advance(1);
    // As if the reply to the first payment had reached the second one, just before the terminal stopped.
    const { journal } = terminal.opened;
    const second = terminal.operations()[1]?.id ?? '';
    journal.write(() => {
      const claim = { ledger: 'present', uuid: transactionUuid(row) } as const;
      journal.change(operationId(second), 'present', { ...claim, promise: 'paid' });
    });
    terminal.crash();
    await compare(terminal);
    await compare(terminal);
    await world.advance(5 * MINUTE_MS);
    expect(terminal.rows()).toEqual([-500]);
    expect(terminal.rows(KRABS)).toEqual([-500]);
    expect(terminal.operations()[1]).toMatchObject({ uuid: uuidsOf(terminal, KRABS)[0] });
  });

  it('keeps its claim if the list has no other row that it can have made', async () => {
    const terminal = aTerminal({ isQuiet: true });
    await terminal.spend(500);
    const invented = transactionUuid('invented');
    terminal.opened.db.prepare('UPDATE operation SET uuid = ?').run(invented);
    terminal.world.sandbox.setBehaviour({ listLagMs: 60 * MINUTE_MS });
    expect(await compare(terminal)).toEqual(['missing']);
    expect(claimed(terminal.operations())).toEqual([invented]);
  });
});
