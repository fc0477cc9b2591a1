/** The terminal's money, whole: journal, API, sync and wallet put together. The simulation runs this very composition. */
import { epochMs } from '../../shared/time.ts';
import type { OpenJournal } from '../journal/open.ts';
import type { Operation } from '../journal/operation.ts';
import type { LeatConfig } from '../leat/config.ts';
import { createLeatRead } from '../leat/read.ts';
import { createLeatSessionTokens } from '../leat/session-tokens.ts';
import { createServerClock } from '../leat/server-clock.ts';
import type { LeatRead } from '../leat/types.ts';
import { Connection, PROBE_TIMEOUT_MS, type ConnectionState } from '../sync/connection.ts';
import type { Pace } from '../sync/delays.ts';
import { createSender } from '../sync/sender.ts';
import { Sync } from '../sync/sync.ts';
import type { WalletConfig } from '../wallet/wallet-context.ts';
import { createWallet, type Wallet } from '../wallet/wallet.ts';
import type { World } from '../world/world.ts';
import { Reconciler } from './reconciler.ts';

export interface MoneyOptions {
  world: World;
  opened: OpenJournal;
  leat: Omit<LeatConfig, 'onOutcome'>;
  wallet: WalletConfig;
  isOwnShop: boolean;
  settleMs: number;
  pace: Pace;
  /** Something that the screens show may have changed. */
  onChange: () => void;
}

export interface Money {
  read: LeatRead;
  wallet: Wallet;
  sync: Sync;
  reconciler: Reconciler;
  connection(): ConnectionState;
  start(): void;
  /** Resolves when nothing is in flight, so that the journal can be closed. */
  stop(): Promise<void>;
}

/** Contacts that are settled side by side while the queue drains. */
const IN_FLIGHT_MAX = 4;

export function createMoney(options: MoneyOptions): Money {
  const { world, opened, isOwnShop, settleMs, pace, onChange } = options;
  const { journal, seenCards } = opened;
  const leat: LeatConfig = { ...options.leat, onOutcome: (outcome) => connection.observe(outcome) };
  const clock = createServerClock(world);
  const read = createLeatRead(leat, world, clock);
  const probe = createLeatRead(probeConfig(leat), world, clock);
  const sync = new Sync({
    world,
    journal,
    read,
    clock,
    sender: createSender(leat, world, clock),
    isOwnShop,
    settleMs,
    pace,
    inFlightMax: IN_FLIGHT_MAX,
    onOperation: stopOverdrawn,
    onChange,
  });
  const connection = new Connection({
    world,
    probe: () => probe.health(),
    onChange: (state) => sync.setOnline(state.kind === 'online'),
  });
  const reconciler = new Reconciler({ world, journal, reports: opened.reports, clock, sync });
  const wallet = createWallet({
    world,
    read,
    sessionTokens: createLeatSessionTokens(leat, world, clock),
    journal,
    seenCards,
    sync,
    connection: () => connection.state,
    config: options.wallet,
  });

  /** What was promised without a network and turned out to be more than there was is not promised to them again. */
  function stopOverdrawn(operation: Operation): void {
    const { kind, promise, heldReason, balanceAfterInCents } = operation;
    const isOverdrawn = promise === 'paid' && (balanceAfterInCents ?? 0) < 0;
    // No code is documented for a refused overdraft, and none of the others is a reason to go on either.
    const isRefused = kind === 'spend' && heldReason === 'refusedAfterPaid';
    if (!isOverdrawn && !isRefused) return;
    seenCards.stop(operation.contactUuid, 'overdrawn', epochMs(world.now()));
  }

  return {
    read,
    wallet,
    sync,
    reconciler,
    connection: () => connection.state,
    start() {
      sync.start();
      connection.start();
      reconciler.start();
    },
    async stop() {
      connection.stop();
      const compared = reconciler.stop();
      // Sync still works for those who wait at the screen; they wait for their proof at most.
      await wallet.stop();
      await sync.stop();
      await compared;
    },
  };
}

/** Gives up soon, and is no news of the connection but to whoever asked. */
function probeConfig(leat: LeatConfig): LeatConfig {
  const timeouts = { ...leat.timeouts, readTimeoutMs: PROBE_TIMEOUT_MS };
  return { ...leat, timeouts, onOutcome: () => undefined };
}
