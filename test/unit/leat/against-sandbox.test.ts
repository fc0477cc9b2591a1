/** Every call, in both flavours, against the sandbox. The client and the sandbox share no schema. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  contactUuid,
  identifierValue,
  shopUuid,
  transactionUuid,
} from '../../../src/shared/ids.ts';
import type { Outcome } from '../../../src/main/leat/outcome.ts';
import { createLeatRead } from '../../../src/main/leat/read.ts';
import { createServerClock } from '../../../src/main/leat/server-clock.ts';
import type { Flavour, LeatRead, LeatWrite } from '../../../src/main/leat/types.ts';
import { createLeatWrite } from '../../../src/main/leat/write.ts';
import { requestFromUrl } from '../../../src/sandbox/http/exchange.ts';
import { createSandbox } from '../../../src/sandbox/model.ts';
import type { Sandbox } from '../../../src/sandbox/model.ts';
import { cents } from '../../../src/shared/money.ts';
import { aLeatConfig, aScriptedWorld } from '../../builders/leat.ts';

const SHOP = shopUuid('123123');
const CARD = identifierValue('cilwjefwnsvidjfkjskjf');
const NOBODY = contactUuid('nobody');

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = createSandbox({
    dbFile: ':memory:',
    token: 'demo',
    now: () => 1_700_000_000_000,
    newId: randomUUID,
    random: () => 0.5,
  });
  sandbox.reset('demo');
});
afterEach(() => sandbox.close());

function aClient(flavour: Flavour, token = flavour === 'clients' ? 'demo' : 'demo-register') {
  const world = aScriptedWorld((request) => ({
    kind: 'response',
    ...sandbox.handle(requestFromUrl(request)),
  }));
  const clock = createServerClock(world);
  const config = aLeatConfig({ flavour, token });
  const read: LeatRead = createLeatRead(config, world, clock);
  const write: LeatWrite = createLeatWrite(config, world, clock);
  return { read, write, clock };
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.kind !== 'ok') throw new Error(`not ok: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

describe.each(['clients', 'register'] as const)('the %s flavour', (flavour) => {
  it('goes from card to balance to spend', async () => {
    const { read, write, clock } = aClient(flavour);
    const card = valueOf(await read.findIdentifier(CARD));
    expect(card).toMatchObject({ name: 'Krabby Membership', value: CARD });
    const who = contactUuid(card.contactUuid ?? '');
    expect(valueOf(await read.getBalance(who))).toBe(5000);
    expect(valueOf(await read.getContact(who))).toEqual({ uuid: who, balanceInCents: 5000 });
    const spend = { amountInCents: cents(-1000), shopUuid: SHOP };
    expect(
      valueOf(await write.createTransaction({ ...spend, contact: { contactUuid: who } })),
    ).toMatchObject({ amountInCents: -1000, balanceInCents: 4000, shopUuid: SHOP });
    expect(
      valueOf(await write.createTransaction({ ...spend, contact: { identifierValue: CARD } })),
    ).toMatchObject({ balanceInCents: 3000, identifierValue: CARD });
    expect(valueOf(await read.getBalance(who))).toBe(3000);
    expect(clock.serverNow()?.earliest).toBe(1_700_000_000_000);
  });

  it('passes the health check, and finds its shop', async () => {
    const { read } = aClient(flavour);
    expect(valueOf(await read.health()).name).toEqual(expect.any(String));
    expect(valueOf(await read.getShop(SHOP))).toEqual({ uuid: SHOP, name: 'Krusty Krab' });
    expect(await read.getShop(shopUuid('no shop'))).toMatchObject({ reason: 'shopNotFound' });
  });

  it.each([
    ['UNKNOWN-0001', 'identifierNotFound'],
    ['LOST-0001', 'identifierInactive'],
  ])('refuses the card %s as %s', async (value, reason) => {
    const { read, write } = aClient(flavour);
    const contact = { identifierValue: identifierValue(value) };
    expect(await read.findIdentifier(contact.identifierValue)).toMatchObject({ reason });
    const spend = { contact, amountInCents: cents(-100), shopUuid: SHOP };
    expect(await write.createTransaction(spend)).toMatchObject({ kind: 'refused', reason });
  });

  it('shows that a card belongs to no contact, and refuses to spend with it', async () => {
    const { read, write } = aClient(flavour);
    const value = identifierValue('BLANK-0001');
    expect(valueOf(await read.findIdentifier(value)).contactUuid).toBeNull();
    const spend = { contact: { identifierValue: value }, amountInCents: cents(-1), shopUuid: SHOP };
    expect(await write.createTransaction(spend)).toMatchObject({ reason: 'identifierUnlinked' });
  });

  it('refuses a contact that does not exist', async () => {
    const { read, write } = aClient(flavour);
    const spend = { contact: { contactUuid: NOBODY }, amountInCents: cents(-1), shopUuid: SHOP };
    const reason = 'contactNotFound';
    expect(await read.getContact(NOBODY)).toMatchObject({ kind: 'refused', reason });
    expect(await read.getBalance(NOBODY)).toMatchObject({ kind: 'refused', reason });
    expect(await write.createTransaction(spend)).toMatchObject({ kind: 'refused', reason });
  });

  it('refuses a shop that does not exist', async () => {
    const { write } = aClient(flavour);
    const contact = { identifierValue: CARD };
    const spend = { contact, amountInCents: cents(-1), shopUuid: shopUuid('no shop') };
    expect(await write.createTransaction(spend)).toMatchObject({ reason: 'shopNotFound' });
  });

  it('is unauthorized with another token', async () => {
    const { read } = aClient(flavour, 'another');
    expect(await read.health()).toMatchObject({ kind: 'refused', reason: 'unauthorized' });
  });

  it.each([
    [{ token: 'expired' }, 'unauthorized'],
    [{ token: 'forbidden' }, 'forbidden'],
    [{ account: 'inactive' }, 'accountInactive'],
  ] as const)('with %j is refused as %s', async (changes, reason) => {
    sandbox.setBehaviour(changes);
    expect(await aClient(flavour).read.health()).toMatchObject({ kind: 'refused', reason });
  });

  it('gets `Retry-After` after too many requests', async () => {
    sandbox.setBehaviour({ rateLimit: 1 });
    const { read } = aClient(flavour);
    await read.health();
    const second = await read.health();
    expect(second).toMatchObject({ kind: 'refused', reason: 'rateLimited' });
    expect(second).toHaveProperty('retryAfterMs', expect.any(Number));
  });

  it('reads replies with undocumented fields and other empty shapes', async () => {
    sandbox.setBehaviour({ extraFields: true, emptyMeta: 'object', errorsShape: 'string' });
    const { read } = aClient(flavour);
    expect(await read.findIdentifier(CARD)).toMatchObject({ kind: 'ok' });
    expect(await read.findIdentifier(identifierValue('?'))).toMatchObject({ kind: 'refused' });
  });
});

describe('the clients flavour, unlike the register flavour,', () => {
  const query = { shopUuid: SHOP, page: 1 };

  it('lists the shops', async () => {
    const shops = valueOf(await aClient('clients').read.listShops());
    expect(shops).toContainEqual({ uuid: SHOP, name: 'Krusty Krab' });
  });

  it('lists all transactions of a contact, page by page', async () => {
    const { read } = aClient('clients');
    const card = valueOf(await read.findIdentifier(identifierValue('BUSY-0001')));
    const who = contactUuid(card.contactUuid ?? '');
    const first = valueOf(await read.listTransactions({ ...query, contactUuid: who }));
    expect(first).toMatchObject({ page: 1, lastPage: 3, total: 80 });
    const pages = await Promise.all(
      [1, 2, 3].map((page) => read.listTransactions({ ...query, contactUuid: who, page })),
    );
    const rows = pages.flatMap((page) => valueOf(page).transactions);
    expect(new Set(rows.map(({ uuid }) => uuid)).size).toBe(80);
    expect(rows.every((row) => row.contactUuid === who && row.shopUuid === SHOP)).toBe(true);
  });

  it('reverses a transaction with a new one', async () => {
    const { write } = aClient('clients');
    const spent = valueOf(
      await write.createTransaction({
        contact: { identifierValue: CARD },
        amountInCents: cents(-1000),
        shopUuid: SHOP,
      }),
    );
    const reversal = valueOf(await write.reverseTransaction(spent.uuid));
    expect(reversal).toMatchObject({ amountInCents: 1000, balanceInCents: 5000 });
    expect(reversal.uuid).not.toBe(spent.uuid);
  });

  it('refuses to reverse a transaction that does not exist', async () => {
    const { write } = aClient('clients');
    const outcome = await write.reverseTransaction(transactionUuid('no transaction'));
    expect(outcome).toMatchObject({ kind: 'refused' });
  });
});
