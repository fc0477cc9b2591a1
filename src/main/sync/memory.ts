/** What the settler remembers about the contacts that it works on. A restart forgets it, which only costs time. */
import type { ContactUuid, OperationId } from '../../shared/ids.ts';
import type { Baseline, Operation } from '../journal/operation.ts';
import type { World } from '../world/world.ts';
import { delayMs, type Pace } from './delays.ts';

/** About the operation that is first in line for its contact. */
export interface Memory {
  operationId: OperationId;
  contactUuid: ContactUuid;
  sinceMs: number;
  /** How often it was looked up, or could not be sent. */
  attempt: number;
  nextLookMs: number;
  /** Looks since the settle time that showed it to be absent. */
  absentLooks: number;
  /** Looks in a row that contradicted the baseline. */
  contradictions: number;
  /** The server asked to get nothing of this contact before this time. */
  notBeforeMs: number;
}

/** A baseline, and when it was read by the monotonic clock. */
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
  /** The contact's rows after its last operation, so that a queue need not read the list before each send. */
  readonly #baselines = new Map<ContactUuid, KnownBaseline>();

  constructor(options: MemoryOptions) {
    this.#options = options;
  }

  /** Begins one if there is none of this operation. */
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
      // The server's wish is not about one operation only.
      notBeforeMs: known?.notBeforeMs ?? sinceMs,
    };
    this.set(memory);
    return memory;
  }

  set(memory: Memory): void {
    this.#memories.set(memory.contactUuid, memory);
  }

  /** Attempts and times start from zero again. */
  forget(contactUuid: ContactUuid): void {
    this.#memories.delete(contactUuid);
  }

  baselineOf(contactUuid: ContactUuid): KnownBaseline | null {
    return this.#baselines.get(contactUuid) ?? null;
  }

  setBaseline(contactUuid: ContactUuid, known: KnownBaseline): void {
    this.#baselines.set(contactUuid, known);
  }

  /** The contact has nothing left to settle. */
  forgetAll(contactUuid: ContactUuid): void {
    this.#memories.delete(contactUuid);
    this.#baselines.delete(contactUuid);
  }
}
