/** What every step of settling needs: the journal to write to, whom to tell, and what is remembered of a lane. */
import type { ContactUuid, OperationId } from '../../shared/ids.ts';
import type { Journal } from '../journal/journal.ts';
import type { Baseline, HeldReason, Operation, OperationChange } from '../journal/operation.ts';
import type { Failure } from '../leat/outcome.ts';
import type { ServerClock } from '../leat/server-clock.ts';
import type { LeatRead } from '../leat/types.ts';
import type { World } from '../world/world.ts';
import { delayMs, type Pace } from './delays.ts';
import { gatherEvidence, type Gathered } from './evidence.ts';
import { NOW, type Next } from './contact-queue.ts';
import { matchUnknown, type Evidence, type Verdict } from './match.ts';
import type { Sender } from './sender.ts';

/** Why an operation cannot go on just now. */
export type Blocked = Failure | { kind: 'unwritable'; why: string };

export interface SettleOptions {
  world: World;
  journal: Journal;
  read: LeatRead;
  clock: ServerClock;
  sender: Sender;
  isOwnShop: boolean;
  /** How long after a lost reply a commit may still come, and the list still lag. */
  settleMs: number;
  /** How often to try and to look. */
  pace: Pace;
  /** Something is to be done for this contact. */
  poke: (contactUuid: ContactUuid) => void;
  /** Told of every change, after it stands in the journal, and of every failure to go on. */
  onStep: (operation: Operation, blocked: Blocked | null) => void;
}

/** What is remembered of the operation at the head of a lane; a restart begins anew, which only takes longer. */
export interface Memory {
  operationId: OperationId;
  attempt: number;
  sinceMs: number;
  nextLookMs: number;
  absentLooks: number;
  /** The server asked not to be sent it before this. */
  notBeforeMs: number;
  contradictions: number;
}

/** A baseline, and when it was read by the monotonic clock. */
export interface KnownBaseline {
  baseline: Baseline;
  atMs: number;
}

export interface Change {
  event: string;
  change: OperationChange;
  failure?: Failure | null;
}

/** While the disk takes nothing, nothing can be decided; try again after this. */
const UNWRITABLE_RETRY_MS = 5_000;

export class SettleContext {
  readonly options: SettleOptions;
  readonly #memories = new Map<ContactUuid, Memory>();
  /** What a contact's rows were after its last operation, so that a queue need not list before each send. */
  readonly #baselines = new Map<ContactUuid, KnownBaseline>();

  constructor(options: SettleOptions) {
    this.options = options;
  }

  /** Writes the change and tells of it; null where the disk would not take it. */
  change({ id }: Operation, { event, change, failure }: Change): Operation | null {
    const { journal, onStep } = this.options;
    const result = journal.write(() => journal.change(id, event, change));
    if (result.kind === 'unwritable') return null;
    onStep(result.value, failure ?? null);
    return result.value;
  }

  hold(operation: Operation, heldReason: HeldReason): Next {
    const held = this.change(operation, { event: 'held', change: { heldReason } });
    return held === null ? this.blockedByDisk(operation) : NOW;
  }

  /** The row is this operation's own. */
  claim(operation: Operation, { row }: Extract<Verdict, { kind: 'present' }>): Next {
    const change: OperationChange = { ledger: 'present', uuid: row.uuid };
    const present = this.change(operation, { event: 'present', change });
    return present === null ? this.blockedByDisk(operation) : NOW;
  }

  blockedByDisk({ id }: Operation): Next {
    const { journal, onStep } = this.options;
    onStep(journal.get(id), { kind: 'unwritable', why: 'disk' });
    return { kind: 'after', delayMs: UNWRITABLE_RETRY_MS };
  }

  /** Everything that the ledger shows now of the operation's contact in its shop. */
  gather({ contactUuid, shopUuid, baseline }: Operation): Promise<Gathered> {
    const { read, isOwnShop } = this.options;
    const wantsBalance = !isOwnShop || (baseline?.balanceInCents ?? null) !== null;
    return gatherEvidence(read, { contactUuid, shopUuid, wantsBalance });
  }

  match(operation: Operation, evidence: Evidence): Verdict {
    const { isOwnShop, journal } = this.options;
    return matchUnknown(operation, evidence, {
      isOwnShop,
      isClaimed: (uuid) => journal.isSpokenFor(uuid),
    });
  }

  memoryOf({ id, contactUuid }: Operation): Memory {
    const known = this.#memories.get(contactUuid);
    if (known?.operationId === id) return known;
    const { world, pace } = this.options;
    const sinceMs = world.monotonicMs();
    const memory: Memory = {
      operationId: id,
      attempt: 0,
      sinceMs,
      nextLookMs: sinceMs + delayMs(pace.lookUpMs, 0, world.random()),
      absentLooks: 0,
      // The server's wish is not about one operation.
      notBeforeMs: known?.notBeforeMs ?? sinceMs,
      contradictions: 0,
    };
    this.#memories.set(contactUuid, memory);
    return memory;
  }

  /** Attempts and times count anew from here. */
  forgetMemory(contactUuid: ContactUuid): void {
    this.#memories.delete(contactUuid);
  }

  baselineOf(contactUuid: ContactUuid): KnownBaseline | null {
    return this.#baselines.get(contactUuid) ?? null;
  }

  noteBaseline(contactUuid: ContactUuid, known: KnownBaseline): void {
    this.#baselines.set(contactUuid, known);
  }

  noteEvidence(contactUuid: ContactUuid, { rows, balanceInCents }: Evidence): Baseline {
    const baseline = { balanceInCents, total: rows.length, uuids: rows.map(({ uuid }) => uuid) };
    this.noteBaseline(contactUuid, { baseline, atMs: this.options.world.monotonicMs() });
    return baseline;
  }

  /** The lane has nothing to do. */
  leave(contactUuid: ContactUuid): void {
    this.#memories.delete(contactUuid);
    this.#baselines.delete(contactUuid);
  }
}
