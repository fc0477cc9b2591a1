/**
 * The outcome of a live payment for everything that can happen to its reply.
 * Invariant: a payment with the outcome 'paid' is in the ledger exactly once. For any other outcome its rows add up to zero.
 */
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import type { FaultInput } from '../../../src/sandbox/faults/fault.ts';
import { contactUuid, shopUuid } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { aContact, aTerminal, OFFLINE, type Terminal } from '../../builders/terminal.ts';
import { CONTACT, OTHER_SHOP, SHOP } from '../../builders/names.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function net(terminal: Terminal): number {
  return terminal.rows().reduce((sum, amountInCents) => sum + amountInCents, 0);
}

function posts({ world }: Terminal): number {
  return world.requests.filter(({ request }) => request.method === 'POST').length;
}

describe('a payment that is answered', () => {
  it('is paid once, and the answer shows what is left', async () => {
    const terminal = aTerminal();
    expect(await terminal.spend(500)).toMatchObject({
      kind: 'paid',
      beforeInCents: 5000,
      afterInCents: 4500,
      isInLedger: true,
      reference: '000002',
    });
    expect(terminal.rows()).toEqual([-500]);
    expect(terminal.steps).toEqual(['sending', 'sending']);
    expect(terminal.operations()).toMatchObject([{ promise: 'paid', isSettled: true }]);
  });

  it('increases the balance if it is a top-up', async () => {
    const terminal = aTerminal();
    expect(await terminal.topUp(700)).toMatchObject({ kind: 'paid', afterInCents: 5700 });
    expect(terminal.rows()).toEqual([700]);
  });

  it('is taken back if the balance becomes negative, and the screen shows the balance before it', async () => {
    const terminal = aTerminal();
    expect(await terminal.spend(5001)).toEqual({
      kind: 'notPaid',
      reason: 'balanceTooLow',
      availableInCents: 5000,
    });
    await terminal.world.advance(MINUTE_MS);
    expect(terminal.rows()).toEqual([-5001, 5001]);
    expect(terminal.operations().every(({ isSettled }) => isSettled)).toBe(true);
  });

  it.each([5003, 1003, 4711])(
    'shows the balance if the server refuses an overdraft, with any error code: %i',
    async (overdraftCode) => {
      const terminal = aTerminal();
      terminal.world.sandbox.setBehaviour({ overdraft: 'refuse', overdraftCode });
      const { outcome } = await terminal.beginSpend(4000);
      terminal.world.sandbox.data.addTransaction({
        contactUuid: CONTACT,
        amountInCents: -1001,
        shopUuid: OTHER_SHOP,
      });
      expect(await terminal.world.until(outcome)).toEqual({
        kind: 'notPaid',
        reason: 'balanceTooLow',
        availableInCents: 3999,
      });
      expect(terminal.operations()).toMatchObject([{ promise: 'notPaid', isSettled: true }]);
    },
  );

  it('does not give the balance as the reason if it is high enough or cannot be read', async () => {
    const terminal = aTerminal({ isQuiet: true });
    terminal.world.sandbox.setBehaviour({ overdraft: 'refuse' });
    const { outcome } = await terminal.beginSpend(5001);
    terminal.fault({ kind: 'html500' }, { route: 'getContact' });
    expect(await terminal.world.until(outcome)).toMatchObject({ reason: 'unexpected' });
    const { outcome: second } = await terminal.beginSpend(5001);
    terminal.world.sandbox.setBehaviour({ overdraftCode: 1003 });
    await terminal.world.advance(25);
    terminal.world.sandbox.data.addTransaction({ contactUuid: CONTACT, amountInCents: 1 });
    expect(await terminal.world.until(second)).toMatchObject({ reason: 'unexpected' });
  });

  it.each([
    [{ overdraft: 'refuse' }, 'balanceTooLow'],
    [{ account: 'inactive' }, 'accountInactive'],
    [{ token: 'expired' }, 'tokenRefused'],
    [{ token: 'forbidden' }, 'tokenRefused'],
  ] as const)('is not paid if the server refuses with %j', async (behaviour, reason) => {
    const terminal = aTerminal({ isQuiet: true });
    await terminal.identify();
    const { outcome } = await terminal.beginSpend(5001);
    terminal.world.sandbox.setBehaviour(behaviour);
    expect(await terminal.world.until(outcome)).toMatchObject({ kind: 'notPaid', reason });
    expect(terminal.rows()).toEqual([]);
    expect(terminal.operations()).toMatchObject([{ promise: 'notPaid', isSettled: true }]);
  });

  it('is not paid if the contact no longer exists', async () => {
    const terminal = aTerminal();
    const { outcome } = await terminal.beginSpend(500);
    terminal.world.sandbox.data.changeContactUuid({ contactUuid: CONTACT, newUuid: 'merged' });
    expect(await terminal.world.until(outcome)).toMatchObject({ reason: 'contactGone' });
  });

  it('is held if the network delivers it twice, because the second row may be somebody else’s', async () => {
    const terminal = aTerminal();
    terminal.fault({ kind: 'deliverTwice' }, { method: 'POST' });
    expect(await terminal.spend(500)).toMatchObject({ kind: 'paid' });
    await terminal.world.advance(60 * MINUTE_MS);
    expect(terminal.opened.journal.held()).toMatchObject([{ heldReason: 'possibleDouble' }]);
    expect(net(terminal)).toBe(-1000);
  });
});

