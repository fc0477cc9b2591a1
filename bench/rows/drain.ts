/**
 * Sends an offline queue to the sandbox over real HTTP, and compares with a bare client that makes the same calls.
 * The sandbox delays each reply. The internet delays it by more.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'undici';
import { createMoney } from '../../src/main/kiosk/money.ts';
import { PACE } from '../../src/main/sync/delays.ts';
import { createRealWorld } from '../../src/main/world/real-world.ts';
import { shopUuid } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { openBareTable } from '../kit/bare-table.ts';
import { inTurns } from '../kit/in-turns.ts';
import { benchFolder, openBenchJournal, queued } from '../kit/journal.ts';
import type { Extent, Sample } from '../kit/row.ts';
import { SHOP, startBenchSandbox, type BenchSandbox } from '../kit/sandbox.ts';

/** As `IN_FLIGHT_MAX` in money.ts. */
const IN_FLIGHT = 4;
/** The size of one change of an operation in the journal. */
const BODY = 'x'.repeat(1_000);

export interface DrainOptions {
  latencyMs: number;
  /** Whether the bare client also makes the two durable commits of each operation. */
  commits: boolean;
}

export async function drain({ isShort }: Extent, options: DrainOptions): Promise<Sample[]> {
  const sandbox = await startBenchSandbox();
  await sandbox.setFault({ kind: 'delayReply', delayMs: options.latencyMs });
  const operations = sizeOf(options, isShort);
  const samples = await inTurns({
    count: isShort ? 3 : 9,
    program: () => drainKiosk(sandbox, operations),
    reference: () => drainBare(sandbox, operations, options),
  });
  await sandbox.stop();
  return samples;
}

/** About one second of work at each latency. */
function sizeOf({ latencyMs }: DrainOptions, isShort: boolean): number {
  const operations = latencyMs < 50 ? 400 : 160;
  return isShort ? operations / 4 : operations;
}

/** Resolves with the time for one operation. */
async function drainBare(
  sandbox: BenchSandbox,
  operations: number,
  { commits }: DrainOptions,
): Promise<number> {
  const folder = benchFolder();
  const table = commits ? openBareTable(join(folder, 'bare.sqlite'), 2) : null;
  const waiting = await sandbox.addContacts(operations);
  const pool = new Pool(sandbox.url, { connections: IN_FLIGHT });
  const headers = { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' };
  const path = '/api/v3/oauth/clients/prepaid-transactions';
  const worker = async (): Promise<void> => {
    for (let contact = waiting.pop(); contact !== undefined; contact = waiting.pop()) {
      const query = `contact_uuid=${contact}&shop_uuid=${SHOP}&page=1&limit=30`;
      const listed = await pool.request({ method: 'GET', path: `${path}?${query}`, headers });
      await listed.body.json();
      table?.insert(BODY);
      const facts = { contact_uuid: contact, amount_in_cents: 100, shop_uuid: SHOP };
      const body = JSON.stringify(facts);
      const created = await pool.request({ method: 'POST', path, headers, body });
      await created.body.json();
      table?.insert(BODY);
    }
  };
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  const tookMs = performance.now() - startedMs;
  await pool.close();
  table?.close();
  rmSync(folder, { recursive: true });
  return tookMs / operations;
}

/** Resolves with the time for one operation. */
async function drainKiosk(sandbox: BenchSandbox, operations: number): Promise<number> {
  const folder = benchFolder();
  const world = createRealWorld();
  const opened = openBenchJournal(folder);
  const { journal } = opened;
  const contacts = await sandbox.addContacts(operations);
  journal.write(() => contacts.forEach((contact) => journal.add(queued(contact))));
  const drained = Promise.withResolvers<null>();
  const money = createMoney({
    world,
    opened,
    leat: {
      baseUrl: sandbox.url,
      flavour: 'clients',
      token: sandbox.token,
      timeouts: { readTimeoutMs: 30_000, writeTimeoutMs: 30_000 },
    },
    wallet: {
      shopUuid: shopUuid(SHOP),
      maximumInCents: null,
      takesMoney: true,
      proofMs: 10_000,
      offlinePolicy: {
        isEnabled: false,
        capPerOperationInCents: cents(0),
        capPerContactInCents: cents(0),
        capPerTerminalInCents: cents(0),
        balanceAgeMsMax: 0,
      },
    },
    isOwnShop: true,
    settleMs: 60_000,
    pace: PACE,
    onChange: () => {
      if (journal.waiting().count === 0) drained.resolve(null);
    },
  });
  const startedMs = performance.now();
  money.start();
  await drained.promise;
  const tookMs = performance.now() - startedMs;
  await money.stop();
  opened.close();
  await world.close();
  rmSync(folder, { recursive: true });
  return tookMs / operations;
}
