/**
 * The account in the sandbox's model: shops, contacts, cards, earlier transactions, and the raw ledger to check
 * against.
 */
import { createSandbox, type Sandbox } from '../../src/sandbox/model.ts';
import type { SandboxRequest, SandboxResponse } from '../../src/sandbox/http/exchange.ts';
import { assert } from '../../src/shared/assert.ts';
import type { Plan } from './plan.ts';
import { earlierRowsOf } from './earlier-rows.ts';
import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';
import { shopOf } from './terminal.ts';

export interface LedgerRow {
  uuid: string;
  amountInCents: number;
  shopUuid: string;
}

export interface Account {
  sandbox: Sandbox;
  /** `lagMs`: transactions that are younger than this are missing in the reply. Null: the lag of the plan. */
  handle: (request: SandboxRequest, lagMs: number | null) => SandboxResponse;
  cardValue(contact: number, card: number): string;
  contactUuid(contact: number): string;
  /** The uuid that the contact has now, and those that it had before a merge. */
  uuidsOf(contact: number): readonly string[];
  /** The contact of the plan that has this uuid now, or had it before a merge. */
  contactOf(uuid: string): number;
  merge(contact: number): void;
  deactivate(contact: number, card: number): void;
  spendElsewhere(contact: number, amountInCents: number): void;
  /** A row that another program makes in the shop of this terminal. */
  addStranger(contact: number, amountInCents: number, terminal: number): void;
  /** The transactions that the terminals made, in order. */
  rows(contact: number): LedgerRow[];
  balanceInCents(contact: number): number;
  /** The sum of all transactions that added to the balance. */
  creditedInCents(contact: number): number;
  close(): void;
}

interface Where {
  shopUuid: string;
  ageMs: number;
}

const ELSEWHERE = 'elsewhere';
const BEFORE: Where = { shopUuid: ELSEWHERE, ageMs: 10 * 86_400_000 };
export const TOKEN = 'token';

export function createAccount(plan: Plan, scheduler: Scheduler, random: Random): Account {
  const sandbox = createSandbox({
    dbFile: ':memory:',
    now: () => scheduler.nowMs(),
    newId: () => random.id(),
    random: () => random.next(),
    token: TOKEN,
  });
  const { data } = sandbox;
  sandbox.setBehaviour(plan.behaviour);
  const shops = new Set(
    Array.from({ length: plan.terminalCount }, (_, terminal) => shopOf(plan, terminal)),
  );
  for (const uuid of shops) {
    data.addShop({ uuid, name: uuid });
    data.addRegisterToken({ token: `register-${uuid}`, shopUuid: uuid });
  }
  data.addShop({ uuid: ELSEWHERE, name: ELSEWHERE });
  const foreign = new Set<string>();
  const uuids = plan.contacts.map((_, contact) => [`contact-${contact}`]);
  const current = (contact: number): string => {
    const uuid = uuids[contact]?.at(-1);
    assert(uuid !== undefined, 'the plan has this contact');
    return uuid;
  };
  const addForeign = (contact: number, amountInCents: number, { shopUuid, ageMs }: Where): void => {
    const contactUuid = current(contact);
    const createdAtMs = scheduler.nowMs() - ageMs;
    const row = data.addTransaction({ contactUuid, amountInCents, shopUuid, createdAtMs });
    foreign.add(row.uuid);
  };

  for (const [contact, planned] of plan.contacts.entries()) {
    const { cardCount, balanceInCents, earlierRows, earlierTimes } = planned;
    data.addContact({ uuid: current(contact) });
    for (let card = 0; card < cardCount; card++) {
      data.addIdentifier({ value: cardValue(contact, card), contactUuid: current(contact) });
    }
    if (balanceInCents !== 0) addForeign(contact, balanceInCents, BEFORE);
    for (const shop of shops) {
      const rows = earlierRowsOf({ count: earlierRows, times: earlierTimes ?? 'sameSecond' });
      data.addTransactions({
        contactUuid: current(contact),
        shopUuid: shop,
        rows: rows.map(({ amountInCents, ageMs }) => {
          const uuid = random.id();
          foreign.add(uuid);
          const recordedAtMs = scheduler.nowMs() - ageMs;
          const createdAtMs = recordedAtMs + (plan.behaviour.clockOffsetMs ?? 0);
          return { uuid, amountInCents, createdAtMs, recordedAtMs };
        }),
      });
    }
  }

  return {
    sandbox,
    handle(request, lagMs) {
      if (lagMs === null) return sandbox.handle(request);
      const { listLagMs, balanceLagMs } = sandbox.behaviour();
      sandbox.setBehaviour({ listLagMs: lagMs, balanceLagMs: lagMs });
      const response = sandbox.handle(request);
      sandbox.setBehaviour({ listLagMs, balanceLagMs });
      return response;
    },
    cardValue,
    contactUuid: current,
    uuidsOf: (contact) => uuids[contact] ?? [],
    contactOf: (uuid) => uuids.findIndex((known) => known.includes(uuid)),
    merge(contact) {
      const newUuid = `${current(contact)}x`;
      data.changeContactUuid({ contactUuid: current(contact), newUuid });
      uuids[contact]?.push(newUuid);
    },
    deactivate: (contact, card) => {
      data.changeIdentifier({ value: cardValue(contact, card), active: false });
    },
    addStranger: (contact, amountInCents, terminal) =>
      addForeign(contact, amountInCents, { shopUuid: shopOf(plan, terminal), ageMs: 0 }),
    spendElsewhere: (contact, amountInCents) =>
      addForeign(contact, amountInCents, { ...BEFORE, ageMs: 0 }),
    rows: (contact) =>
      data
        .ledger(current(contact))
        .filter(({ uuid }) => !foreign.has(uuid))
        .map((row) => ({
          uuid: row.uuid,
          amountInCents: row.amount_in_cents,
          shopUuid: row.shop_uuid,
        })),
    balanceInCents: (contact) =>
      data.ledger(current(contact)).reduce((sum, row) => sum + row.amount_in_cents, 0),
    creditedInCents: (contact) =>
      data.ledger(current(contact)).reduce((sum, row) => sum + Math.max(row.amount_in_cents, 0), 0),
    close: () => sandbox.close(),
  };
}

function cardValue(contact: number, card: number): string {
  return `CARD-${contact}-${card}`;
}