describe('a payment whose reply is lost', () => {
  const COMMITTED: FaultInput[] = [
    { kind: 'dropAfter' },
    { kind: 'hang', commits: true },
    { kind: 'html500', commits: true },
    { kind: 'unavailable503', commits: true },
    { kind: 'cutBody' },
    { kind: 'malformedJson' },
    { kind: 'emptyBody' },
    { kind: 'nullBody' },
    { kind: 'missingData' },
    { kind: 'missingUuid' },
    { kind: 'balanceAsText' },
    { kind: 'delayReply', delayMs: 12_000 },
  ];
  it.each(COMMITTED)('is found in the list and paid: %j', async (fault) => {
    const terminal = aTerminal();
    terminal.fault(fault, { method: 'POST' });
    expect(await terminal.spend(500)).toMatchObject({
      kind: 'paid',
      afterInCents: 4500,
      isInLedger: true,
    });
    expect(terminal.steps.slice(-1)).toEqual(['checking']);
    await terminal.world.advance(10 * MINUTE_MS);
    expect(terminal.rows()).toEqual([-500]);
    expect(posts(terminal)).toBe(1);
  });

  const LOST: FaultInput[] = [
    { kind: 'dropBefore' },
    { kind: 'hang' },
    { kind: 'html500' },
    { kind: 'unavailable503' },
    { kind: 'captivePortal' },
    { kind: 'redirect' },
  ];
  it.each(LOST)(
    'is not completed, and never sent again, if it never took effect: %j',
    async (fault) => {
      const terminal = aTerminal();
      terminal.fault(fault, { method: 'POST' });
      expect(await terminal.spend(500)).toMatchObject({ kind: 'notCompleted' });
      await terminal.world.advance(10 * MINUTE_MS);
      expect(terminal.rows()).toEqual([]);
      expect(posts(terminal)).toBe(1);
      expect(terminal.operations()).toMatchObject([{ ledger: 'absent', isSettled: true }]);
    },
  );

  it('is reversed if it takes effect after the customer got the outcome', async () => {
    const terminal = aTerminal();
    terminal.fault({ kind: 'commitLate', delayMs: 30_000 }, { method: 'POST' });
    expect(await terminal.spend(500)).toMatchObject({ kind: 'notCompleted' });
    await terminal.world.advance(10 * MINUTE_MS);
    expect(terminal.rows()).toEqual([-500, 500]);
    expect(terminal.operations().every(({ isSettled }) => isSettled)).toBe(true);
  });

  it('is reversed by the reconciliation if it takes effect after it was proven absent', async () => {
    const terminal = aTerminal();
    terminal.fault({ kind: 'commitLate', delayMs: 10 * MINUTE_MS }, { method: 'POST' });
    await terminal.spend(500);
    await terminal.world.advance(5 * MINUTE_MS);
    expect(terminal.operations()).toMatchObject([{ ledger: 'absent', isSettled: true }]);
    await terminal.world.advance(60 * MINUTE_MS);
    expect(terminal.rows()).toEqual([-500, 500]);
  });

  it('is held in a shared shop, because its row cannot be identified', async () => {
    const terminal = aTerminal({ isOwnShop: false });
    terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
    expect(await terminal.spend(500)).toMatchObject({ kind: 'notCompleted' });
    await terminal.world.advance(30 * MINUTE_MS);
    expect(terminal.rows()).toEqual([-500]);
    expect(terminal.opened.journal.held()).toMatchObject([
      { heldReason: 'sharedShop', promise: 'notPaid' },
    ]);
  });

  it('is held with the register API, because that API has no list', async () => {
    const terminal = aTerminal({ flavour: 'register' });
    terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
    expect(await terminal.spend(500)).toMatchObject({ kind: 'notCompleted' });
    expect(terminal.opened.journal.held()).toMatchObject([{ heldReason: 'cannotLookUp' }]);
  });

  it('is looked up if the reply has another amount, because the reply may be to another request', async () => {
    const terminal = aTerminal();
    terminal.fault({ kind: 'otherAmount' }, { method: 'POST' });
    expect(await terminal.spend(500)).toMatchObject({ kind: 'paid' });
    expect(terminal.rows()).toEqual([-500]);
  });

  it('is held if the server booked another amount', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.identify();
    terminal.world.down = 'noLink';
    await terminal.world.advance(5_000);
    await terminal.spendOffline(500);
    terminal.fault({ kind: 'dropBefore' }, { method: 'POST' });
    terminal.world.down = null;
    await terminal.world.advance(3_000);
    const { data } = terminal.world.sandbox;
    data.addTransaction({ contactUuid: CONTACT, shopUuid: SHOP, amountInCents: -501 });
    await terminal.world.advance(HOUR_MS);
    expect(terminal.opened.journal.held()).toMatchObject([{ heldReason: 'inconclusive' }]);
    expect(terminal.rows()).toEqual([-501]);
  });

  it('shows the same balance afterwards as the confirm screen did, while an earlier payment is held', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.identify();
    terminal.world.down = 'noLink';
    await terminal.world.advance(5_000);
    expect(await terminal.spendOffline(1000)).toMatchObject({ kind: 'paid', afterInCents: 4000 });
    terminal.fault({ kind: 'dropBefore' }, { method: 'POST', times: 1 });
    terminal.world.down = null;
    await terminal.world.advance(3_000);
    const { data } = terminal.world.sandbox;
    data.addTransaction({ contactUuid: CONTACT, shopUuid: SHOP, amountInCents: -1001 });
    await terminal.world.advance(HOUR_MS);
    expect(terminal.opened.journal.held()).toMatchObject([{ heldReason: 'inconclusive' }]);
    const { availableInCents } = await terminal.identify();
    expect(await terminal.spend(300)).toMatchObject({
      kind: 'paid',
      beforeInCents: availableInCents,
      afterInCents: availableInCents - 300,
    });
    expect(await terminal.identify()).toMatchObject({ availableInCents: availableInCents - 300 });
  });
});

