/**
 * The money of a terminal as the kiosk composes it: a journal in a real file, the sandbox's model, and a virtual
 * world.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createMoney, type Money, type MoneyOptions } from '../../src/main/kiosk/money.ts';
import type { OpenJournal } from '../../src/main/journal/open.ts';
import { openJournal } from '../../src/main/journal/open.ts';
import type { Operation } from '../../src/main/journal/operation.ts';
import type { KnownCustomer, PaymentOutcome, PaymentStep } from '../../src/main/wallet/results.ts';
import { PACE } from '../../src/main/sync/delays.ts';
import type { OfflinePolicy } from '../../src/main/wallet/offline-policy.ts';
import type { FaultInput } from '../../src/sandbox/faults/fault.ts';
import type { FaultRuleInput } from '../../src/sandbox/faults/fault-book.ts';
import { identifierValue, operationId, shopUuid } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { aVirtualWorld, type VirtualWorld } from './virtual-world.ts';
import { CARD, CONTACT, OTHER_SHOP, REGISTER_TOKEN, SANDBOX_TOKEN, SHOP } from './names.ts';

export const SETTLE_MS = 60_000;

export interface TerminalChanges {
  world?: VirtualWorld;
  isOwnShop?: boolean;
  flavour?: 'clients' | 'register';
  offlinePolicy?: Partial<OfflinePolicy>;
  maximumInCents?: number;
  takesMoney?: boolean;
  settleMs?: number;
  /** Without the connection's probes and without the reconciler. */
  isQuiet?: boolean;
}

export interface Terminal {
  readonly world: VirtualWorld;
  readonly file: string;
  money: Money;
  opened: OpenJournal;
  /** Simulates a killed process: nothing of this run continues, and a new run begins on the same file. */
  crash(): void;
  identify(card?: string): Promise<KnownCustomer>;
  /** Looks up the card, pays, and waits for the outcome. */
  spend(amountInCents: number, card?: string): Promise<PaymentOutcome>;
  topUp(amountInCents: number, card?: string): Promise<PaymentOutcome>;
  /** Looks up the card and begins to pay, without waiting for the outcome. */
  beginSpend(amountInCents: number, card?: string): Promise<{ outcome: Promise<PaymentOutcome> }>;
  /** Pays with the latest identified card, without a new look-up. */
  spendOffline(amountInCents: number): Promise<PaymentOutcome>;
  /** The steps that the last payment showed. */
  steps: PaymentStep[];
  /** Every operation, the oldest first. */
  operations(): Operation[];
  /** The oldest operation. Throws if there is none. */
  first(): Operation;
  /** The amounts of the contact's rows in this terminal's shop, the oldest first. */
  rows(contact?: string): number[];
  balance(contact?: string): number;
  fault(fault: FaultInput, rule?: Omit<FaultRuleInput, 'fault'>): void;
}

export const OFFLINE: OfflinePolicy = {
  isEnabled: true,
  capPerOperationInCents: cents(1000),
  capPerContactInCents: cents(2000),
  capPerTerminalInCents: cents(5000),
  balanceAgeMsMax: 3_600_000,
};

/** A folder that is removed when the test ends. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'money-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A contact with a card and €50.00, from another shop. */
export function aContact(world: VirtualWorld, name = CONTACT, card = CARD): void {
  world.sandbox.data.addContact({ uuid: name, name, balanceInCents: 5000 });
  world.sandbox.data.addIdentifier({ value: card, name: `Card of ${name}`, contactUuid: name });
}

