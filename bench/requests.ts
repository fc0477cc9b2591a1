/**
 * Counts the requests of a look-up of a card, of a payment, and of a look-up of a payment whose reply was lost, over
 * real HTTP against the sandbox. The numbers must not grow with the history of the customer.
 * `node bench/requests.ts` prints them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createMoney, type Money } from '../src/main/kiosk/money.ts';
import { openJournal } from '../src/main/journal/open.ts';
import { PACE, PROOF_MS, SETTLE_MS } from '../src/main/sync/delays.ts';
import type { OfflinePolicy } from '../src/main/wallet/offline-policy.ts';
import type { KnownCustomer, PaymentOutcome } from '../src/main/wallet/results.ts';
import { createRealWorld } from '../src/main/world/real-world.ts';
import type { World } from '../src/main/world/world.ts';
import { startSandbox, type RunningSandbox } from '../src/sandbox/start.ts';
import { identifierValue, shopUuid } from '../src/shared/ids.ts';
import { cents } from '../src/shared/money.ts';

/** How many transactions the customer has in this shop. */
const HISTORIES = [10, 700, 3_000, 100_000];
const SHOP = 'bench-shop';
const DAY_MS = 86_400_000;

export interface RequestCounts {
  /** From the scan to the balance on the screen, with the history that is shown beside it. */
  lookUp: number;
  /** From Pay to the reply. */
  payment: number;
  /** From Pay to the answer of a payment whose reply was lost: the payment, and its look-up. Held in a shared shop. */
  lostPayment: number;
  isOwnShop: boolean;
  rows: number;
}

/** Counts for each length of the history, in a shop of the terminal's own and in a shared one. */
export async function countRequests(): Promise<RequestCounts[]> {
  const started = await startSandbox({ data: 'empty' });
  started.sandbox.data.addShop({ uuid: SHOP, name: SHOP });
  try {
    const counts: RequestCounts[] = [];
    for (const rows of HISTORIES) {
      addCustomer(started, rows);
      for (const isOwnShop of [true, false]) {
        counts.push({ rows, isOwnShop, ...(await countFor(started, { rows, isOwnShop })) });
      }
    }
    return counts;
  } finally {
    await started.stop();
  }
}

const cardOf = (rows: number): string => `CARD-${rows}`;

function addCustomer({ sandbox }: RunningSandbox, rows: number): void {
  const { uuid } = sandbox.data.addContact({
    email: `${rows}@example.org`,
    balanceInCents: 100_000,
  });
  sandbox.data.addIdentifier({ value: cardOf(rows), contactUuid: uuid });
  const nowMs = Date.now();
  sandbox.data.addTransactions({
    contactUuid: uuid,
    shopUuid: SHOP,
    rows: Array.from({ length: rows }, (_, index) => {
      const atMs = nowMs - DAY_MS - (rows - index) * 60_000;
      return {
        uuid: `${rows}-${index}`,
        amountInCents: index % 2 === 0 ? 100 : -100,
        createdAtMs: atMs,
        recordedAtMs: atMs,
      };
    }),
  });
}

interface Setting {
  rows: number;
  isOwnShop: boolean;
}

type Counted = Pick<RequestCounts, 'lookUp' | 'payment' | 'lostPayment'>;

async function countFor(started: RunningSandbox, { rows, isOwnShop }: Setting): Promise<Counted> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-requests-'));
  const world = createRealWorld();
  const meter = meterOf(world);
  const opened = openJournal({
    ...world,
    file: join(folder, 'journal.sqlite'),
    home: { machine: { id: 'bench', parts: [] }, outside: null },
  });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  const money = createMoney({
    world: { ...world, http: meter.http },
    opened,
    leat: {
      baseUrl: started.url,
      flavour: 'clients',
      token: started.token,
      timeouts: { readTimeoutMs: 30_000, writeTimeoutMs: 30_000 },
    },
    wallet: {
      shopUuid: shopUuid(SHOP),
      maximumInCents: null,
      takesMoney: true,
      proofMs: PROOF_MS,
      offlinePolicy: NEVER_OFFLINE,
    },
    isOwnShop,
    settleMs: SETTLE_MS,
    pace: PACE,
    onChange: () => undefined,
  });
  // Without the probes of the connection and without the comparisons: they belong to no customer.
  money.sync.start();
  const first = await meter.count(() => identify(money, cardOf(rows)));
  const paid = await meter.count(() => pay(money, first.result));
  const again = await identify(money, cardOf(rows));
  await meter.idle();
  started.sandbox.faults.add({ fault: { kind: 'dropAfter' }, route: 'createTransaction' });
  const lost = await meter.count(() => pay(money, again));
  if (paid.result.kind !== 'paid') throw new Error(`not paid: ${JSON.stringify(paid.result)}`);
  await money.stop();
  opened.close();
  await world.close();
  rmSync(folder, { recursive: true });
  return { lookUp: first.requests, payment: paid.requests, lostPayment: lost.requests };
}

const NEVER_OFFLINE: OfflinePolicy = {
  isEnabled: false,
  capPerOperationInCents: cents(0),
  capPerContactInCents: cents(0),
  capPerTerminalInCents: cents(0),
  balanceAgeMsMax: 0,
};

interface Meter {
  http: World['http'];
  /** Resolves when no request is under way. */
  idle: () => Promise<void>;
  /** Counts the requests until the result is there, and those that it leaves under way. */
  count: <T>(act: () => Promise<T>) => Promise<{ result: T; requests: number }>;
}

function meterOf(world: World): Meter {
  const underway = new Set<Promise<unknown>>();
  let requests = 0;
  const idle = async (): Promise<void> => {
    while (underway.size > 0) {
      await Promise.allSettled(underway);
      await setImmediate();
    }
  };
  return {
    idle,
    http: (request) => {
      requests += 1;
      const exchange = world.http(request);
      underway.add(exchange);
      return exchange.finally(() => underway.delete(exchange));
    },
    async count(act) {
      const before = requests;
      const result = await act();
      await idle();
      return { result, requests: requests - before };
    },
  };
}

async function identify({ wallet }: Money, card: string): Promise<KnownCustomer> {
  const answer = await wallet.identify(identifierValue(card));
  if (answer.kind !== 'found') throw new Error(`not found: ${JSON.stringify(answer)}`);
  return answer.customer;
}

function pay({ wallet }: Money, customer: KnownCustomer): Promise<PaymentOutcome> {
  const { contactUuid, identifierValue: card } = customer;
  const amountInCents = cents(100);
  return wallet.spend({
    contactUuid,
    identifierValue: card,
    amountInCents,
    onStep: () => undefined,
  });
}

if (import.meta.main) {
  for (const { rows, isOwnShop, lookUp, payment, lostPayment } of await countRequests()) {
    const where = `${rows} rows in ${isOwnShop ? 'an own' : 'a shared'} shop`;
    const counts = `look-up ${lookUp}, payment ${payment}, payment with a lost reply ${lostPayment}`;
    process.stdout.write(`${where}: ${counts}\n`);
  }
}
