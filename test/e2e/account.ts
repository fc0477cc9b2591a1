/**
 * The Leat account: the real sandbox. Its network can go away and come back with the same ledger.
 * Tests read the ledger directly and never through the kiosk's client.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, vi } from 'vitest';
import { startSandbox, type RunningSandbox } from '../../src/sandbox/start.ts';
import { PATIENCE_MS } from './patience.ts';

export interface Account {
  url: string;
  token: string;
  /** Adds faults, changes behaviour and acts as another till. */
  sandbox(): RunningSandbox['sandbox'];
  /** Stops listening at its address. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  /** Waits until a fault with `UNTIL_RELEASED_MS` holds a request, and then releases all of them. */
  releaseHeld(): Promise<void>;
  /** The same for faults with `UNTIL_BOOKED_MS`. */
  bookLate(): Promise<void>;
  /** The amounts booked for a demo contact since the start, in cents, oldest first. */
  movesOf(contactUuid: string): Promise<number[]>;
  close(): Promise<void>;
}

/** Contacts of the demo account, named after what is special about their cards. */
export const CONTACTS = {
  krabby: '5ea1ab1e-0001-4000-8000-000000000000',
  gold: '5ea1ab1e-0002-4000-8000-000000000000',
  blocked: '5ea1ab1e-0004-4000-8000-000000000000',
  twin: '5ea1ab1e-0007-4000-8000-000000000000',
} as const;

const ledgerSchema = v.array(v.object({ uuid: v.string(), amount_in_cents: v.number() }));

/** The uuid of every demo transaction starts with this. All other transactions came later. */
const DEMO_UUID_PREFIX = '5ea1ab1e-';

/** A fault with this delay of one day lasts until `releaseHeld`, so that no journey depends on the speed of the machine. */
export const UNTIL_RELEASED_MS = 86_400_000;
/** A fault with this delay lasts until `bookLate`, so that a payment can be booked late while a look-up is held. */
export const UNTIL_BOOKED_MS = UNTIL_RELEASED_MS - 1;

export async function openAccount(): Promise<Account> {
  const dir = mkdtempSync(join(tmpdir(), 'kiosk-account-'));
  const dbFile = join(dir, 'sandbox.sqlite');
  const held = new Set<() => void>();
  const late = new Set<() => void>();
  const after = (delayMs: number, run: () => void): (() => void) => {
    if (delayMs === UNTIL_RELEASED_MS || delayMs === UNTIL_BOOKED_MS) {
      const waiting = delayMs === UNTIL_RELEASED_MS ? held : late;
      waiting.add(run);
      return () => waiting.delete(run);
    }
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  };
  const first = await startSandbox({ dbFile, after });
  const { url, token } = first;
  let running: RunningSandbox | null = first;

  async function goAway(): Promise<void> {
    const ending = running;
    running = null;
    await ending?.stop();
  }

  return {
    url,
    token,
    sandbox() {
      if (running === null) throw new Error('the account is away');
      return running.sandbox;
    },
    goAway,
    async comeBack() {
      running = await startSandbox({ dbFile, after, token, port: Number(new URL(url).port) });
    },
    releaseHeld: () => release(held),
    bookLate: () => release(late),
    async movesOf(contactUuid) {
      const reply = await fetch(`${url}/__sandbox/contacts/${contactUuid}/ledger`);
      const rows = v.parse(ledgerSchema, await reply.json());
      return rows
        .filter(({ uuid }) => !uuid.startsWith(DEMO_UUID_PREFIX))
        .map((row) => row.amount_in_cents);
    },
    async close() {
      await goAway();
      rmSync(dir, { recursive: true });
    },
  };
}

async function release(held: Set<() => void>): Promise<void> {
  const isHeld = (): void => expect(held.size, 'requests that are held').toBeGreaterThan(0);
  await vi.waitFor(isHeld, { timeout: PATIENCE_MS, interval: 20 });
  for (const run of held) run();
  held.clear();
}

/** Expects that the ledger has exactly these movements of the contact now. */
export async function expectMoves(
  account: Account,
  contactUuid: string,
  amountsInCents: number[],
): Promise<void> {
  expect(await account.movesOf(contactUuid)).toEqual(amountsInCents);
}

/** Waits until the ledger has exactly these movements, because the kiosk may still have to correct the ledger. */
export async function expectMovesInTheEnd(
  account: Account,
  contactUuid: string,
  amountsInCents: number[],
): Promise<void> {
  await vi.waitFor(() => expectMoves(account, contactUuid, amountsInCents), {
    timeout: PATIENCE_MS,
    interval: 100,
  });
}
