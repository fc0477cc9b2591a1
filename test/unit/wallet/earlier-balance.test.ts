/** The last known balance of a card, while the network is silent or away. */
import { describe, expect, it } from 'vitest';
import { SILENCE_MS } from '../../../src/main/wallet/identify.ts';
import type { Identified, KnownCustomer } from '../../../src/main/wallet/results.ts';
import { contactUuid, identifierValue } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { aTerminal, OFFLINE, type Terminal } from '../../builders/terminal.ts';
import { CARD } from '../../builders/names.ts';

interface Scan {
  earlier: KnownCustomer[];
  answer: Identified | null;
}

/** Begins a look-up. Nothing happens before time passes. */
function scan({ money }: Terminal, card = CARD): Scan {
  const seen: Scan = { earlier: [], answer: null };
  money.wallet
    .identify(identifierValue(card), (customer) => seen.earlier.push(customer))
    .then(
      (answer) => {
        seen.answer = answer;
      },
      () => undefined,
    );
  return seen;
}

/** A terminal that has seen the card, and whose network accepts everything and never answers. */
async function aSilentTerminal(): Promise<Terminal> {
  const terminal = aTerminal({ offlinePolicy: OFFLINE });
  await terminal.identify();
  terminal.fault({ kind: 'hang' }, { times: null });
  return terminal;
}

/** Until the health check has noticed that nothing answers. */
async function noticed(terminal: Terminal): Promise<void> {
  await terminal.world.advance(6_000);
  expect(terminal.money.connection().kind).toBe('offline');
}

describe('a known card while nothing answers', () => {
  it('has its last known balance after one second, and not before', async () => {
    const terminal = await aSilentTerminal();
    const seen = scan(terminal);
    await terminal.world.advance(SILENCE_MS - 1);
    expect(seen.earlier).toEqual([]);
    await terminal.world.advance(1);
    expect(seen.earlier).toMatchObject([
      { availableInCents: 5000, isLive: false, cap: { kind: 'offline', limitInCents: 1000 } },
    ]);
    expect(seen.answer).toBeNull();
  });

  it('has it at once if the connection is known to be away, and the look-up goes on', async () => {
    const terminal = await aSilentTerminal();
    await noticed(terminal);
    const requests = terminal.world.requests.length;
    const seen = scan(terminal);
    expect(seen.earlier).toMatchObject([{ availableInCents: 5000, isLive: false }]);
    expect(terminal.world.requests.length).toBeGreaterThan(requests);
    expect(seen.answer).toBeNull();
    await terminal.world.advance(10_000);
    expect(seen.answer).toMatchObject({ kind: 'found', customer: { isLive: false } });
  });

  it('has the answer of the ledger as soon as it comes', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.identify();
    terminal.fault({ kind: 'delayReply', delayMs: 3_000 }, { times: null });
    const seen = scan(terminal);
    await terminal.world.advance(SILENCE_MS);
    expect([seen.earlier.length, seen.answer]).toEqual([1, null]);
    await terminal.world.advance(5_000);
    expect(seen.answer).toMatchObject({ kind: 'found', customer: { isLive: true } });
    expect(seen.earlier).toHaveLength(1);
  });

  it('is charged at most what the offline policy allows', async () => {
    const terminal = await aSilentTerminal();
    const { wallet } = terminal.money;
    const seen = scan(terminal);
    await terminal.world.advance(SILENCE_MS);
    const [known] = seen.earlier;
    const pay = (amountInCents: number): ReturnType<typeof wallet.spend> =>
      terminal.world.until(
        wallet.spend({
          contactUuid: known?.contactUuid ?? contactUuid(''),
          identifierValue: identifierValue(CARD),
          amountInCents: cents(amountInCents),
          onStep: () => undefined,
        }),
      );
    // The connection is not known to be away yet, so this one is sent, and nothing proves that it arrived.
    expect(await pay(1_001)).toMatchObject({ kind: 'notCompleted' });
    await noticed(terminal);
    expect(await pay(1_001)).toMatchObject({ kind: 'notPaid', reason: 'offlineLimit' });
    expect(await pay(1_000)).toMatchObject({ kind: 'paid', isInLedger: false });
    terminal.world.sandbox.faults.clear();
    await terminal.world.advance(10 * 60_000);
    expect(terminal.rows()).toEqual([-1000]);
  });
});

describe('no earlier balance is offered', () => {
  it('when the ledger answers in time', async () => {
    const terminal = aTerminal();
    await terminal.identify();
    const seen = scan(terminal);
    await terminal.world.advance(60_000);
    expect([seen.earlier, seen.answer?.kind]).toEqual([[], 'found']);
  });

  it('of a card that was never seen', async () => {
    const terminal = aTerminal();
    terminal.fault({ kind: 'hang' }, { times: null });
    await noticed(terminal);
    expect(scan(terminal).earlier).toEqual([]);
    expect(terminal.money.wallet.recall(identifierValue(CARD))).toBeNull();
  });

  it('of a card on the stop list', async () => {
    const terminal = await aSilentTerminal();
    terminal.opened.seenCards.stop(identifierValue(CARD), 'inactive', terminal.world.now());
    await noticed(terminal);
    expect(scan(terminal).earlier).toEqual([]);
  });
});

it('allows no payment while the server answers that it refuses this terminal', async () => {
  const terminal = aTerminal({ offlinePolicy: OFFLINE });
  await terminal.identify();
  terminal.world.sandbox.setBehaviour({ token: 'expired' });
  await terminal.world.advance(6_000);
  expect(terminal.money.wallet.recall(identifierValue(CARD))).toMatchObject({
    availableInCents: 5000,
    canSpend: false,
    cap: null,
  });
});
