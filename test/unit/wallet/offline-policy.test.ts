/** Offline promises never exceed a cap. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offlineLimit, type OfflineFacts } from '../../../src/main/wallet/offline-policy.ts';
import { cents } from '../../../src/shared/money.ts';
import { epochMs } from '../../../src/shared/time.ts';
import { aContact, aTerminal, OFFLINE } from '../../builders/terminal.ts';
import { CARD, CONTACT } from '../../builders/names.ts';

const NOW_MS = Date.UTC(2026, 0, 5, 9, 0, 0);

function facts(changes: Partial<OfflineFacts> = {}): OfflineFacts {
  return {
    seen: { balanceInCents: cents(5000), asOf: epochMs(NOW_MS) },
    isStopped: false,
    now: epochMs(NOW_MS),
    unsettledOfContactInCents: cents(0),
    unsettledOfTerminalInCents: cents(0),
    ...changes,
  };
}

describe('the largest amount that the terminal promises offline', () => {
  const LIMITS: [string, number | null, Partial<OfflineFacts>][] = [
    ['the cap of one operation', 1000, {}],
    ['what is left of the cap of the contact', 300, { unsettledOfContactInCents: cents(1700) }],
    ['what is left of the cap of the terminal', 50, { unsettledOfTerminalInCents: cents(4950) }],
    ['the balance', 200, { seen: { balanceInCents: cents(200), asOf: epochMs(NOW_MS) } }],
    [
      'nothing of an empty balance',
      null,
      { seen: { balanceInCents: cents(0), asOf: epochMs(NOW_MS) } },
    ],
    ['nothing of a card that was never seen', null, { seen: null }],
    ['nothing of a card on the stop list', null, { isStopped: true }],
    ['nothing beyond the cap of the contact', null, { unsettledOfContactInCents: cents(2000) }],
    ['what is left at the last moment of the balance', 1000, { now: epochMs(NOW_MS + 3_600_000) }],
    ['nothing of a balance that is too old', null, { now: epochMs(NOW_MS + 3_600_001) }],
    ['nothing when the clock was set back', null, { now: epochMs(NOW_MS - 1) }],
  ];
  it.each(LIMITS)('is %s: %s', (_, limit, changes) => {
    expect(offlineLimit(OFFLINE, facts(changes))).toBe(limit);
  });

  it('is zero unless the owner allows offline payments', () => {
    expect(offlineLimit({ ...OFFLINE, isEnabled: false }, facts())).toBeNull();
  });

  it('is never above a cap', () => {
    const amount = fc.integer({ min: 0, max: 10_000 }).map(cents);
    const policy = fc.record({
      isEnabled: fc.constant(true),
      capPerOperationInCents: amount,
      capPerContactInCents: amount,
      capPerTerminalInCents: amount,
      balanceAgeMsMax: fc.nat(),
    });
    fc.assert(
      fc.property(policy, amount, fc.tuple(amount, amount), (caps, balanceInCents, unsettled) => {
        const [ofContact, ofOthers] = unsettled;
        const limit = offlineLimit(
          caps,
          facts({
            seen: { balanceInCents, asOf: epochMs(NOW_MS) },
            unsettledOfContactInCents: ofContact,
            unsettledOfTerminalInCents: cents(ofContact + ofOthers),
          }),
        );
        if (limit === null) return;
        expect(limit).toBeGreaterThan(0);
        expect(limit).toBeLessThanOrEqual(caps.capPerOperationInCents);
        expect(ofContact + limit).toBeLessThanOrEqual(caps.capPerContactInCents);
        expect(ofContact + ofOthers + limit).toBeLessThanOrEqual(caps.capPerTerminalInCents);
        expect(ofContact + limit).toBeLessThanOrEqual(balanceInCents);
      }),
    );
  });
});

describe('an offline terminal', () => {
  it('never exceeds a cap, for any number of spends of any contacts, even over restarts', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    aContact(terminal.world, 'krabs', 'K-1');
    aContact(terminal.world, 'pearl', 'R-1');
    const cards = [CARD, 'K-1', 'R-1'];
    for (const card of cards) await terminal.identify(card);
    terminal.world.down = 'noLink';
    await terminal.world.advance(5_000);
    const promised: number[] = [];
    for (let round = 0; round < 12; round++) {
      if (round % 4 === 3) {
        terminal.crash();
        await terminal.world.advance(5_000);
      }
      const amountInCents = 300 + ((round * 437) % 800);
      await terminal.identify(cards[round % cards.length]);
      const outcome = await terminal.spendOffline(amountInCents);
      if (outcome.kind === 'paid') promised.push(amountInCents);
    }
    const sum = promised.reduce((total, amountInCents) => total + amountInCents, 0);
    expect(promised.length).toBeGreaterThan(2);
    expect(Math.max(...promised)).toBeLessThanOrEqual(1000);
    expect(sum).toBeLessThanOrEqual(5000);
    expect(terminal.opened.journal.unsettledSpends(null)).toBe(sum);
    terminal.world.down = null;
    await terminal.world.advance(10 * 60_000);
    expect(terminal.opened.journal.waiting()).toMatchObject({ count: 0, heldCount: 0 });
    const net = ['plankton', 'krabs', 'pearl']
      .flatMap((name) => terminal.rows(name))
      .reduce((total, amountInCents) => total + amountInCents, 0);
    expect(net).toBe(-sum);
  });

  it('promises nothing to a card that was inactive at its last look-up, or to a contact with an overdraft', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.identify();
    terminal.world.down = 'noLink';
    await terminal.world.advance(5_000);
    await terminal.spendOffline(1000);
    terminal.world.sandbox.data.addTransaction({ contactUuid: CONTACT, amountInCents: -4500 });
    terminal.world.down = null;
    await terminal.world.advance(60_000);
    expect(terminal.balance()).toBe(-500);
    terminal.world.down = 'noLink';
    await terminal.world.advance(5_000);
    expect(await terminal.spendOffline(100)).toMatchObject({ kind: 'notPaid', reason: 'offline' });
  });

  it('keeps to the caps if the line fails after the customer pressed Pay', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE, isQuiet: true });
    await terminal.identify();
    // The kiosk still counts as online, so the payment begins without a cap.
    terminal.world.down = 'noLink';
    expect(await terminal.spendOffline(1001)).toMatchObject({ kind: 'notPaid', reason: 'offline' });
    expect(await terminal.spendOffline(1000)).toMatchObject({ kind: 'paid', isInLedger: false });
  });

  it.each([
    ['tokenRefused', { token: 'expired' }],
    ['busy', { rateLimit: 1, rateWindowMs: 3_600_000 }],
  ] as const)(
    'gives no credit if the server refuses the terminal: %s',
    async (reason, behaviour) => {
      const terminal = aTerminal({ offlinePolicy: OFFLINE });
      await terminal.identify();
      terminal.world.sandbox.setBehaviour(behaviour);
      await terminal.world.advance(10_000);
      expect(await terminal.spendOffline(100)).toMatchObject({ kind: 'notPaid', reason });
      expect(terminal.operations()).toEqual([]);
    },
  );
});