describe('a payment that never leaves', () => {
  it.each(['noLink', 'nameNotFound', 'refused', 'connectTimeout', 'insecure'] as const)(
    'is not paid: %s',
    async (why) => {
      const terminal = aTerminal();
      const known = await terminal.identify();
      terminal.world.down = why;
      const told = terminal.money.wallet.spend({
        ...known,
        amountInCents: cents(500),
        onStep: () => undefined,
      });
      expect(await terminal.world.until(told)).toMatchObject({
        kind: 'notPaid',
        reason: 'offline',
      });
      terminal.world.down = null;
      await terminal.world.advance(10 * MINUTE_MS);
      expect(terminal.rows()).toEqual([]);
    },
  );

  it('is promised if the offline policy allows it, and sent when the network is back', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    const known = await terminal.identify();
    terminal.world.down = 'noLink';
    await terminal.world.advance(5_000);
    const told = await terminal.world.until(
      terminal.money.wallet.spend({
        ...known,
        amountInCents: OFFLINE.capPerOperationInCents,
        onStep: () => undefined,
      }),
    );
    expect(told).toMatchObject({ kind: 'paid', isInLedger: false, afterInCents: 4000 });
    expect(terminal.rows()).toEqual([]);
    terminal.world.down = null;
    await terminal.world.advance(MINUTE_MS);
    expect(terminal.rows()).toEqual([-1000]);
  });
});

