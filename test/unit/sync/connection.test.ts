/** The connection is noticed as lost within five seconds, with its reason, and a probe never ignores `Retry-After`. */
import { describe, expect, it } from 'vitest';
import type { Failure, Outcome } from '../../../src/main/leat/outcome.ts';
import {
  Connection,
  offlineReasonOf,
  type ConnectionState,
} from '../../../src/main/sync/connection.ts';
import type { FaultInput } from '../../../src/sandbox/faults/fault.ts';
import { aTerminal } from '../../builders/terminal.ts';
import { aVirtualWorld, type VirtualWorld } from '../../builders/virtual-world.ts';

const OK: Outcome<unknown> = { kind: 'ok', value: null, serverAt: null };

interface Watched {
  world: VirtualWorld;
  connection: Connection;
  changes: ConnectionState[];
  probes: number[];
  /** The result of the next probes. */
  answer: Outcome<unknown>;
}

function aConnection(): Watched {
  const world = aVirtualWorld();
  const watched: Watched = {
    world,
    changes: [],
    probes: [],
    answer: OK,
    connection: new Connection({
      world,
      probe: () => {
        watched.probes.push(world.monotonicMs());
        return Promise.resolve(watched.answer);
      },
      onChange: (state) => watched.changes.push(state),
    }),
  };
  return watched;
}

describe('being offline', () => {
  const SILENT: (FaultInput | 'noLink')[] = [
    'noLink',
    { kind: 'hang' },
    { kind: 'dropBefore' },
    { kind: 'captivePortal' },
    { kind: 'redirect' },
    { kind: 'html500' },
    { kind: 'unavailable503' },
    { kind: 'tooMany429' },
  ];
  it.each(SILENT)(
    'is noticed within five seconds even if no one uses the kiosk: %j',
    async (cause) => {
      const terminal = aTerminal();
      await terminal.world.advance(60_000);
      expect(terminal.money.connection()).toEqual({ kind: 'online' });
      if (cause === 'noLink') terminal.world.down = cause;
      else terminal.fault(cause, { times: null });
      await terminal.world.advance(5_000);
      expect(terminal.money.connection()).toMatchObject({ kind: 'offline' });
    },
  );

  it('ends as soon as any call is answered', async () => {
    const terminal = aTerminal();
    terminal.world.down = 'noLink';
    await terminal.world.advance(5_000);
    expect(terminal.money.connection()).toMatchObject({ kind: 'offline', reason: 'noLink' });
    terminal.world.down = null;
    await terminal.identify();
    expect(terminal.money.connection()).toEqual({ kind: 'online' });
  });

  it('keeps its start time while its reason changes', () => {
    const { connection, changes, world } = aConnection();
    connection.observe({ kind: 'notSent', why: 'noLink' });
    world.setWallClock(9_000);
    connection.observe({ kind: 'notSent', why: 'refused' });
    connection.observe({ kind: 'notSent', why: 'refused' });
    const [first, second, ...more] = changes;
    expect(second).toEqual({ ...first, reason: 'refused' });
    expect(more).toEqual([]);
  });
});

describe('the reason', () => {
  const refused = { kind: 'refused', code: null, retryAfterMs: null } as const;
  const unknown = { kind: 'unknown', retryAfterMs: null } as const;
  const REASONS: [Failure, string | null][] = [
    [{ kind: 'notSent', why: 'noLink' }, 'noLink'],
    [{ kind: 'notSent', why: 'nameNotFound' }, 'nameNotFound'],
    [{ kind: 'notSent', why: 'refused' }, 'refused'],
    [{ kind: 'notSent', why: 'connectTimeout' }, 'timeout'],
    [{ kind: 'notSent', why: 'insecure' }, 'insecure'],
    [{ ...unknown, why: 'timeout' }, 'timeout'],
    [{ ...unknown, why: 'reset' }, 'timeout'],
    [{ ...unknown, why: 'serverError' }, 'serverError'],
    [{ ...unknown, why: 'maintenance' }, 'serverError'],
    [{ ...unknown, why: 'malformed' }, 'serverError'],
    [{ ...unknown, why: 'notFromApi' }, 'captivePortal'],
    [{ ...unknown, why: 'redirected' }, 'captivePortal'],
    [{ ...refused, reason: 'unauthorized' }, 'tokenRefused'],
    [{ ...refused, reason: 'forbidden' }, 'tokenRefused'],
    [{ ...refused, reason: 'rateLimited' }, 'busy'],
    [{ ...refused, reason: 'contactNotFound' }, null],
    [{ ...refused, reason: 'invalidInput' }, null],
  ];
  it.each(REASONS)('of %j is %s', (failure, reason) => {
    expect(offlineReasonOf(failure)).toBe(reason);
  });
});

