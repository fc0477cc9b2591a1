/** The check of the amounts that customers see says neither too much nor too little. */
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { createFigures } from '../../simulation/figures.ts';
import { planOf } from '../../simulation/generate.ts';
import type { Plan } from '../../simulation/plan.ts';

const QUIET: Plan = {
  ...planOf(1),
  actions: [],
  faults: [],
  outages: [],
  crashes: [],
  disks: [],
  behaviour: {},
};

/** A reply to a payment can cross with the reply to another customer's. */
const CROSSED: Plan = {
  ...QUIET,
  faults: [{ terminal: 0, route: 'create', nth: 0, fault: { kind: 'crossed', with: 'next' } }],
};

const databases: Database.Database[] = [];
afterEach(() => {
  for (const db of databases.splice(0)) db.close();
});

interface LedgerRow {
  uuid: string;
  amountInCents: number;
}

/** One contact at one terminal. `rows`: the ledger. */
function aContact(plan: Plan = QUIET) {
  const db = new Database(':memory:');
  databases.push(db);
  db.exec('CREATE TABLE operation (kind, promise, ledger, amount_in_cents, contact_uuid, uuid)');
  const rows: LedgerRow[] = [];
  const sumOf = (amounts: number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
  const figures = createFigures(plan, {
    balanceInCents: () => sumOf(rows.map(({ amountInCents }) => amountInCents)),
    creditedInCents: () => sumOf(rows.map(({ amountInCents }) => Math.max(amountInCents, 0))),
    uuidsOf: () => ['contact'],
    rows: () => rows.map((row) => ({ ...row, shopUuid: 'shop' })),
  });
  const who = { instance: { isAlive: true, opened: { db } }, terminal: 0, contact: 0 };
  return {
    figures,
    who,
    add: (amountInCents: number): void => {
      rows.push({ uuid: `row-${rows.length}`, amountInCents });
      figures.changed();
    },
    /** The journal has a promised payment of this amount, and believes that it is this row. */
    believe: (uuid: string, amountInCents: number): void => {
      db.prepare("INSERT INTO operation VALUES ('spend', 'paid', 'present', ?, 'contact', ?)").run(
        amountInCents,
        uuid,
      );
    },
  };
}

describe('the last known balance', () => {
  it('may include what was added after the balance was read and before it was shown', () => {
    const { figures, who, add } = aContact();
    add(1_000);
    const watch = figures.watch(who);
    add(100);
    expect(watch.end(1_000)).toBeNull();
    expect(figures.breachOffline(who, 1_100)).toBeNull();
    expect(figures.breachOffline(who, 1_101)).not.toBeNull();
  });

  it('includes nothing twice that was added before the balance was read', () => {
    const { figures, who, add } = aContact();
    add(1_000);
    const watch = figures.watch(who);
    add(100);
    expect(watch.end(1_100)).toBeNull();
    expect(figures.breachOffline(who, 1_100)).toBeNull();
    expect(figures.breachOffline(who, 1_101)).not.toBeNull();
  });

  it('goes down with a payment that was promised without the server', () => {
    const { figures, who, add } = aContact();
    add(1_000);
    figures.watch(who).end(1_000);
    figures.saidOffline(who, 600);
    expect(figures.breachOffline(who, 600)).toBeNull();
    expect(figures.breachOffline(who, 601)).not.toBeNull();
  });
});

describe('a balance from the server', () => {
  it('may be less by what was promised on the reply to another customer', () => {
    for (const shown of [750, 1_000]) {
      const { figures, who, add, believe } = aContact(CROSSED);
      add(1_000);
      const watch = figures.watch(who);
      believe('row of another customer', -250);
      expect(watch.end(shown)).toBeNull();
    }
  });

  it('is not less by a payment that the ledger has', () => {
    const { figures, who, add, believe } = aContact(CROSSED);
    add(1_000);
    add(-250);
    believe('row-1', -250);
    expect(figures.watch(who).end(750)).toBeNull();
    expect(figures.watch(who).end(500)).not.toBeNull();
  });

  it('is not less by what was promised on a reply if no replies cross', () => {
    const { figures, who, add, believe } = aContact();
    add(1_000);
    const watch = figures.watch(who);
    believe('row of another customer', -250);
    expect(watch.end(750)).not.toBeNull();
  });
});
