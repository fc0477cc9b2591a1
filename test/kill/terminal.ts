/**
 * The kiosk's money as a separate process that can be killed at any moment: the real world, a real file, real HTTP.
 * It does the acts that the driver sends. It prints an answer when the kiosk would show it, never earlier.
 */
import { writeSync } from 'node:fs';
import * as v from 'valibot';
import { openKioskJournal } from '../../src/main/kiosk/kiosk-journal.ts';
import { createMoney, type Money } from '../../src/main/kiosk/money.ts';
import type { OpenJournal } from '../../src/main/journal/open.ts';
import { referenceOf } from '../../src/main/journal/operation.ts';
import type { Pace } from '../../src/main/sync/delays.ts';
import { createRealWorld } from '../../src/main/world/real-world.ts';
import {
  contactUuid,
  type ContactUuid,
  identifierValue,
  operationId,
  shopUuid,
} from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import {
  actSchema,
  configSchema,
  HOME,
  type Act,
  type Line,
  type TerminalConfig,
} from './messages.ts';

/** Writes the whole line at once. A line in the pipe survives a kill. */
function print(line: Line): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

function createTerminal(config: TerminalConfig, opened: OpenJournal): Money {
  return createMoney({
    world,
    opened,
    leat: {
      baseUrl: config.url,
      flavour: 'clients',
      token: config.token,
      timeouts: { readTimeoutMs: 1_000, writeTimeoutMs: 1_000 },
    },
    wallet: {
      shopUuid: shopUuid(config.shopUuid),
      maximumInCents: null,
      takesMoney: true,
      proofMs: 1_000,
      offlinePolicy: {
        isEnabled: config.canSpendOffline,
        capPerOperationInCents: cents(100_00),
        capPerContactInCents: cents(200_00),
        capPerTerminalInCents: cents(10_000_00),
        balanceAgeMsMax: 3_600_000,
      },
    },
    isOwnShop: true,
    settleMs: config.settleMs,
    pace: QUICK_PACE,
    onChange: () => undefined,
  });
}

async function act(money: Money, opened: OpenJournal, what: Act): Promise<void> {
  if (what.kind === 'reverse') reverse(money, opened, what);
  else await pay(money, what, what.kind);
}

async function pay(
  money: Money,
  { id, card, amountInCents }: Act,
  kind: 'spend' | 'topUp',
): Promise<void> {
  const found = await money.wallet.identify(identifierValue(card));
  if (found.kind !== 'found') {
    print({ kind: 'noCard', id, why: found.kind });
    return;
  }
  const outcome = await money.wallet[kind]({
    contactUuid: found.customer.contactUuid,
    identifierValue: identifierValue(card),
    amountInCents: cents(amountInCents),
    onStep: () => undefined,
  });
  switch (outcome.kind) {
    case 'paid':
      print({ kind: 'paid', id, reference: outcome.reference, isInLedger: outcome.isInLedger });
      return;
    case 'notPaid':
      print({ kind: 'notPaid', id, reason: outcome.reason });
      return;
    case 'notCompleted':
      print({ kind: 'notCompleted', id, reference: outcome.reference });
  }
}

/** The newest payment of the card's contact that can be reversed. */
function reverse(money: Money, { db }: OpenJournal, { id, card }: Act): void {
  const newest = db
    .prepare<[string], { id: string }>(
      `SELECT id FROM operation o WHERE identifier_value = ? AND kind <> 'reversal'
       AND promise = 'paid' AND uuid IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM operation r WHERE r.reverses_uuid = o.uuid)
       ORDER BY seq DESC LIMIT 1`,
    )
    .get(card);
  const outcome = newest === undefined ? null : money.wallet.reverse(operationId(newest.id));
  if (newest === undefined || outcome?.kind !== 'intended') print({ kind: 'nothingToReverse', id });
  else print({ kind: 'reversed', id, reference: referenceOf(operationId(newest.id)) });
}

function allContacts({ db }: OpenJournal): ContactUuid[] {
  return db
    .prepare<[], { who: string }>('SELECT DISTINCT contact_uuid AS who FROM operation')
    .all()
    .map(({ who }) => contactUuid(who));
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

/** Twenty times as fast as in the product, because a kill comes every half second. */
const QUICK_PACE: Pace = { lookUpMs: [50, 100, 150, 200, 500, 1_000], retryMs: [100, 250, 500] };

const config = v.parse(configSchema, JSON.parse(process.argv[2] ?? ''));
const world = createRealWorld(1_000);
const opened = openKioskJournal(config.dataDir, { ...world, home: HOME });
if (opened.kind === 'locked') print({ kind: 'locked' });
else if (opened.kind === 'unwritable') print({ kind: 'unwritable', why: opened.why });
else if (opened.journal.damage !== null)
  print({ kind: 'damaged', where: opened.journal.damage.where });
else run(opened.journal.opened);

function run(journal: OpenJournal): void {
  const money = createTerminal(config, journal);
  money.start();
  process.on('message', (message) => {
    if (message === 'report') {
      const { count, heldCount } = journal.journal.waiting();
      print({ kind: 'waiting', count, heldCount });
    } else if (message === 'reconcile') {
      money.sync.reconcile(allContacts(journal)).then(({ differences, unread }) => {
        const [differenceCount, unreadCount] = [differences.length, unread.length];
        print({ kind: 'reconciled', differenceCount, unreadCount });
      }, throwLater);
    } else {
      act(money, journal, v.parse(actSchema, message)).catch(throwLater);
    }
  });
  process.on('disconnect', () => process.exit(0));
  print({ kind: 'ready' });
}
