/** The kiosk keeps to `Retry-After`. */
import { describe, expect, it } from 'vitest';
import { PROOF_MS } from '../../../src/main/sync/delays.ts';
import { aTerminal, OFFLINE } from '../../builders/terminal.ts';

describe('a queued spend that was answered 429', () => {
  it('is not sent before `Retry-After`, although other calls are answered', async () => {
    const terminal = aTerminal({ offlinePolicy: { ...OFFLINE } });
    const { world } = terminal;
    await terminal.identify();
    world.down = 'noLink';
    await world.advance(10_000);
    await terminal.spendOffline(500);
    terminal.fault({ kind: 'tooMany429', retryAfterSeconds: 30 }, { route: 'createTransaction' });
    world.down = null;
    const posts = (): number[] =>
      world.requests.flatMap(({ atMs, request }) => (request.method === 'POST' ? [atMs] : []));
    while (posts().length === 0) await world.advance(100);
    await world.advance(1_000);
    await terminal.identify();
    await world.advance(60_000);
    const [first = 0, second = 0] = posts();
    expect(posts()).toHaveLength(2);
    expect(second - first).toBeGreaterThanOrEqual(30_000);
    expect(terminal.rows()).toEqual([-500]);
  });
});

describe('a customer', () => {
  it('does not wait at the screen until `Retry-After` of an earlier payment is over', async () => {
    const terminal = aTerminal();
    const { world } = terminal;
    terminal.fault({ kind: 'tooMany429', retryAfterSeconds: 120 }, { route: 'createTransaction' });
    expect(await terminal.spend(500)).toMatchObject({ kind: 'notPaid', reason: 'busy' });
    const askedMs = world.monotonicMs();
    expect(await terminal.spend(300)).toMatchObject({ kind: 'notPaid', reason: 'busy' });
    expect(world.monotonicMs() - askedMs).toBeLessThan(PROOF_MS);
    await world.advance(600_000);
    expect(terminal.rows()).toEqual([]);
  });
});
