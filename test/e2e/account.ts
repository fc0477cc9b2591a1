/**
 * The account at the other end: the real sandbox, whose network can go away and come back with the ledger as it was.
 * The ledger is read raw, by a request of its own, and never through the kiosk's client.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, vi } from 'vitest';
import { startSandbox, type RunningSandbox } from '../../src/sandbox/start.ts';

export interface Account {
  url: string;
  token: string;
  /** For faults, for the sandbox's behaviour, and to act as another till. */
  sandbox(): RunningSandbox['sandbox'];
  /** Nothing listens at its address any more. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  /** What was to be booked so late that it waits for this word is booked now. */
  booksWhatIsLate(): void;
  /** The amounts that were booked for a demo contact since the start, in cents, the oldest first. */
  movesOf(contactUuid: string): Promise<number[]>;
  close(): Promise<void>;
}

/** The contacts of the demo account, by what is special about their cards. */
export const CONTACTS = {
  krabby: '5ea1ab1e-0001-4000-8000-000000000000',
  gold: '5ea1ab1e-0002-4000-8000-000000000000',
  blocked: '5ea1ab1e-0004-4000-8000-000000000000',
  twin: '5ea1ab1e-0007-4000-8000-000000000000',
} as const;

const ledgerSchema = v.array(v.object({ uuid: v.string(), amount_in_cents: v.number() }));

/** Every demo transaction has a uuid that begins with this; all others came later. */
const OF_THE_DEMO = '5ea1ab1e-';

/** A day: as a delay it means until the word is given, so that no journey depends on how fast it is. */
export const UNTIL_TOLD_MS = 86_400_000;

export async function openAccount(): Promise<Account> {
  const dir = mkdtempSync(join(tmpdir(), 'kiosk-account-'));
  const dbFile = join(dir, 'sandbox.sqlite');
  const late = new Set<() => void>();
  const after = (delayMs: number, run: () => void): (() => void) => {
    if (delayMs === UNTIL_TOLD_MS) {
      late.add(run);
      return () => late.delete(run);
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
    booksWhatIsLate() {
      expect(late.size, 'what is late').toBeGreaterThan(0);
      for (const run of late) run();
      late.clear();
    },
    async movesOf(contactUuid) {
      const reply = await fetch(`${url}/__sandbox/contacts/${contactUuid}/ledger`);
      const rows = v.parse(ledgerSchema, await reply.json());
      return rows
        .filter(({ uuid }) => !uuid.startsWith(OF_THE_DEMO))
        .map((row) => row.amount_in_cents);
    },
    async close() {
      await goAway();
      rmSync(dir, { recursive: true });
    },
  };
}

/** That the ledger has just these movements of the contact now. */
export async function expectMoves(
  account: Account,
  contactUuid: string,
  amountsInCents: number[],
): Promise<void> {
  expect(await account.movesOf(contactUuid)).toEqual(amountsInCents);
}

const SETTLED_WITHIN_MS = 40_000;

/** That the ledger comes to have just these movements, once the kiosk has set right what it has to. */
export async function expectMovesInTheEnd(
  account: Account,
  contactUuid: string,
  amountsInCents: number[],
): Promise<void> {
  await vi.waitFor(() => expectMoves(account, contactUuid, amountsInCents), {
    timeout: SETTLED_WITHIN_MS,
    interval: 100,
  });
}