export function aTerminal(changes: TerminalChanges = {}): Terminal {
  const world = changes.world ?? aWorldWithShops();
  const file = join(aFolder(), 'journal.sqlite');
  let lifeCount = 0;
  let run = begin();
  let known: KnownCustomer | null = null;

  function begin(): { opened: OpenJournal; money: Money } {
    const life = (lifeCount += 1);
    const opened = openJournal({
      file,
      now: () => world.now(),
      newId: () => world.newId(),
      home: { machine: { id: 'test', parts: [] }, outside: null },
    });
    if (opened.kind !== 'open') throw new Error(`not open: ${JSON.stringify(opened)}`);
    const mortal = <T extends unknown[]>(act: (...args: T) => void) => {
      return (...args: T): void => {
        if (life === lifeCount) act(...args);
      };
    };
    const options: MoneyOptions = {
      // A killed process receives nothing.
      world: {
        ...world,
        after: (delayMs, act) => world.after(delayMs, mortal(act)),
        http: (request) =>
          new Promise((resolve) => {
            world.http(request).then(mortal(resolve), mortal(resolve));
          }),
      },
      opened,
      leat: {
        baseUrl: 'https://api.example',
        flavour: changes.flavour ?? 'clients',
        token: changes.flavour === 'register' ? REGISTER_TOKEN : SANDBOX_TOKEN,
        timeouts: { readTimeoutMs: 8_000, writeTimeoutMs: 10_000 },
      },
      wallet: {
        shopUuid: shopUuid(SHOP),
        maximumInCents: changes.maximumInCents === undefined ? null : cents(changes.maximumInCents),
        takesMoney: changes.takesMoney ?? true,
        proofMs: 10_000,
        offlinePolicy: { ...OFFLINE, isEnabled: false, ...changes.offlinePolicy },
      },
      isOwnShop: changes.isOwnShop ?? true,
      settleMs: changes.settleMs ?? SETTLE_MS,
      pace: PACE,
      onChange: () => undefined,
    };
    const money = createMoney(options);
    if (changes.isQuiet === true) money.sync.start();
    else money.start();
    return { opened, money };
  }

  const terminal: Terminal = {
    world,
    file,
    get money() {
      return run.money;
    },
    get opened() {
      return run.opened;
    },
    steps: [],
    crash() {
      const { opened } = run;
      lifeCount += 1;
      opened.close();
      run = begin();
    },
    async identify(card = CARD) {
      const answer = await world.until(run.money.wallet.identify(identifierValue(card)));
      if (answer.kind !== 'found') throw new Error(JSON.stringify(answer));
      known = answer.customer;
      return known;
    },
    spend: async (amountInCents, card) =>
      world.until((await begun('spend', amountInCents, card)).outcome),
    topUp: async (amountInCents, card) =>
      world.until((await begun('topUp', amountInCents, card)).outcome),
    spendOffline: (amountInCents) => world.until(pay('spend', amountInCents)),
    beginSpend: (amountInCents, card) => begun('spend', amountInCents, card),
    operations: () =>
      run.opened.db
        .prepare<[], { id: string }>('SELECT id FROM operation ORDER BY seq')
        .all()
        .map(({ id }) => run.opened.journal.get(operationId(id))),
    first: () => {
      const [operation] = terminal.operations();
      if (operation === undefined) throw new Error('no operation');
      return operation;
    },
    rows: (contact = CONTACT) =>
      world.sandbox.data
        .ledger(contact)
        .filter(({ shop_uuid }) => shop_uuid === SHOP)
        .map(({ amount_in_cents }) => amount_in_cents),
    balance: (contact = CONTACT) =>
      world.sandbox.data
        .ledger(contact)
        .reduce((sum, { amount_in_cents }) => sum + amount_in_cents, 0),
    fault: (fault, rule = {}) => {
      world.sandbox.faults.add({ fault, ...rule });
    },
  };
  onTestFinished(() => {
    lifeCount += 1;
    run.opened.close();
  });
  return terminal;

  function pay(kind: 'spend' | 'topUp', amountInCents: number): Promise<PaymentOutcome> {
    if (known === null) throw new Error('identify first');
    const { contactUuid, identifierValue: value } = known;
    const steps: PaymentStep[] = (terminal.steps = []);
    return run.money.wallet[kind]({
      contactUuid,
      identifierValue: value,
      amountInCents: cents(amountInCents),
      onStep: (step) => steps.push(step),
    });
  }

  async function begun(
    kind: 'spend' | 'topUp',
    amountInCents: number,
    card = CARD,
  ): Promise<{ outcome: Promise<PaymentOutcome> }> {
    await terminal.identify(card);
    return { outcome: pay(kind, amountInCents) };
  }
}

export function aWorldWithShops(): VirtualWorld {
  const world = aVirtualWorld();
  world.sandbox.data.addShop({ uuid: OTHER_SHOP, name: 'Counter' });
  world.sandbox.data.addShop({ uuid: SHOP, name: 'Kiosk 1' });
  world.sandbox.data.addRegisterToken({ token: REGISTER_TOKEN, shopUuid: SHOP });
  aContact(world);
  return world;
}
