/** Composes everything that handles money: journal, API, sync and wallet. The simulation runs the same composition. */
import { epochMs, type EpochMs } from '../../shared/time.ts';
import { createShopUse, type ForeignRow, type ShopUse } from '../journal/shop-use.ts';
import type { DecisionContext } from '../sync/decisions.ts';
import type { OpenJournal } from '../journal/open.ts';
import type { Operation } from '../journal/operation.ts';
import type { SeenCards } from '../journal/seen-cards.ts';
import type { LeatConfig } from '../leat/config.ts';
import { createLeatRead } from '../leat/read.ts';
import { createLeatSessionTokens } from '../leat/session-tokens.ts';
import { createServerClock, type ServerClock } from '../leat/server-clock.ts';
import type { LeatRead } from '../leat/types.ts';
import { Connection, PROBE_TIMEOUT_MS, type ConnectionState } from '../sync/connection.ts';
import type { Pace } from '../sync/delays.ts';
import { createSender } from '../sync/sender.ts';
import { Sync } from '../sync/sync.ts';
import type { WalletConfig, WalletOptions } from '../wallet/wallet-context.ts';
import { createWallet, type Wallet } from '../wallet/wallet.ts';
import type { World } from '../world/world.ts';
import { Reconciler } from './reconciler.ts';

export interface MoneyOptions {
  world: World;
  opened: OpenJournal;
  leat: Omit<LeatConfig, 'onOutcome'>;
  wallet: WalletConfig;
  isOwnShop: boolean;
  /** Called once, when a row shows that somebody else uses the shop of this terminal. */
  onFoundShared?: (row: ForeignRow) => void;
  settleMs: number;
  pace: Pace;
  /** Called when the API can be reached again, when it cannot, and when the reason changes. */
  onConnection?: (isOnline: boolean) => void;
  /** Called when something on the screen may have changed. */
  onChange: () => void;
}

export interface Money {
  read: LeatRead;
  wallet: Wallet;
  sync: Sync;
  reconciler: Reconciler;
  shop: ShopUse;
  decisions: DecisionContext;
  clock: Pick<ServerClock, 'serverNow'>;
  connection(): ConnectionState;
  start(): void;
  /** Resolves when nothing is in flight, so that the journal can be closed. */
  stop(): Promise<void>;
}

/** How many contacts are settled in parallel while the queue drains. */
const IN_FLIGHT_MAX = 4;

export function createMoney(options: MoneyOptions): Money {
  const { world, opened, settleMs, pace, onChange } = options;
  const { journal, seenCards } = opened;
  const shop = shopUseOf(options);
  const leat: LeatConfig = { ...options.leat, onOutcome: (outcome) => connection.observe(outcome) };
  const clock = createServerClock(world);
  const read = createLeatRead(leat, world, clock);
  const probe = createLeatRead(probeConfig(leat), world, clock);
  const lookedUp: WalletOptions['lookedUp'] = new Map();
  const sync = new Sync({
    world,
    journal,
    read,
    clock,
    sender: createSender(leat, world, clock),
    shop,
    settleMs,
    pace,
    inFlightMax: IN_FLIGHT_MAX,
    onOperation(operation) {
      stopOverdrawn(seenCards, operation, epochMs(world.now()));
      // What a look-up showed before this row was made no longer holds.
      if (operation.ledger === 'present') lookedUp.delete(operation.contactUuid);
    },
    onChange,
  });
  const connection = new Connection({
    world,
    probe: () => probe.health(),
    onChange({ kind }) {
      sync.setOnline(kind === 'online');
      options.onConnection?.(kind === 'online');
    },
  });
  const reconciler = new Reconciler({ world, journal, reports: opened.reports, clock, sync });
  const wallet = createWallet({
    ...{ world, read, journal, seenCards, sync, clock, shop, lookedUp },
    sessionTokens: createLeatSessionTokens(leat, world, clock),
    connection: () => connection.state,
    config: options.wallet,
  });

  return {
    read,
    wallet,
    sync,
    reconciler,
    shop,
    decisions: { journal, read, poke: (contactUuid) => sync.poke(contactUuid) },
    clock,
    connection: () => connection.state,
    start() {
      sync.start();
      connection.start();
      reconciler.start();
    },
    async stop() {
      connection.stop();
      const compared = reconciler.stop();
      // Sync still runs for customers who wait at the screen. They wait at most until their time for proof ends.
      await wallet.stop();
      await sync.stop();
      await compared;
    },
  };
}

function shopUseOf({ opened, isOwnShop, wallet, onFoundShared }: MoneyOptions): ShopUse {
  return createShopUse({
    ...{ opened, isOwnShop, shopUuid: wallet.shopUuid },
    onFoundShared: (row) => onFoundShared?.(row),
  });
}

/** Puts a customer on the stop list whose offline payments were more than the balance. */
function stopOverdrawn(seenCards: SeenCards, operation: Operation, now: EpochMs): void {
  const { kind, promise, heldReason, balanceAfterInCents } = operation;
  const isOverdrawn = promise === 'paid' && (balanceAfterInCents ?? 0) < 0;
  // The API documents no error code for a refused overdraft. After any other refusal, more offline payments would be
  // wrong too.
  const isRefused = kind === 'spend' && heldReason === 'refusedAfterPaid';
  if (!isOverdrawn && !isRefused) return;
  seenCards.stop(operation.contactUuid, 'overdrawn', now);
}

/** A probe has a short time limit. Its outcome goes to its caller only, not to the connection's observer. */
function probeConfig(leat: LeatConfig): LeatConfig {
  const timeouts = { ...leat.timeouts, readTimeoutMs: PROBE_TIMEOUT_MS };
  return { ...leat, timeouts, onOutcome: () => undefined };
}