describe('the probe', () => {
  it('is not sent while other calls are answered', async () => {
    const { connection, world, probes } = aConnection();
    connection.start();
    for (let second = 0; second < 30; second++) {
      connection.observe(OK);
      await world.advance(1_000);
    }
    expect(probes).toEqual([]);
  });

  it('waits until the `Retry-After` of any call is over', async () => {
    const { connection, world, probes } = aConnection();
    connection.start();
    await world.advance(100);
    const rateLimited = { kind: 'refused', reason: 'rateLimited', code: null } as const;
    connection.observe({ ...rateLimited, retryAfterMs: 30_000 });
    await world.advance(29_900);
    expect(probes).toEqual([0]);
    expect(connection.state).toMatchObject({ kind: 'offline', reason: 'busy' });
    await world.advance(200);
    expect(probes).toEqual([0, 30_100]);
    expect(connection.state).toEqual({ kind: 'online' });
  });

  it('keeps waiting after a later refusal without `Retry-After`', async () => {
    const { connection, world, probes } = aConnection();
    connection.start();
    await world.advance(100);
    const rateLimited = { kind: 'refused', reason: 'rateLimited', code: null } as const;
    connection.observe({ ...rateLimited, retryAfterMs: 90_000 });
    await world.advance(1_000);
    connection.observe({ ...rateLimited, retryAfterMs: null });
    await world.advance(88_900);
    expect(probes).toEqual([0]);
    await world.advance(200);
    expect(probes).toEqual([0, 90_100]);
  });

  it('comes after longer and longer waits while the token is refused, but never stops', async () => {
    const watched = aConnection();
    watched.answer = { kind: 'refused', reason: 'unauthorized', code: null, retryAfterMs: null };
    watched.connection.start();
    await watched.world.advance(20 * 60_000);
    const [first = 0, second = 0, third = 0] = watched.probes;
    expect([first, second, third]).toEqual([0, 20_000, 60_000]);
    expect(watched.probes.at(-1)).toBeGreaterThan(14 * 60_000);
    expect(watched.probes.length).toBeLessThan(10);
  });

  it('comes after longer and longer waits while the server is busy and sends no `Retry-After`', async () => {
    const watched = aConnection();
    watched.answer = { kind: 'refused', reason: 'rateLimited', code: null, retryAfterMs: null };
    watched.connection.start();
    await watched.world.advance(60_000);
    expect(watched.probes).toEqual([0, 5_000, 15_000, 35_000]);
  });

  it.each(['tokenRefused', 'busy'] as const)(
    'notices within five seconds that the network is gone just after it was %s',
    async (reason) => {
      const watched = aConnection();
      const { world, connection } = watched;
      const refusal = reason === 'busy' ? 'rateLimited' : 'unauthorized';
      watched.answer = { kind: 'refused', reason: refusal, code: null, retryAfterMs: 600_000 };
      connection.start();
      await world.advance(1_000);
      expect(connection.state).toMatchObject({ kind: 'offline', reason });
      connection.observe(OK);
      watched.answer = { kind: 'notSent', why: 'noLink' };
      await world.advance(5_000);
      expect(connection.state).toMatchObject({ kind: 'offline', reason: 'noLink' });
    },
  );

  it('soon shows that the server refused only one call, not the terminal', async () => {
    const { connection, world } = aConnection();
    connection.start();
    await world.advance(100);
    connection.observe({ kind: 'refused', reason: 'forbidden', code: null, retryAfterMs: null });
    expect(connection.state).toMatchObject({ kind: 'offline', reason: 'tokenRefused' });
    await world.advance(2_400);
    expect(connection.state).toEqual({ kind: 'online' });
  });

  it('stays frequent while the server does not answer', async () => {
    const watched = aConnection();
    watched.answer = { kind: 'unknown', why: 'serverError', retryAfterMs: null };
    watched.connection.start();
    await watched.world.advance(60_000);
    watched.answer = OK;
    await watched.world.advance(2_400);
    expect(watched.connection.state).toEqual({ kind: 'online' });
  });

  it('has no effect if its answer comes after the stop', async () => {
    const watched = aConnection();
    watched.answer = { kind: 'notSent', why: 'noLink' };
    watched.connection.start();
    await watched.world.advance(0);
    watched.changes.splice(0);
    watched.connection.stop();
    watched.connection.observe(OK);
    await watched.world.advance(60_000);
    expect(watched.changes).toEqual([]);
    expect(watched.probes).toHaveLength(1);
  });
});

describe('Retry-After', () => {
  it('of a refused send delays the whole queue', async () => {
    const terminal = aTerminal({ offlinePolicy: { isEnabled: true } });
    await terminal.identify();
    terminal.world.down = 'noLink';
    await terminal.world.advance(5_000);
    expect(await terminal.spendOffline(100)).toMatchObject({ kind: 'paid', isInLedger: false });
    expect(await terminal.spendOffline(200)).toMatchObject({ kind: 'paid', isInLedger: false });
    terminal.fault({ kind: 'tooMany429', retryAfterSeconds: 60 }, { route: 'createTransaction' });
    terminal.world.down = null;
    await terminal.world.advance(5_000);
    const sentBefore = terminal.world.requests.length;
    await terminal.world.advance(50_000);
    expect(terminal.world.requests.length).toBe(sentBefore);
    await terminal.world.advance(30_000);
    expect(terminal.rows()).toEqual([-100, -200]);
  });

  it('of a refused look-up delays the next look-up', async () => {
    const terminal = aTerminal({ isQuiet: true });
    const { outcome } = await terminal.beginSpend(500);
    terminal.fault({ kind: 'dropAfter' }, { route: 'createTransaction' });
    terminal.fault({ kind: 'unavailable503', retryAfterSeconds: 7 }, { route: 'listTransactions' });
    const looks = (): number =>
      terminal.world.requests.filter(({ request }) => request.url.includes('limit=')).length;
    await terminal.world.advance(20);
    const before = looks();
    await terminal.world.advance(1_500);
    expect(looks()).toBe(before + 1);
    await terminal.world.advance(6_000);
    expect(looks()).toBe(before + 1);
    expect(await terminal.world.until(outcome)).toMatchObject({ kind: 'paid' });
  });
});
