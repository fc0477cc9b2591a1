/** The reconciler compares the journal with the ledger, lists every difference, and corrects a late row. */
import { describe, expect, it } from 'vitest';
import { confirmOwnShop } from '../../../src/main/journal/shop-use.ts';
import { shopUuid } from '../../../src/shared/ids.ts';
import type { Report } from '../../../src/main/sync/reconcile.ts';
import { aContact, aTerminal, type Terminal } from '../../builders/terminal.ts';
import { CONTACT, SHOP } from '../../builders/names.ts';

const HOUR_MS = 3_600_000;

function daily({ world, money }: Terminal): Promise<Report> {
  return world.until(money.reconciler.runDaily());
}

/** Reports overlap by three hours, so an operation that was sent earlier is in the first report only. */
async function laterThanTheOverlap(terminal: Terminal): Promise<void> {
  await terminal.world.advance(4 * HOUR_MS);
  await terminal.identify();
}

function aManualRow({ world }: Terminal, amountInCents: number): void {
  world.sandbox.data.addTransaction({ contactUuid: CONTACT, amountInCents, shopUuid: SHOP });
}

describe('the daily report', () => {
  it('of a day without differences states how much was compared', async () => {
    const terminal = aTerminal();
    await terminal.spend(500);
    expect(await daily(terminal)).toMatchObject({
      contactCount: 1,
      rowCount: 1,
      differences: [],
      unread: [],
      goneCount: 0,
    });
  });

  it('lists a row of its shop that belongs to no operation, and does not reverse the row', async () => {
    const terminal = aTerminal();
    await terminal.spend(500);
    aManualRow(terminal, -123);
    expect((await daily(terminal)).differences).toMatchObject([
      { kind: 'unclaimed', amountInCents: -123 },
    ]);
    await terminal.world.advance(HOUR_MS);
    expect(terminal.rows()).toEqual([-500, -123]);
  });

  it('lists a duplicate with its evidence, and holds the operation, because the row may be somebody else’s', async () => {
    const terminal = aTerminal();
    terminal.fault({ kind: 'deliverTwice' }, { method: 'POST' });
    await terminal.spend(500);
    const report = await daily(terminal);
    expect(report.differences).toMatchObject([
      { kind: 'suspect', evidence: { promise: 'paid', ledger: 'present', sends: 1 } },
    ]);
    expect(report.sums).toMatchObject([
      { listedInCents: -1000, claimedInCents: -500, suspectInCents: -500 },
    ]);
    await terminal.world.advance(HOUR_MS);
    expect(terminal.opened.journal.held()).toMatchObject([{ heldReason: 'possibleDouble' }]);
    expect(terminal.rows()).toEqual([-500, -500]);
  });

  it('takes nothing back of another terminal that is set to the same shop of its own', async () => {
    const ours = aTerminal({ isQuiet: true });
    const theirs = aTerminal({ world: ours.world, isQuiet: true });
    await ours.spend(500);
    await theirs.spend(500);
    await theirs.spend(300);
    for (const terminal of [ours, theirs, ours, theirs]) {
      await daily(terminal);
      await ours.world.advance(HOUR_MS);
    }
    expect(ours.rows()).toEqual([-500, -500, -300]);
    expect(ours.money.shop.isFoundShared()).toBe(true);
  });

  it('shows that the shop is shared from the first row that nobody here made, also after a restart', async () => {
    const terminal = aTerminal({ isQuiet: true });
    await terminal.spend(500);
    await daily(terminal);
    expect(terminal.money.shop.isOwn()).toBe(true);
    aManualRow(terminal, -123);
    await daily(terminal);
    expect(terminal.money.shop.isOwn()).toBe(false);
    terminal.crash();
    expect(terminal.money.shop.isFoundShared()).toBe(true);
    terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
    expect(await terminal.spend(200)).toMatchObject({ kind: 'notCompleted' });
    await terminal.world.advance(HOUR_MS);
    expect(terminal.opened.journal.held()).toMatchObject([{ heldReason: 'sharedShop' }]);
    confirmOwnShop(terminal.opened, shopUuid(SHOP), 'Sandy');
    terminal.crash();
    expect(terminal.money.shop.isOwn()).toBe(true);
  });

  it('holds a late row like one of ours also after the shop was found to be shared', async () => {
    const terminal = aTerminal({ isQuiet: true });
    await terminal.spend(500);
    aManualRow(terminal, -123);
    await daily(terminal);
    await terminal.world.advance(HOUR_MS / 6);
    aManualRow(terminal, -500);
    await daily(terminal);
    expect(terminal.money.shop.isOwn()).toBe(false);
    expect(terminal.opened.journal.held()).toMatchObject([{ heldReason: 'possibleDouble' }]);
  });

  it('does not take rows from before the first payment for somebody else’s', async () => {
    const terminal = aTerminal({ isQuiet: true });
    aManualRow(terminal, -123);
    await terminal.world.advance(HOUR_MS);
    await terminal.spend(500);
    await daily(terminal);
    expect(terminal.money.shop.isOwn()).toBe(true);
  });

  it('lists a row that came late', async () => {
    const terminal = aTerminal({ isQuiet: true });
    terminal.fault({ kind: 'commitLate', delayMs: HOUR_MS / 4 }, { method: 'POST' });
    await terminal.spend(500);
    await terminal.world.advance(HOUR_MS / 2);
    expect((await daily(terminal)).differences).toMatchObject([{ kind: 'late' }]);
    await terminal.world.advance(HOUR_MS);
    expect(terminal.rows()).toEqual([-500, 500]);
  });

  it('only lists suspects in a shared shop, and holds them', async () => {
    const terminal = aTerminal({ isOwnShop: false, isQuiet: true });
    terminal.fault({ kind: 'commitLate', delayMs: HOUR_MS / 4 }, { method: 'POST' });
    await terminal.spend(500);
    await terminal.world.advance(HOUR_MS / 2);
    expect((await daily(terminal)).differences).toMatchObject([{ kind: 'suspect' }]);
    expect(terminal.opened.journal.held()).toMatchObject([{ heldReason: 'possibleDouble' }]);
  });

  it('lists operations that are missing in the ledger or have another amount there', async () => {
    const terminal = aTerminal();
    await terminal.spend(500);
    terminal.world.sandbox.setBehaviour({ listLagMs: 2 * HOUR_MS });
    expect((await daily(terminal)).differences).toMatchObject([{ kind: 'missing' }]);
    terminal.world.sandbox.resetBehaviour();
    terminal.fault({ kind: 'otherAmount' }, { route: 'listTransactions' });
    expect((await daily(terminal)).differences).toMatchObject([{ kind: 'amountDiffers' }]);
  });

  it('is stored although a contact no longer exists, and does not request that contact again', async () => {
    const terminal = aTerminal({ isQuiet: true });
    aContact(terminal.world, 'krabs', 'K-1');
    await terminal.spend(500);
    await terminal.spend(300, 'K-1');
    await laterThanTheOverlap(terminal);
    terminal.world.sandbox.data.changeIdentifier({ value: 'K-1', contactUuid: null });
    terminal.world.sandbox.data.changeContactUuid({ contactUuid: 'krabs', newUuid: 'deleted' });
    expect(await daily(terminal)).toMatchObject({ contactCount: 2, goneCount: 1, unread: [] });
    expect(terminal.opened.reports.last()).not.toBeNull();
    await terminal.world.advance(24 * HOUR_MS);
    await terminal.identify();
    expect(await daily(terminal)).toMatchObject({ contactCount: 0 });
  });

  it('requests a contact again that could not be read', async () => {
    const terminal = aTerminal({ isQuiet: true });
    aContact(terminal.world, 'krabs', 'K-1');
    await terminal.spend(500);
    await terminal.spend(300, 'K-1');
    await laterThanTheOverlap(terminal);
    terminal.fault({ kind: 'html500' }, { route: 'listTransactions' });
    expect(await daily(terminal)).toMatchObject({ contactCount: 2, unread: [CONTACT] });
    await terminal.world.advance(24 * HOUR_MS);
    await terminal.identify();
    expect(await daily(terminal)).toMatchObject({ contactCount: 1, unread: [] });
  });

  it('is not stored if no contact could be read', async () => {
    const terminal = aTerminal({ isQuiet: true });
    await terminal.spend(500);
    terminal.fault({ kind: 'html500' }, { route: 'listTransactions', times: null });
    await daily(terminal);
    expect(terminal.opened.reports.last()).toBeNull();
  });

  it('covers an operation that was first sent long ago, but sent again recently', async () => {
    const terminal = aTerminal({ isQuiet: true, offlinePolicy: { isEnabled: true } });
    await terminal.spend(500);
    await daily(terminal);
    const { journal, db } = terminal.opened;
    const { id } = terminal.first();
    const later = terminal.world.now() + 24 * HOUR_MS;
    db.prepare('UPDATE operation SET last_sent_at_server = ? WHERE id = ?').run(later, id);
    expect(journal.contactsSince(terminal.world.now())).toEqual([CONTACT]);
  });
});