describe('two payments of one contact', () => {
  it('are sent in order: the second one waits for the outcome of the first one', async () => {
    const terminal = aTerminal();
    terminal.fault({ kind: 'dropBefore' }, { method: 'POST' });
    const first = await terminal.beginSpend(500);
    const second = await terminal.beginSpend(300);
    expect(terminal.steps).toEqual(['waitingForEarlier']);
    expect(await terminal.world.until(second.outcome)).toMatchObject({
      kind: 'notPaid',
      reason: 'busy',
    });
    expect(await terminal.world.until(first.outcome)).toMatchObject({ kind: 'notCompleted' });
    await terminal.world.advance(10 * MINUTE_MS);
    expect(terminal.rows()).toEqual([]);
    expect(posts(terminal)).toBe(1);
  });

  it('are not held if the first one is found in the list, and the reply to the second one is lost', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.identify();
    // Long enough that the payment reads the list again.
    await terminal.world.advance(2 * MINUTE_MS);
    terminal.fault({ kind: 'html500' }, { route: 'listTransactions' });
    expect(await terminal.spendOffline(500)).toMatchObject({ kind: 'paid', isInLedger: false });
    terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
    terminal.fault({ kind: 'dropBefore' }, { method: 'POST' });
    while (posts(terminal) === 0) await terminal.world.advance(100);
    expect(await terminal.spendOffline(500)).toMatchObject({ kind: 'paid' });
    await terminal.world.advance(10 * MINUTE_MS);
    expect(terminal.rows()).toEqual([-500, -500]);
    expect(terminal.operations().every(({ isSettled }) => isSettled)).toBe(true);
  });

  it('do not delay another contact', async () => {
    const terminal = aTerminal();
    aContact(terminal.world, 'krabs', 'K-1');
    terminal.fault({ kind: 'dropBefore' }, { method: 'POST' });
    const first = await terminal.beginSpend(500);
    expect(await terminal.spend(300, 'K-1')).toMatchObject({ kind: 'paid' });
    await terminal.world.until(first.outcome);
  });
});

describe('a full disk', () => {
  it('is reported at once if the payment cannot be written to the journal, and nothing is sent', async () => {
    const terminal = aTerminal();
    const known = await terminal.identify();
    terminal.opened.db.pragma('query_only = ON');
    const told = terminal.money.wallet.spend({
      ...known,
      amountInCents: known.availableInCents,
      onStep: () => undefined,
    });
    expect(await terminal.world.until(told)).toMatchObject({ kind: 'notPaid', reason: 'damaged' });
    expect(posts(terminal)).toBe(0);
  });

  it('does not leave the customer without an outcome if the disk fills up while the request is running', async () => {
    const terminal = aTerminal();
    const { outcome } = await terminal.beginSpend(500);
    terminal.opened.db.pragma('query_only = ON');
    const told = await terminal.world.until(outcome);
    expect(told).toMatchObject({ kind: 'notCompleted' });
    terminal.opened.db.pragma('query_only = OFF');
    await terminal.world.advance(10 * MINUTE_MS);
    expect(net(terminal)).toBe(0);
    expect(terminal.operations().every(({ isSettled }) => isSettled)).toBe(true);
  });

  it('does not send a payment whose customer was told that it is not paid, when the disk works again', async () => {
    const terminal = aTerminal();
    await terminal.identify();
    // Long enough that the payment reads the list again.
    await terminal.world.advance(2 * MINUTE_MS);
    terminal.fault({ kind: 'html500' }, { route: 'listTransactions' });
    const told = terminal.spendOffline(500);
    terminal.opened.db.pragma('query_only = ON');
    expect(await told).toMatchObject({ kind: 'notPaid' });
    terminal.opened.db.pragma('query_only = OFF');
    terminal.money.sync.setOnline(true);
    await terminal.world.advance(10 * MINUTE_MS);
    expect(posts(terminal)).toBe(0);
    expect(terminal.operations()).toMatchObject([{ promise: 'notPaid', isSettled: true }]);
  });
});

describe('a disk that cannot be read', () => {
  it('does not leave the customer without an outcome: the payment is not completed, and nothing is charged', async () => {
    const terminal = aTerminal();
    terminal.fault({ kind: 'dropBefore' }, { method: 'POST' });
    const first = await terminal.beginSpend(500);
    const second = await terminal.beginSpend(300);
    const { journal } = terminal.opened;
    const secondId = terminal.operations().at(-1)?.id;
    const get = journal.get.bind(journal);
    const broken = vi.spyOn(journal, 'get').mockImplementation((id) => {
      if (id === secondId) throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_READ');
      return get(id);
    });
    expect(await terminal.world.until(second.outcome)).toMatchObject({ kind: 'notCompleted' });
    broken.mockRestore();
    await terminal.world.until(first.outcome);
    await terminal.world.advance(10 * MINUTE_MS);
    expect(terminal.rows()).toEqual([]);
    expect(terminal.operations()).toMatchObject([
      { promise: 'notPaid', isSettled: true },
      { promise: 'notPaid', isSettled: true },
    ]);
  });
});

