/**
 * Sends a queue to the sandbox over real HTTP, and compares with a bare client that makes the same calls in the same run.
 * The sandbox delays each reply by a few milliseconds, far less than the internet does. Without this delay, the bench
 * would measure the sandbox itself.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { createMoney } from '../src/main/kiosk/money.ts';
import { openJournal } from '../src/main/journal/open.ts';
import { PACE } from '../src/main/sync/delays.ts';
import { createRealWorld } from '../src/main/world/real-world.ts';
import { startSandbox } from '../src/sandbox/start.ts';
import { contactUuid, shopUuid } from '../src/shared/ids.ts';
import { cents } from '../src/shared/money.ts';
import { print } from './figures.ts';

const WAITING = Number(process.argv[2] ?? 2_000);
const IN_FLIGHT = 4;

const LATENCY_MS = 10;

const sandbox = await startSandbox({ data: 'demo' });
const contacts = Array.from({ length: WAITING }, () =>
  sandbox.sandbox.data.addContact({ email: `${randomUUID()}@example.org` }),
).map(({ uuid }) => uuid);

sandbox.sandbox.faults.add({ fault: { kind: 'delayReply', delayMs: LATENCY_MS }, times: null });

async function bareClient(): Promise<number> {
  const pool = new Pool(sandbox.url, { connections: IN_FLIGHT });
  const headers = { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' };
  const waiting = [...contacts];
  const startedMs = performance.now();
  const worker = async (): Promise<void> => {
    for (let contact = waiting.pop(); contact !== undefined; contact = waiting.pop()) {
      const query = `contact_uuid=${contact}&shop_uuid=123123&page=1&limit=30`;
      const path = '/api/v3/oauth/clients/prepaid-transactions';
      const listed = await pool.request({ method: 'GET', path: `${path}?${query}`, headers });
      await listed.body.json();
      const body = JSON.stringify({
        contact_uuid: contact,
        amount_in_cents: 100,
        shop_uuid: '123123',
      });
      const created = await pool.request({ method: 'POST', path, headers, body });
      await created.body.json();
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  const tookMs = performance.now() - startedMs;
  await pool.close();
  return tookMs;
}

async function drain(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-drain-'));
  const world = createRealWorld();
  const opened = openJournal({
    ...world,
    file: join(folder, 'journal.sqlite'),
    home: { machine: { id: 'bench', parts: [] }, outside: null },
  });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  const { journal } = opened;
  journal.write(() => {
    for (const contact of contacts) {
      journal.add({
        kind: 'topUp',
        acceptedAs: 'queued',
        promise: 'paid',
        contactUuid: contactUuid(contact),
        identifierValue: null,
        shopUuid: shopUuid('123123'),
        amountInCents: cents(100),
        baseline: null,
      });
    }
  });
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
      shopUuid: shopUuid('123123'),
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
  return tookMs;
}

const bareMs = await bareClient();
const drainMs = await drain();
print(`draining ${WAITING} operations`, {
  'kiosk per second': (WAITING * 1000) / drainMs,
  'bare client per second': (WAITING * 1000) / bareMs,
  ratio: bareMs / drainMs,
});
await sandbox.stop();
