/** One-time codes and cards, over real HTTP to the sandbox, with a journal in a real file. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openJournal } from '../../../src/main/journal/open.ts';
import { createCustomerWallet } from '../../../src/main/kiosk/customer-wallet.ts';
import { createMoney } from '../../../src/main/kiosk/money.ts';
import { createOneTimeCodes } from '../../../src/main/kiosk/one-time-codes.ts';
import { createRealWorld } from '../../../src/main/world/real-world.ts';
import { PACE } from '../../../src/main/sync/delays.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { identifierValue, shopUuid } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';

const TOKEN = 'once-4f9c2a71';
const TWIN = '5ea1ab1e-0007-4000-8000-000000000000';
const OTHER = '5ea1ab1e-0001-4000-8000-000000000000';
const MINUTE_MS = 60_000;

/** A terminal of the demo account, in which Sandy has a one-time code. `status` is the server's answer for any code. */
async function aTerminal(status: string | null = null) {
  const server = await startSandbox();
  server.sandbox.data.addSessionToken({ token: TOKEN, contactUuid: TWIN });
  const real = createRealWorld();
  const folder = mkdtempSync(join(tmpdir(), 'codes-'));
  const opened = openJournal({
    file: join(folder, 'journal.sqlite'),
    now: () => real.now(),
    newId: () => real.newId(),
    home: { machine: { id: 'test', parts: [] }, outside: null },
  });
  if (opened.kind !== 'open') throw new Error(`not open: ${opened.kind}`);
  const asked: string[] = [];
  const money = createMoney({
    world: {
      ...real,
      async http(request) {
        asked.push(`${request.method} ${new URL(request.url).pathname}`);
        const result = await real.http(request);
        return status === null || result.kind !== 'response'
          ? result
          : { ...result, body: result.body.replace('"active"', JSON.stringify(status)) };
      },
    },
    opened,
    leat: {
      baseUrl: server.url,
      flavour: 'clients',
      token: server.token,
      timeouts: { readTimeoutMs: 5_000, writeTimeoutMs: 5_000 },
    },
    wallet: {
      shopUuid: shopUuid('123123'),
      maximumInCents: null,
      takesMoney: true,
      proofMs: 10_000,
      offlinePolicy: {
        isEnabled: true,
        capPerOperationInCents: cents(1000),
        capPerContactInCents: cents(1000),
        capPerTerminalInCents: cents(1000),
        balanceAgeMsMax: MINUTE_MS,
      },
    },
    isOwnShop: true,
    settleMs: MINUTE_MS,
    pace: PACE,
    onChange: () => undefined,
  });
  money.sync.start();
  const codes = createOneTimeCodes('once-.+');
  const wallet = createCustomerWallet(money.wallet, codes);
  onTestFinished(async () => {
    await money.stop();
    opened.close();
    await real.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** Identifies a scan as the scan intake does. */
  function show(text: string): ReturnType<typeof identifierValue> {
    const standIn = codes.standInFor(text);
    if (standIn !== null) codes.presented(standIn);
    return identifierValue(standIn ?? text);
  }

  return {
    server,
    wallet,
    db: opened.db,
    show,
    folder,
    usesOf: () => asked.filter(isUse).length,
    lookUpsOf: () => asked.filter((line) => line.endsWith('/find')).length,
  };
}

const isUse = (line: string): boolean => line.startsWith('POST') && line.endsWith('/use');

describe('a one-time code', () => {
  it('starts one session of its contact, and is then used up', async () => {
    const { wallet, show, usesOf } = await aTerminal();

    const value = show(`${TOKEN}\r`);
    expect(await wallet.identify(value)).toMatchObject({
      kind: 'found',
      customer: { contactUuid: TWIN, availableInCents: 31_40, identifierValue: value },
    });
    expect(usesOf()).toBe(1);
    expect(await wallet.identify(show(TOKEN))).toEqual({
      kind: 'cardProblem',
      problem: 'codeUsed',
    });
    expect(usesOf()).toBe(1);
  });

  it('is not redeemed again by the session that it started', async () => {
    const { wallet, show, usesOf } = await aTerminal();
    const value = show(TOKEN);
    await wallet.identify(value);
    expect(await wallet.identify(value)).toMatchObject({ kind: 'found' });
    expect(usesOf()).toBe(1);
  });

  it('pays by contact, and is written to no file', async () => {
    const { server, wallet, db, show, folder } = await aTerminal();
    const value = show(TOKEN);
    const answer = await wallet.identify(value);
    if (answer.kind !== 'found') throw new Error(answer.kind);
    const outcome = await wallet.spend({
      contactUuid: answer.customer.contactUuid,
      identifierValue: value,
      amountInCents: cents(5_00),
      onStep: () => undefined,
    });

    expect(outcome).toMatchObject({ kind: 'paid', beforeInCents: 31_40, afterInCents: 26_40 });
    const [last] = server.sandbox.data.ledger(TWIN).slice(-1);
    expect(last).toMatchObject({ amount_in_cents: -5_00, identifier_value: null });
    expect(db.prepare('SELECT identifier_value FROM operation').all()).toEqual([
      { identifier_value: null },
    ]);
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name), 'latin1')).not.toContain(TOKEN);
    }
  });

  it('is reported as unknown if the server does not know it', async () => {
    const { wallet, show } = await aTerminal();
    expect(await wallet.identify(show('once-nobody'))).toEqual({
      kind: 'cardProblem',
      problem: 'codeUnknown',
    });
  });

  it('is reported as expired, and not redeemed, if it is neither active nor used', async () => {
    const { wallet, show, usesOf } = await aTerminal('expired');
    expect(await wallet.identify(show(TOKEN))).toEqual({
      kind: 'cardProblem',
      problem: 'codeExpired',
    });
    expect(usesOf()).toBe(0);
  });

  it('starts no session if the reply to its redemption is lost, not even at a later scan', async () => {
    const { server, wallet, show } = await aTerminal();
    server.sandbox.faults.add({ fault: { kind: 'dropAfter' }, route: 'useSessionToken' });
    const value = show(TOKEN);
    expect(await wallet.identify(value)).toEqual({ kind: 'lookUpProblem', problem: 'offline' });
    expect(await wallet.identify(value)).toEqual({ kind: 'cardProblem', problem: 'codeUsed' });
  });

  it('is not redeemed by a terminal whose access is refused', async () => {
    const { server, wallet, show, usesOf } = await aTerminal();
    server.sandbox.setBehaviour({ token: 'expired' });
    expect(await wallet.identify(show(TOKEN))).toEqual({
      kind: 'lookUpProblem',
      problem: 'tokenRefused',
    });
    expect(usesOf()).toBe(0);
  });
});

