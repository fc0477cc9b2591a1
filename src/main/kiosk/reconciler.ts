/** When the journal is compared with the ledger: often for what was just sent, daily for all since the last report. */
import * as v from 'valibot';
import { epochMs, epochMsSchema, type EpochMs } from '../../shared/time.ts';
import type { Journal } from '../journal/journal.ts';
import type { Reports } from '../journal/reports.ts';
import type { ServerClock } from '../leat/server-clock.ts';
import type { Report } from '../sync/reconcile.ts';
import type { Sync } from '../sync/sync.ts';
import type { World } from '../world.ts';

export interface ReconcilerOptions {
  world: Pick<World, 'after' | 'monotonicMs'>;
  journal: Journal;
  reports: Reports;
  clock: ServerClock;
  sync: Sync;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A commit that comes after its absence was proven shows in one of these. */
const RECENT_EVERY_MS = 20 * MINUTE_MS;
const RECENT_MS = 3 * HOUR_MS;
const DAILY_EVERY_MS = 24 * HOUR_MS;
/** Reports overlap by this much, so that nothing falls between two. */
const OVERLAP_MS = 3 * HOUR_MS;
const FIRST_AFTER_MS = 5 * MINUTE_MS;

const storedSchema = v.object({ at: v.nullable(epochMsSchema) });

export class Reconciler {
  readonly #options: ReconcilerOptions;
  #dailyAtMs: number | null = null;
  #cancel: (() => void) | null = null;
  #isStopped = false;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#plan(FIRST_AFTER_MS);
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
  }

  /** Compares all that was sent since the last report, and stores a new one; null where the server's time is not known. */
  async runDaily(): Promise<Report | null> {
    const { reports, sync, journal, clock } = this.#options;
    if (clock.serverNow() === null) return null;
    const report = await sync.reconcile(journal.contactsSince(this.#since()));
    if (report.unreadCount === 0) reports.add(JSON.stringify(report));
    return report;
  }

  /** Compares what was sent in the last hours. */
  async runRecent(): Promise<Report | null> {
    const { sync, journal, clock } = this.#options;
    const now = clock.serverNow();
    if (now === null) return null;
    return sync.reconcile(journal.contactsSince(epochMs(now.earliest - RECENT_MS)));
  }

  #since(): EpochMs {
    const last = this.#options.reports.last();
    const stored = last === null ? null : v.safeParse(storedSchema, JSON.parse(last.body));
    const at = stored?.success === true ? stored.output.at : null;
    return epochMs(at === null ? 0 : at - OVERLAP_MS);
  }

  #plan(delayMs: number): void {
    if (this.#isStopped) return;
    this.#cancel = this.#options.world.after(delayMs, () => {
      this.#run().then(
        () => this.#plan(RECENT_EVERY_MS),
        (error: unknown) => {
          queueMicrotask(() => {
            throw error;
          });
        },
      );
    });
  }

  async #run(): Promise<void> {
    const nowMs = this.#options.world.monotonicMs();
    if (this.#dailyAtMs === null || nowMs - this.#dailyAtMs >= DAILY_EVERY_MS) {
      const report = await this.runDaily();
      if (report !== null && report.unreadCount === 0) this.#dailyAtMs = nowMs;
    } else {
      await this.runRecent();
    }
  }
}
