/** The time on a receipt is the ledger's, however far the clock of this machine is off. */
import { describe, expect, it } from 'vitest';
import { cents } from '../../../src/shared/money.ts';
import type { PaymentOutcome } from '../../../src/main/wallet/results.ts';
import { CONTACT } from '../../builders/names.ts';
import { aTerminal, OFFLINE, type Terminal } from '../../builders/terminal.ts';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const SECOND_MS = 1_000;

function paidAt(outcome: PaymentOutcome): number {
  if (outcome.kind !== 'paid') throw new Error(`the payment is ${outcome.kind}`);
  return outcome.paidAt;
}

/** When the ledger made its last row. */
function rowAt({ world }: Terminal): number {
  return world.sandbox.data.ledger(CONTACT).at(-1)?.created_at_ms ?? 0;
}

describe('the time of a payment that was not completed', () => {
  it.each([-5 * YEAR_MS, 3 * HOUR_MS])(
    'is the time of the ledger if the clock is wrong by %i ms',
    async (byMs) => {
      const terminal = aTerminal({ flavour: 'register' });
      terminal.world.setWallClock(byMs);
      await terminal.identify();
      terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
      const outcome = await terminal.spend(500);
      if (outcome.kind !== 'notCompleted') throw new Error(`the payment is ${outcome.kind}`);
      const trueNow = terminal.world.now() - byMs;
      expect(Math.abs(outcome.endedAt - trueNow)).toBeLessThan(2 * SECOND_MS);
    },
  );
});

describe('the time of a payment', () => {
  it.each([-5 * YEAR_MS, 5 * YEAR_MS, 3 * HOUR_MS, -20 * 60 * SECOND_MS])(
    'is the time of its row if the clock is moved by %i ms between the balance and Pay',
    async (byMs) => {
      const terminal = aTerminal();
      await terminal.identify();
      terminal.world.setWallClock(byMs);
      const outcome = await terminal.spendOffline(500);
      expect(Math.abs(paidAt(outcome) - rowAt(terminal))).toBeLessThan(2 * SECOND_MS);
    },
  );

  it.each([-5 * YEAR_MS, 3 * HOUR_MS])(
    'is the time of the ledger if the clock is wrong by %i ms from the start, also offline',
    async (byMs) => {
      const terminal = aTerminal({ offlinePolicy: OFFLINE });
      terminal.world.setWallClock(byMs);
      const online = await terminal.spend(500);
      expect(Math.abs(paidAt(online) - rowAt(terminal))).toBeLessThan(2 * SECOND_MS);
      terminal.world.down = 'noLink';
      await terminal.world.advance(5 * 60 * SECOND_MS);
      const offline = await terminal.spendOffline(500);
      const trueNow = terminal.world.now() - byMs;
      expect(offline).toMatchObject({ isInLedger: false, afterInCents: cents(4000) });
      expect(Math.abs(paidAt(offline) - trueNow)).toBeLessThan(2 * SECOND_MS);
    },
  );
});
