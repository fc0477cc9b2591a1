/**
 * Schedules the comparisons of the journal with the ledger: every 20 minutes for recent operations, and daily for all
 * operations since the last report.
 */
import * as v from 'valibot';
import { contactUuidSchema } from '../../shared/ids.ts';
import { createRestartableTimer, type RestartableTimer } from '../../shared/restartable-timer.ts';
import { throwLater } from '../../shared/throw-later.ts';
import { epochMs, epochMsSchema } from '../../shared/time.ts';
import type { Journal } from '../journal/journal.ts';
import type { Reports } from '../journal/reports.ts';
import type { ServerClock } from '../leat/server-clock.ts';
import type { Report } from '../sync/reconcile.ts';
import type { Sync } from '../sync/sync.ts';
import type { World } from '../world/world.ts';

export interface ReconcilerOptions {
  world: Pick<World, 'after' | 'monotonicMs'>;
  journal: Journal;
  reports: Reports;
  clock: ServerClock;
  sync: Sync;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** These comparisons find a row that was committed after it was proven absent. */
const RECENT_EVERY_MS = 20 * MINUTE_MS;
const RECENT_MS = 3 * HOUR_MS;
const DAILY_EVERY_MS = 24 * HOUR_MS;
/** Two reports overlap by this much, so that no operation is missed between them. */
const OVERLAP_MS = 3 * HOUR_MS;
const FIRST_AFTER_MS = 5 * MINUTE_MS;

/** The values that the next report needs from the previous one. */
const storedSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ at: v.nullable(epochMsSchema), unread: v.array(contactUuidSchema) }),
);

export class Reconciler {
  readonly #options: ReconcilerOptions;
  #dailyAtMs: number | null = null;
  readonly #timer: RestartableTimer;
  #isStopped = false;
  readonly #underway = new Set<Promise<unknown>>();

  constructor(options: ReconcilerOptions) {
    this.#options = options;
    this.#timer = createRestartableTimer(options.world);
  }

  start(): void {
    this.#plan(FIRST_AFTER_MS);
  }

  /** Starts no more comparisons. Resolves when the running ones have ended (stopping sync cuts them short). */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#timer.cancel();
    await Promise.all(this.#underway);
  }

  /** Compares all operations that were sent since the last report, and stores a new report. */
  runDaily(): Promise<Report> {
    return this.#track(this.#daily());
  }

  /**
   * Compares the operations that were sent in the last three hours, or in the three hours before the last POST if the
   * server's time is not known.
   */
  runRecent(): Promise<Report> {
    return this.#track(this.#recent());
  }

  async #track<T>(work: Promise<T>): Promise<T> {
    this.#underway.add(work);
    try {
      return await work;
    } finally {
      this.#underway.delete(work);
    }
  }

  async #daily(): Promise<Report> {
    const { reports, sync, journal } = this.#options;
    const last = this.#last();
    const since = epochMs(last.at === null ? 0 : last.at - OVERLAP_MS);
    const unread = new Set(last.unread);
    const contacts = new Set([...journal.contactsSince(since), ...unread]);
    const report = await sync.reconcile([...contacts], (contactUuid) =>
      unread.has(contactUuid) ? epochMs(0) : since,
    );
    if (isWorthKeeping(report)) reports.add(JSON.stringify(report));
    return report;
  }

  async #recent(): Promise<Report> {
    const { sync, journal, clock } = this.#options;
    const nowMs = clock.ledgerNow()?.earliest ?? journal.lastSentAt() ?? 0;
    const since = epochMs(Math.max(0, nowMs - RECENT_MS));
    return sync.reconcile(journal.contactsSince(since), () => since);
  }

  /** Without a readable report, the next one compares everything. */
  #last(): v.InferOutput<typeof storedSchema> {
    const last = this.#options.reports.last();
    const stored = last === null ? null : v.safeParse(storedSchema, last.body);
    return stored?.success === true ? stored.output : { at: null, unread: [] };
  }

  #plan(delayMs: number): void {
    if (this.#isStopped) return;
    this.#timer.restart(delayMs, () => {
      this.#run().then(() => this.#plan(RECENT_EVERY_MS), throwLater);
    });
  }

  async #run(): Promise<void> {
    const nowMs = this.#options.world.monotonicMs();
    if (this.#dailyAtMs === null || nowMs - this.#dailyAtMs >= DAILY_EVERY_MS) {
      const report = await this.runDaily();
      if (isWorthKeeping(report)) this.#dailyAtMs = nowMs;
    } else {
      await this.runRecent();
    }
  }
}

/**
 * If no contact could be read, the report is not stored, and the comparison runs again soon. Single contacts that could
 * not be read are in the next report.
 */
function isWorthKeeping({ contactCount, unread }: Report): boolean {
  return contactCount === 0 || unread.length < contactCount;
}