describe('the barcode of a product', () => {
  it('is reported as a product, not as an unknown card', async () => {
    const { wallet, show } = await aTerminal();
    const problem = async (value: string): Promise<unknown> => wallet.identify(show(value));
    expect(await problem('4006381333931')).toEqual({ kind: 'cardProblem', problem: 'productCode' });
    expect(await problem('4006381333932')).toEqual({ kind: 'cardProblem', problem: 'unknown' });
  });

  it('is a card if a contact has it as an identifier', async () => {
    const { server, wallet, show } = await aTerminal();
    server.sandbox.data.addIdentifier({ value: '4006381333931', contactUuid: TWIN });
    expect(await wallet.identify(show('4006381333931'))).toMatchObject({ kind: 'found' });
  });
});

describe('a short code that came twice in one scan', () => {
  const CARD = '4354210';
  const SCANNED = CARD + CARD;

  it('is found by its half after nobody has the whole, with one more look-up', async () => {
    const { server, wallet, show, lookUpsOf } = await aTerminal();
    server.sandbox.data.addIdentifier({ value: CARD, contactUuid: TWIN });
    expect(await wallet.identify(show(SCANNED))).toMatchObject({
      kind: 'found',
      customer: { contactUuid: TWIN, identifierValue: SCANNED },
    });
    expect(lookUpsOf()).toBe(2);
  });

  it('pays as the card, so the ledger and the journal have the half', async () => {
    const { server, wallet, show, db } = await aTerminal();
    server.sandbox.data.addIdentifier({ value: CARD, contactUuid: TWIN });
    const value = show(SCANNED);
    const answer = await wallet.identify(value);
    if (answer.kind !== 'found') throw new Error(answer.kind);
    const { contactUuid } = answer.customer;
    const request = { contactUuid, identifierValue: value, amountInCents: cents(5_00) };
    const outcome = await wallet.spend({ ...request, onStep: () => undefined });
    expect(outcome).toMatchObject({ kind: 'paid' });
    expect(db.prepare('SELECT identifier_value FROM operation').all()).toEqual([
      { identifier_value: CARD },
    ]);
  });

  it('is the whole if a contact has the whole, and the half is not looked up', async () => {
    const { server, wallet, show, lookUpsOf } = await aTerminal();
    server.sandbox.data.addIdentifier({ value: CARD, contactUuid: OTHER });
    server.sandbox.data.addIdentifier({ value: SCANNED, contactUuid: TWIN });
    expect(await wallet.identify(show(SCANNED))).toMatchObject({
      kind: 'found',
      customer: { contactUuid: TWIN },
    });
    expect(lookUpsOf()).toBe(1);
  });

  it('is not looked up by its half while the whole cannot be looked up', async () => {
    const { server, wallet, show, lookUpsOf } = await aTerminal();
    server.sandbox.data.addIdentifier({ value: CARD, contactUuid: TWIN });
    server.sandbox.faults.add({ fault: { kind: 'dropAfter' }, route: 'findIdentifier' });
    expect(await wallet.identify(show(SCANNED))).toMatchObject({ kind: 'lookUpProblem' });
    expect(lookUpsOf()).toBe(1);
  });

  it('stays unknown if nobody has the half either', async () => {
    const { wallet, show, lookUpsOf } = await aTerminal();
    const answer = await wallet.identify(show(SCANNED));
    expect(answer).toEqual({ kind: 'cardProblem', problem: 'unknown' });
    expect(lookUpsOf()).toBe(2);
  });

  it('has the problem of its card', async () => {
    const { server, wallet, show } = await aTerminal();
    server.sandbox.data.addIdentifier({ value: CARD, contactUuid: null });
    const answer = await wallet.identify(show(SCANNED));
    expect(answer).toEqual({ kind: 'cardProblem', problem: 'unlinked' });
  });
});

describe('the stand-in of a one-time code', () => {
  it('is the same for the same code, and is a text that no reader can send', () => {
    const codes = createOneTimeCodes('https://shop\\.example/c/([a-z0-9]+)');
    const standIn = codes.standInFor(' https://shop.example/c/abc1\r\n');
    expect(standIn).toMatch(/^\p{Cc}$/u);
    expect(codes.standInFor('https://shop.example/c/abc1')).toBe(standIn);
    expect(codes.get(standIn ?? '')?.token).toBe('abc1');
    expect(codes.standInFor('https://shop.example/d/abc1')).toBeNull();
    expect(codes.get('abc1')).toBeNull();
  });

  it('is reused for another code after a while, so that only a few are kept', () => {
    const codes = createOneTimeCodes('.+');
    const [first] = Array.from({ length: 33 }, (_, at) => codes.standInFor(`code ${at}`) ?? '');
    expect(codes.get(first ?? '')?.token).toBe('code 32');
  });

  it('does not exist without a pattern in the settings', () => {
    expect(createOneTimeCodes(null).standInFor(TOKEN)).toBeNull();
  });
});
