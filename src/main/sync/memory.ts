/** The settler's memory of the contacts that it works on. A restart loses it, which only costs time. */
import type { ContactUuid, OperationId } from '../../shared/ids.ts';
import type { Baseline, Operation } from '../journal/operation.ts';
import type { Cents } from '../../shared/money.ts';
import type { World } from '../world/world.ts';
import { delayMs, type Pace } from './delays.ts';
import type { Sweep } from './evidence.ts';

/** The memory of the operation that is first in line for its contact. */
export interface Memory {
  operationId: OperationId;
  contactUuid: ContactUuid;
  sinceMs: number;
  /** How often the operation was looked up, or could not be sent. */
  attempt: number;
  nextLookMs: number;
  /** The number of look-ups after the settle time that showed no row of the operation. */
  absentLooks: number;
  /** The number of look-ups in a row that contradicted the baseline. */
  contradictions: number;
  /** The whole list, while it is read over several look-ups. Null otherwise. */
  sweep: Sweep | null;
  /** How often the whole list was read for this operation. */
  sweeps: number;
  /** The server asked us to send nothing for this contact before this time. */
  notBeforeMs: number;
}

/** A baseline, and the time when its reading began, by the monotonic clock. */
export interface KnownBaseline {
  baseline: Baseline;
  atMs: number;
}

export interface MemoryOptions {
  world: Pick<World, 'monotonicMs' | 'random'>;
  pace: Pace;
}

export class SettlerMemory {
  readonly #options: MemoryOptions;
  readonly #memories = new Map<ContactUuid, Memory>();
  /**
   * The baseline of each contact after its last operation. With it, a queue need not read the list before each send.
   */
  readonly #baselines = new Map<ContactUuid, KnownBaseline>();

  /** The balance that the customer saw, for the operation that follows. */
  readonly #balances = new Map<ContactUuid, { operationId: OperationId; balanceInCents: Cents }>();

  constructor(options: MemoryOptions) {
    this.#options = options;
  }

  /** Returns the memory of this operation, or a new one. */
  of({ id, contactUuid }: Operation): Memory {
    const known = this.#memories.get(contactUuid);
    if (known?.operationId === id) return known;
    const { world, pace } = this.#options;
    const sinceMs = world.monotonicMs();
    const memory: Memory = {
      operationId: id,
      contactUuid,
      sinceMs,
      attempt: 0,
      nextLookMs: sinceMs + delayMs(pace.lookUpMs, 0, world.random()),
      absentLooks: 0,
      contradictions: 0,
      sweep: null,
      sweeps: 0,
      // The server's time limit applies to all operations of the contact, so it is kept.
      notBeforeMs: known?.notBeforeMs ?? sinceMs,
    };
    this.set(memory);
    return memory;
  }

  set(memory: Memory): void {
    this.#memories.set(memory.contactUuid, memory);
  }

  /** Forgets the memory of the contact's operation, so attempts and times start from zero. */
  forget(contactUuid: ContactUuid): void {
    this.#memories.delete(contactUuid);
  }

  baselineOf(contactUuid: ContactUuid): KnownBaseline | null {
    return this.#baselines.get(contactUuid) ?? null;
  }

  setBaseline(contactUuid: ContactUuid, known: KnownBaseline): void {
    this.#baselines.set(contactUuid, known);
  }

  /** The ledger has changed since, so the next operation reads its baseline again. */
  forgetBaseline(contactUuid: ContactUuid): void {
    this.#baselines.delete(contactUuid);
  }

  balanceBefore({ id, contactUuid }: Operation): Cents | null {
    const known = this.#balances.get(contactUuid);
    return known?.operationId === id ? known.balanceInCents : null;
  }

  setBalance({ id, contactUuid }: Operation, balanceInCents: Cents | null): void {
    if (balanceInCents === null) this.#balances.delete(contactUuid);
    else this.#balances.set(contactUuid, { operationId: id, balanceInCents });
  }

  /** Call it when the contact has nothing left to settle. */
  forgetAll(contactUuid: ContactUuid): void {
    this.#memories.delete(contactUuid);
    this.#baselines.delete(contactUuid);
    this.#balances.delete(contactUuid);
  }
}