describe('a crash', () => {
  it('before the promise makes the payment not paid, and reverses its row in the ledger', async () => {
    const terminal = aTerminal();
    await terminal.beginSpend(500);
    await terminal.world.advance(15);
    expect(terminal.rows()).toEqual([-500]);
    terminal.crash();
    expect(terminal.operations()).toMatchObject([{ promise: 'notPaid', ledger: 'unknown' }]);
    await terminal.world.advance(10 * MINUTE_MS);
    expect(terminal.rows()).toEqual([-500, 500]);
  });

  it('during a reversal does not cause a second reversal', async () => {
    const terminal = aTerminal();
    await terminal.spend(500);
    terminal.money.wallet.reverse(terminal.first().id);
    await terminal.world.advance(25);
    terminal.crash();
    await terminal.world.advance(10 * MINUTE_MS);
    expect(terminal.rows()).toEqual([-500, 500]);
  });
});

describe('a reversal', () => {
  it('is added only once, even if staff ask for it several times', async () => {
    const terminal = aTerminal();
    await terminal.spend(500);
    const id = terminal.first().id;
    expect(terminal.money.wallet.reverse(id)).toMatchObject({ kind: 'intended' });
    expect(terminal.money.wallet.reverse(id)).toEqual({
      kind: 'refused',
      reason: 'alreadyReversed',
    });
    await terminal.world.advance(MINUTE_MS);
    expect(terminal.money.wallet.reverse(id)).toMatchObject({ reason: 'alreadyReversed' });
    const [, reversal] = terminal.operations().map((operation) => operation.id);
    expect(terminal.money.wallet.reverse(reversal ?? id)).toMatchObject({ reason: 'isReversal' });
    expect(terminal.rows()).toEqual([-500, 500]);
  });

  it('is refused if the payment is not in the ledger', async () => {
    const terminal = aTerminal();
    terminal.fault({ kind: 'dropBefore' }, { method: 'POST' });
    await terminal.spend(500);
    expect(terminal.money.wallet.reverse(terminal.first().id)).toMatchObject({
      reason: 'notInLedger',
    });
  });

  it.each<FaultInput>([
    { kind: 'dropAfter' },
    { kind: 'dropBefore' },
    { kind: 'html500', commits: true },
  ])('whose reply is lost takes back once: %j', async (fault) => {
    const terminal = aTerminal();
    await terminal.spend(500);
    terminal.fault(fault, { route: 'reverseTransaction' });
    terminal.money.wallet.reverse(terminal.first().id);
    await terminal.world.advance(30 * MINUTE_MS);
    expect(terminal.rows()).toEqual([-500, 500]);
    expect(terminal.operations().every(({ isSettled }) => isSettled)).toBe(true);
  });

  it('is sent as a create with the opposite amount if the card is inactive by now', async () => {
    const terminal = aTerminal();
    const { sandbox } = terminal.world;
    const row = sandbox.data.addTransaction({
      contactUuid: CONTACT,
      amountInCents: -100,
      shopUuid: SHOP,
      identifierValue: 'P-1',
    });
    sandbox.data.changeIdentifier({ value: 'P-1', active: false });
    const { journal } = terminal.opened;
    const known = await terminal.world.until(
      terminal.money.read.listTransactions({
        contactUuid: contactUuid(CONTACT),
        shopUuid: null,
        page: 1,
      }),
    );
    if (known.kind !== 'ok') throw new Error('not ok');
    const found = known.value.transactions.find(({ uuid }) => uuid === row.uuid);
    if (found === undefined) throw new Error('not found');
    journal.write(() =>
      journal.addReversal(
        {
          uuid: found.uuid,
          amountInCents: found.amountInCents,
          contactUuid: contactUuid(CONTACT),
          shopUuid: shopUuid(SHOP),
        },
        null,
        'reverse',
      ),
    );
    terminal.money.sync.poke(contactUuid(CONTACT));
    await terminal.world.advance(MINUTE_MS);
    expect(terminal.rows()).toEqual([-100, 100]);
    expect(terminal.operations()).toMatchObject([{ method: 'create', isSettled: true }]);
  });
});
