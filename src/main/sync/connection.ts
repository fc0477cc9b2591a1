/**
 * Whether the ledger can be reached, and if not, why. Every call tells it; when none has been made for a while
 * and somebody may be looking, it asks for the API's health, so that being offline is noticed within five seconds.
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
  /** A cheap call with a time limit of its own (documented: Health check). */
  probe: () => Promise<Outcome<unknown>>;
  onChange: (state: ConnectionState) => void;
}

/** With a probe's own limit of as much again, silence is noticed within five seconds. */
export const PROBE_INTERVAL_MS = 2_400;
export const PROBE_TIMEOUT_MS = 2_400;

/** A server that answers, and says no to this terminal, is not asked as often as one that is silent. */
const REFUSED_INTERVALS_MS: Partial<Record<OfflineReason, { firstMs: number; maxMs: number }>> = {
  // Staff have to give it another token, and that starts the program anew.
  tokenRefused: { firstMs: 20_000, maxMs: 5 * 60_000 },
  // Where it does not say for how long.
  busy: { firstMs: 5_000, maxMs: 60_000 },
};

export class Connection {
  readonly #options: ConnectionOptions;
  #state: ConnectionState = { kind: 'online' };
  #heardAtMs = -Infinity;
  /** The server asked not to be called before this; it is, by a customer, but never to try whether it is back. */
  #quietUntilMs = -Infinity;
  /** Probes that were answered with the present state, one after the other; a refusal of some other call is none. */
  #probesInState = 0;
  readonly #timer: RestartableTimer;
  /** When the next probe is thought of; infinite while one is under way, which plans the next one. */
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

  /** To be told of every outcome of every call. */
  observe(outcome: Outcome<unknown>): void {
    if (this.#isStopped) return;
    const nowMs = this.#options.world.monotonicMs();
    this.#heardAtMs = nowMs;
    this.#quietUntilMs =
      outcome.kind === 'ok'
        ? -Infinity
        : // Another call that is refused without a time does not shorten the one that was named.
          Math.max(this.#quietUntilMs, nowMs + waitOf(outcome));
    this.#take(outcome.kind === 'ok' ? null : offlineReasonOf(outcome));
    // A probe that was put off for long is not, once the server answers again.
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
      // The client never rejects. If it did, the program must stop rather than believe that it is online.
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

/** Null where the API itself has answered: a refusal of one request is no lack of a connection. */
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
} as const satisfies Record<Extract<Failure, { kind: 'unknown' }>['why'], OfflineReason>;

const REFUSED_REASONS: Partial<
  Record<Extract<Failure, { kind: 'refused' }>['reason'], OfflineReason>
> = {
  unauthorized: 'tokenRefused',
  forbidden: 'tokenRefused',
  rateLimited: 'busy',
};
