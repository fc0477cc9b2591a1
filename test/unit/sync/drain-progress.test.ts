/** While the queue drains, the screen counts the operations that are sent from the queue, and nothing else. */
import { describe, expect, it } from 'vitest';
import { aContact, aTerminal, OFFLINE, type Terminal } from '../../builders/terminal.ts';
import { CARD, CONTACT } from '../../builders/names.ts';

async function offline({ world }: Terminal): Promise<void> {
  world.down = 'noLink';
  await world.advance(5_000);
}

/** The time until the next probe finds that the network is back. */
async function back({ world, money }: Terminal): Promise<void> {
  world.down = null;
  while (money.connection().kind === 'offline') await world.advance(1);
}

describe('the progress of the queue', () => {
  it('counts the operations that were promised offline, and ends after the last one', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.identify();
    await offline(terminal);
    for (const amount of [100, 200, 300]) await terminal.spendOffline(amount);
    await back(terminal);
    expect(terminal.money.sync.progress()).toMatchObject({ done: 0, total: 3 });
    const seen = new Set<number>();
    for (let ms = 0; ms < 2_000; ms += 5) {
      await terminal.world.advance(5);
      seen.add(terminal.money.sync.progress()?.done ?? 3);
    }
    expect([...seen]).toEqual([0, 1, 2, 3]);
    expect(terminal.money.sync.progress()).toBeNull();
  });

  it('does not count operations that are only being looked up', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    aContact(terminal.world, 'krabs', 'K-1');
    terminal.fault({ kind: 'dropBefore' }, { method: 'POST', times: 2 });
    await terminal.spend(500);
    await terminal.spend(500, 'K-1');
    await offline(terminal);
    await back(terminal);
    expect(terminal.opened.journal.waiting().count).toBe(2);
    expect(terminal.money.sync.progress()).toBeNull();
  });

  it('does not count payments that are made while the queue drains', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    aContact(terminal.world, 'krabs', 'K-1');
    await terminal.identify('K-1');
    await terminal.identify(CARD);
    await offline(terminal);
    await terminal.spendOffline(100);
    await terminal.spendOffline(200);
    terminal.fault({ kind: 'tooMany429', retryAfterSeconds: 30 }, { route: 'createTransaction' });
    await back(terminal);
    await terminal.world.advance(1_000);
    expect(await terminal.spend(300, 'K-1')).toMatchObject({ kind: 'paid' });
    expect(terminal.money.sync.progress()).toMatchObject({ done: 0, total: 2 });
  });

  it('ends when only operations that are held for staff are left', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.identify();
    await offline(terminal);
    await terminal.spendOffline(100);
    await terminal.spendOffline(200);
    terminal.world.sandbox.setBehaviour({ overdraft: 'refuse' });
    terminal.world.sandbox.data.addTransaction({ contactUuid: CONTACT, amountInCents: -4800 });
    await back(terminal);
    await terminal.world.advance(2_000);
    expect(terminal.opened.journal.waiting()).toMatchObject({ count: 0, heldCount: 1 });
    expect(terminal.money.sync.progress()).toBeNull();
  });
});
