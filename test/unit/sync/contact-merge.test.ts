/** Operations whose contact was merged into another one. */
import { describe, expect, it } from 'vitest';
import { aTerminal, OFFLINE, type Terminal } from '../../builders/terminal.ts';
import { CARD, CONTACT } from '../../builders/names.ts';

const MERGED = 'merged';
const MINUTE_MS = 60_000;

function merge({ world }: Terminal): void {
  world.sandbox.data.changeContactUuid({ contactUuid: CONTACT, newUuid: MERGED });
}

describe('a contact that was merged into another', () => {
  it('is charged for an offline promise without a restart', async () => {
    const terminal = aTerminal({ offlinePolicy: { ...OFFLINE } });
    await terminal.identify();
    terminal.world.down = 'noLink';
    await terminal.world.advance(10_000);
    expect(await terminal.spendOffline(500)).toMatchObject({ kind: 'paid', isInLedger: false });
    merge(terminal);
    terminal.world.down = null;
    await terminal.world.advance(MINUTE_MS);
    expect(terminal.rows(MERGED)).toEqual([-500]);
    expect(terminal.operations()).toMatchObject([{ contactUuid: MERGED, isSettled: true }]);
  });

  it('is charged even if the server refused the send', async () => {
    const terminal = aTerminal({ offlinePolicy: { ...OFFLINE } });
    await terminal.identify();
    terminal.world.down = 'noLink';
    await terminal.world.advance(10_000);
    await terminal.spendOffline(500);
    await terminal.spendOffline(300);
    terminal.world.down = null;
    while (terminal.rows().length === 0) await terminal.world.advance(1);
    merge(terminal);
    await terminal.world.advance(MINUTE_MS);
    expect(terminal.rows(MERGED)).toEqual([-500, -300]);
    expect(terminal.operations().every(({ isSettled }) => isSettled)).toBe(true);
  });

  it('gets its money back if staff reverse the spend after the merge', async () => {
    const terminal = aTerminal();
    await terminal.spend(500);
    merge(terminal);
    terminal.money.wallet.reverse(terminal.first().id);
    await terminal.world.advance(MINUTE_MS);
    expect(terminal.rows(MERGED)).toEqual([-500, 500]);
  });

  it('gets the money back if the reply was lost: the row is found at the new contact and reversed', async () => {
    const terminal = aTerminal();
    terminal.fault({ kind: 'dropAfter' }, { route: 'createTransaction' });
    const { outcome } = await terminal.beginSpend(500);
    terminal.fault({ kind: 'dropBefore' }, { route: 'listTransactions', times: null });
    expect(await terminal.world.until(outcome)).toMatchObject({ kind: 'notCompleted' });
    merge(terminal);
    terminal.world.sandbox.faults.clear();
    await terminal.world.advance(10 * MINUTE_MS);
    expect(terminal.rows(MERGED)).toEqual([-500, 500]);
    expect(terminal.operations().every(({ isSettled }) => isSettled)).toBe(true);
  });

  it('has a double charge held that is found only after the merge', async () => {
    const terminal = aTerminal();
    terminal.fault({ kind: 'deliverTwice' }, { route: 'createTransaction' });
    await terminal.spend(500);
    merge(terminal);
    await terminal.world.until(terminal.money.reconciler.runRecent());
    await terminal.world.advance(MINUTE_MS);
    expect(terminal.rows(MERGED)).toEqual([-500, -500]);
    expect(terminal.opened.journal.held()).toMatchObject([{ heldReason: 'possibleDouble' }]);
  });

  it('has its operation held if its cards lead to different contacts', async () => {
    const terminal = aTerminal({ offlinePolicy: { ...OFFLINE } });
    const { sandbox } = terminal.world;
    sandbox.data.addIdentifier({ value: 'P-2', contactUuid: CONTACT });
    await terminal.spend(100, 'P-2');
    await terminal.identify();
    terminal.world.down = 'noLink';
    await terminal.world.advance(10_000);
    await terminal.spendOffline(500);
    merge(terminal);
    sandbox.data.addContact({ uuid: 'stranger', balanceInCents: 5000 });
    sandbox.data.changeIdentifier({ value: CARD, contactUuid: 'stranger' });
    terminal.world.down = null;
    await terminal.world.advance(MINUTE_MS);
    expect(terminal.rows('stranger')).toEqual([]);
    expect(terminal.operations().at(-1)).toMatchObject({ heldReason: 'refusedAfterPaid' });
  });

  it('has its refused payments held if no card leads to the new contact: no list can show them', async () => {
    const terminal = aTerminal({ isQuiet: true });
    terminal.fault({ kind: 'tooMany429' }, { route: 'createTransaction' });
    await terminal.spend(500);
    await terminal.spend(300);
    merge(terminal);
    terminal.world.sandbox.data.changeIdentifier({ value: CARD, active: false });
    await terminal.world.until(terminal.money.reconciler.runRecent());
    expect(terminal.operations()).toMatchObject([
      { amountInCents: -500, heldReason: 'contactGone' },
      { amountInCents: -300, heldReason: null },
    ]);
  });

  it('owes at its next look-up what was promised to the old contact', async () => {
    const terminal = aTerminal({ offlinePolicy: { ...OFFLINE }, isQuiet: true });
    await terminal.identify();
    terminal.world.down = 'noLink';
    expect(await terminal.spendOffline(500)).toMatchObject({ kind: 'paid', isInLedger: false });
    merge(terminal);
    terminal.world.down = null;
    expect(await terminal.identify()).toMatchObject({ availableInCents: 4500 });
  });

  it('stays if the server says that it is gone, although a card still leads to it', async () => {
    const terminal = aTerminal({ offlinePolicy: { ...OFFLINE } });
    await terminal.identify();
    terminal.world.down = 'noLink';
    await terminal.world.advance(10_000);
    await terminal.spendOffline(500);
    const http = terminal.world.http.bind(terminal.world);
    let lies = 1;
    terminal.world.http = (request) => {
      if (request.method !== 'POST' || lies === 0) return http(request);
      lies -= 1;
      const body = '{"message":"Contact not found.","code":55031,"status_code":400}';
      return Promise.resolve({ kind: 'response', status: 400, headers: {}, body });
    };
    terminal.world.down = null;
    await terminal.world.advance(MINUTE_MS);
    expect(terminal.rows()).toEqual([-500]);
    expect(terminal.operations()).toMatchObject([{ isSettled: true }]);
  });
});
