/**
 * Tracks whether the API can be reached, and if not, why. It learns from the outcome of every call.
 * If there was no call for a while, it calls the API's health check, so that it notices within five seconds that the
 * kiosk is offline.
 */
import { assertNever } from '../../shared/assert.ts';
import type { OfflineReason } from '../../shared/contract.ts';
import { createRestartableTimer, type RestartableTimer } from '../../shared/restartable-timer.ts';
import { throwLater } from '../../shared/throw-later.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { Failure, Outcome } from '../leat/outcome.ts';
import type { World } from '../world/world.ts';

export type ConnectionState =
  { kind: 'online' } | { kind: 'offline'; reason: OfflineReason; since: EpochMs };

export interface ConnectionOptions {
  world: Pick<World, 'now' | 'monotonicMs' | 'after'>;
  /** A cheap call with its own time limit (documented: Health check). */
  probe: () => Promise<Outcome<unknown>>;
  onChange: (state: ConnectionState) => void;
}

/** Together with the time limit of the probe, this is less than five seconds. */
export const PROBE_INTERVAL_MS = 2_400;
export const PROBE_TIMEOUT_MS = 2_400;

/** A server that answers but refuses this terminal is probed less often than one that is silent. */
const REFUSED_INTERVALS_MS: Partial<Record<OfflineReason, { firstMs: number; maxMs: number }>> = {
  // Staff must enter another token, and that restarts the program.
  tokenRefused: { firstMs: 20_000, maxMs: 5 * 60_000 },
  // The wait if the server does not say how long to wait.
  busy: { firstMs: 5_000, maxMs: 60_000 },
};

export class Connection {
  readonly #options: ConnectionOptions;
  #state: ConnectionState = { kind: 'online' };
  #heardAtMs = -Infinity;
  /** The server asked us to send nothing before this time. Calls for a customer ignore this; probes do not. */
  #quietUntilMs = -Infinity;
  /** How many probes in a row confirmed the present state. Other calls do not count. */
  #probesInState = 0;
  readonly #timer: RestartableTimer;
  /** When the next probe is due. Infinite while a probe is running, because it plans the next one. */
  #tickAtMs = Infinity;
  #isStopped = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#timer = createRestartableTimer(options.world);
  }

  get state(): ConnectionState {
    return this.#state;
  }

  start(): void {
    this.#plan(0);
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer.cancel();
  }

  /** Call it with the outcome of every call. */
  observe(outcome: Outcome<unknown>): void {
    if (this.#isStopped) return;
    const nowMs = this.#options.world.monotonicMs();
    this.#heardAtMs = nowMs;
    this.#quietUntilMs =
      outcome.kind === 'ok'
        ? -Infinity
        : // A refusal without a wait does not shorten the wait of an earlier refusal.
          Math.max(this.#quietUntilMs, nowMs + waitOf(outcome));
    this.#take(outcome.kind === 'ok' ? null : offlineReasonOf(outcome));
    // The server answers again, so a probe that is planned for much later runs earlier.
    if (this.#tickAtMs < Infinity && this.#dueMs() < this.#tickAtMs) {
      this.#plan(this.#dueMs() - nowMs);
    }
  }

  #take(reason: OfflineReason | null): void {
    if (reason === null) {
      if (this.#state.kind === 'offline') this.#set({ kind: 'online' });
      return;
    }
    if (this.#state.kind === 'offline' && this.#state.reason === reason) return;
    const since = this.#state.kind === 'offline' ? this.#state.since : this.#options.world.now();
    this.#set({ kind: 'offline', reason, since });
  }

  #set(state: ConnectionState): void {
    this.#state = state;
    this.#probesInState = 0;
    this.#options.onChange(state);
  }

  #plan(delayMs: number): void {
    if (this.#isStopped) return;
    this.#tickAtMs = this.#options.world.monotonicMs() + delayMs;
    this.#timer.restart(delayMs, () => this.#tick());
  }

  #dueMs(): number {
    return Math.max(this.#heardAtMs + this.#intervalMs(), this.#quietUntilMs);
  }

  #tick(): void {
    this.#tickAtMs = Infinity;
    const waitMs = this.#dueMs() - this.#options.world.monotonicMs();
    if (waitMs > 0) {
      this.#plan(waitMs);
      return;
    }
    this.#options.probe().then(
      (outcome) => {
        this.observe(outcome);
        this.#probesInState += 1;
        this.#plan(PROBE_INTERVAL_MS);
      },
      // The API client never rejects. If it did, the program must stop instead of assuming that it is online.
      throwLater,
    );
  }

  #intervalMs(): number {
    const rare =
      this.#state.kind === 'offline' ? REFUSED_INTERVALS_MS[this.#state.reason] : undefined;
    return rare === undefined || this.#probesInState === 0
      ? PROBE_INTERVAL_MS
      : Math.min(rare.firstMs * 2 ** (this.#probesInState - 1), rare.maxMs);
  }
}

function waitOf(outcome: Outcome<unknown>): number {
  return outcome.kind === 'refused' || outcome.kind === 'unknown' ? (outcome.retryAfterMs ?? 0) : 0;
}

/** Null if the API itself answered. A refused request does not mean that the kiosk is offline. */
export function offlineReasonOf(failure: Failure): OfflineReason | null {
  switch (failure.kind) {
    case 'notSent':
      return failure.why === 'connectTimeout' ? 'timeout' : failure.why;
    case 'unknown':
      return UNKNOWN_REASONS[failure.why];
    case 'refused':
      return REFUSED_REASONS[failure.reason] ?? null;
    default:
      return assertNever(failure);
  }
}

const UNKNOWN_REASONS = {
  timeout: 'timeout',
  reset: 'timeout',
  tooLarge: 'serverError',
  serverError: 'serverError',
  maintenance: 'serverError',
  notFromApi: 'captivePortal',
  redirected: 'captivePortal',
  malformed: 'serverError',
  undecodable: 'serverError',
  otherRequest: 'serverError',
} as const satisfies Record<Extract<Failure, { kind: 'unknown' }>['why'], OfflineReason>;

const REFUSED_REASONS: Partial<
  Record<Extract<Failure, { kind: 'refused' }>['reason'], OfflineReason>
> = {
  unauthorized: 'tokenRefused',
  forbidden: 'tokenRefused',
  rateLimited: 'busy',
};