describe('the daily report of a terminal in a shared shop', () => {
  async function twoTerminals(): Promise<{ ours: Terminal; theirs: Terminal }> {
    const ours = aTerminal({ isOwnShop: false, isQuiet: true });
    const theirs = aTerminal({ world: ours.world, isOwnShop: false, isQuiet: true });
    await ours.spend(500);
    await ours.world.advance(HOUR_MS / 60);
    await theirs.spend(500);
    await theirs.topUp(300);
    return { ours, theirs };
  }

  it('only lists a row of another terminal that looks like its own, and ignores the others', async () => {
    const { ours, theirs } = await twoTerminals();
    expect(await daily(ours)).toMatchObject({
      contactCount: 1,
      rowCount: 3,
      differences: [{ kind: 'suspect', amountInCents: -500 }],
      touched: [],
    });
    expect(await daily(theirs)).toMatchObject({ differences: [], touched: [] });
    expect(ours.opened.journal.held()).toEqual([]);
  });

  it('lists operations that are missing or have another amount, and changes nothing', async () => {
    const { ours, theirs } = await twoTerminals();
    const before = ours.operations();
    const rows = ours.rows();
    ours.world.sandbox.setBehaviour({ listLagMs: 2 * HOUR_MS });
    expect((await daily(ours)).differences).toMatchObject([
      { kind: 'missing', amountInCents: -500 },
    ]);
    ours.world.sandbox.resetBehaviour();
    ours.fault({ kind: 'otherAmount' }, { route: 'listTransactions' });
    expect((await daily(ours)).differences).toMatchObject([{ kind: 'amountDiffers' }]);
    await ours.world.advance(HOUR_MS);
    expect(ours.operations()).toEqual(before);
    expect(theirs.operations().every(({ isSettled }) => isSettled)).toBe(true);
    expect(ours.rows()).toEqual(rows);
  });

  it('lists and holds a request that arrived twice, and reverses nothing: the row may be another terminal’s', async () => {
    const { ours } = await twoTerminals();
    ours.fault({ kind: 'deliverTwice' }, { method: 'POST' });
    await ours.spend(200);
    const rows = ours.rows();
    expect((await daily(ours)).differences).toMatchObject([
      { kind: 'suspect', amountInCents: -500 },
      { kind: 'suspect', amountInCents: -200, evidence: { sends: 1 } },
    ]);
    await ours.world.advance(HOUR_MS);
    expect(ours.rows()).toEqual(rows);
    expect(ours.opened.journal.held()).toMatchObject([{ amountInCents: -200 }]);
  });

  it('holds a spend whose reply was lost if another terminal has a similar spend, and sends nothing', async () => {
    const { ours, theirs } = await twoTerminals();
    ours.fault({ kind: 'dropBefore' }, { method: 'POST' });
    expect(await ours.spend(700)).toMatchObject({ kind: 'notCompleted' });
    await ours.world.advance(HOUR_MS / 4);
    await theirs.spend(700);
    const rows = ours.rows();
    expect((await daily(ours)).differences).toContainEqual(
      expect.objectContaining({ kind: 'suspect', amountInCents: -700 }),
    );
    await ours.world.advance(HOUR_MS);
    expect(ours.rows()).toEqual(rows);
    expect(ours.opened.journal.held()).toMatchObject([{ heldReason: 'possibleDouble' }]);
  });
});
