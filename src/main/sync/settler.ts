/**
 * Brings the ledger one step nearer to the promise. The steps (steps/) decide what to do, and the settler performs it:
 * it writes to the journal, reports the changes, calls the API, and passes the reply to the next part of the step.
 */
import { assertNever } from '../../shared/assert.ts';
import type { ContactUuid, OperationId, TransactionUuid } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Journal } from '../journal/journal.ts';
import type { ShopUse } from '../journal/shop-use.ts';
import type { Operation, OperationChange } from '../journal/operation.ts';
import type { Failure } from '../leat/outcome.ts';
import type { ServerClock } from '../leat/server-clock.ts';
import type { LeatRead } from '../leat/types.ts';
import type { World } from '../world/world.ts';
import { followMerge, type Followed } from './contact-merge.ts';
import { IDLE, type NextTurn } from './contact-queue.ts';
import type { Pace } from './delays.ts';
import { readLedger, type Reach, type Reading } from './evidence.ts';
import { SettlerMemory, type KnownBaseline } from './memory.ts';
import { nextStep } from './next-step.ts';
import type { Sender } from './sender.ts';
import { afterRefusal } from './steps/contact-gone.ts';
import type { Facts } from './steps/facts.ts';
import { lookUp } from './steps/look-up.ts';
import { reverse } from './steps/reverse.ts';
import { send } from './steps/send.ts';
import type { Effect, Situation, Step } from './steps/step.ts';

/** Why an operation cannot continue now. */
export type Blocked = Failure | { kind: 'unwritable'; why: string };

export interface SettlerOptions {
  world: Pick<World, 'monotonicMs' | 'random'>;
  journal: Journal;
  read: LeatRead;
  clock: ServerClock;
  sender: Sender;
  shop: Pick<ShopUse, 'isOwn'>;
  /** How long after a lost reply the commit may still come, or the list may still lag. */
  settleMs: number;
  /** The waits between tries and between look-ups. */
  pace: Pace;
  /** True if the customer was told that this operation is not paid, and the journal could not take that yet. */
  isGivenUp: (id: OperationId) => boolean;
  /** Called when another contact now has an operation to settle. */
  poke: (contactUuid: ContactUuid) => void;
  /** Called after every change is in the journal, and when an operation cannot continue. */
  onStep: (operation: Operation, blocked: Blocked | null) => void;
}

/** Nothing can be decided without the journal, so the settler waits this long until the disk works again. */
const DISK_RETRY_MS = 5_000;

export class Settler {
  readonly #options: SettlerOptions;
  readonly #memory: SettlerMemory;
  readonly #facts: Facts;

  constructor(options: SettlerOptions) {
    const memory = new SettlerMemory(options);
    this.#options = options;
    this.#memory = memory;
    this.#facts = factsOf(options, memory);
  }

  /**
   * Stores the contact's baseline, which was just read, so that its next operation can be sent without another reading.
   */
  setBaseline(contactUuid: ContactUuid, known: KnownBaseline): void {
    this.#memory.setBaseline(contactUuid, known);
  }

  /** Stores the contact's balance before this operation, as the customer saw it. */
  setBalance(operation: Operation, balanceInCents: Cents | null): void {
    this.#memory.setBalance(operation, balanceInCents);
  }

  /** Runs one step of the operation that is first in line for this contact. */
  async settle(contactUuid: ContactUuid): Promise<NextTurn> {
    const operation = this.#options.journal.nextOpen(contactUuid);
    const step = operation === null ? null : this.#firstStep(this.#asAnswered(operation));
    if (operation === null || step === null) {
      this.#memory.forgetAll(contactUuid);
      return IDLE;
    }
    return this.#perform(operation.id, step);
  }

  /** Starts the next step of the operation. Null if there is nothing to do. */
  #firstStep(operation: Operation): Step | null {
    const name = nextStep(operation);
    switch (name) {
      case 'nothing':
        return null;
      case 'send':
        return send(operation, this.#facts);
      case 'lookUp':
        return lookUp(operation, this.#facts);
      case 'reverse':
        return reverse(operation, this.#facts);
      case 'hold':
        return afterRefusal(operation);
      default:
        return assertNever(name);
    }
  }

  async #perform(id: OperationId, first: Step): Promise<NextTurn> {
    const { journal, sender } = this.#options;
    let step = first;
    for (;;) {
      if (!step.effects.every((effect) => this.#apply(id, effect))) return this.#waitForDisk(id);
      const { next } = step;
      switch (next.kind) {
        case 'now':
        case 'after':
        case 'idle':
          return next;
        case 'waitForDisk':
          return this.#waitForDisk(id);
        case 'continue':
          await Promise.resolve();
          step = next.then(this.#situation(id, null));
          break;
        case 'readLedger':
          step = next.then(this.#situation(id, await this.#readLedger(id, next.reach)));
          break;
        case 'post':
          step = next.then(this.#situation(id, await sender.post(journal.get(id))));
          break;
        case 'followMerge':
          step = next.then(this.#situation(id, await this.#followMerge(id)));
          break;
        default:
          return assertNever(next);
      }
    }
  }

  /** Performs the effects. False if the disk refused a write. Then the rest of the step is dropped. */
  #apply(id: OperationId, effect: Effect): boolean {
    const { journal, onStep } = this.#options;
    switch (effect.kind) {
      case 'change':
        return this.#write(() => journal.change(id, effect.event, effect.change), effect.failure);
      case 'claim':
        return this.#claim(id, effect.change);
      case 'addReversal':
        return this.#write(() => {
          journal.addReversal(effect.row, journal.get(id), effect.method);
          return journal.get(id);
        }, null);
      case 'report':
        onStep(journal.get(id), effect.failure);
        return true;
      case 'setMemory':
        this.#memory.set(effect.memory);
        return true;
      case 'forgetMemory':
        this.#memory.forget(effect.contactUuid);
        return true;
      case 'setBaseline':
        this.#memory.setBaseline(effect.contactUuid, effect.known);
        return true;
      case 'forgetBaseline':
        this.#memory.forgetBaseline(effect.contactUuid);
        return true;
      default:
        return assertNever(effect);
    }
  }

  #claim(id: OperationId, change: OperationChange & { uuid: TransactionUuid }): boolean {
    const { journal, poke } = this.#options;
    const holder = journal.holderOf(change.uuid);
    const isWritten = this.#write(() => {
      if (holder !== null) journal.release(holder.id);
      return journal.change(id, 'present', change);
    }, null);
    if (isWritten && holder !== null) poke(holder.contactUuid);
    return isWritten;
  }

  /** Reports the operation once the journal has the change. */
  #write(write: () => Operation, failure: Failure | null): boolean {
    const result = this.#options.journal.write(write);
    if (result.kind === 'unwritable') return false;
    this.#options.onStep(result.value, failure);
    return true;
  }

  #waitForDisk(id: OperationId): NextTurn {
    const { journal, onStep } = this.#options;
    onStep(journal.get(id), { kind: 'unwritable', why: 'disk' });
    return { kind: 'after', delayMs: DISK_RETRY_MS };
  }

  #situation<Reply>(id: OperationId, reply: Reply): Situation<Reply> {
    const operation = this.#asAnswered(this.#options.journal.get(id));
    return { reply, operation, facts: this.#facts };
  }

  /** What was given up is never sent, also while the disk refuses to write the answer. */
  #asAnswered(operation: Operation): Operation {
    const isGivenUp = operation.ledger === 'absent' && this.#options.isGivenUp(operation.id);
    return isGivenUp ? { ...operation, promise: 'notPaid' } : operation;
  }

  #readLedger(id: OperationId, reach: Reach): Promise<Reading> {
    const { journal, read, shop } = this.#options;
    const { contactUuid, shopUuid, baseline } = journal.get(id);
    const wantsBalance = !shop.isOwn() || (baseline?.balanceInCents ?? null) !== null;
    return readLedger(read, { contactUuid, shopUuid, wantsBalance, reach });
  }

  #followMerge(id: OperationId): Promise<Followed> {
    return followMerge(this.#options, this.#options.journal.get(id).contactUuid);
  }
}

function factsOf(options: SettlerOptions, memory: SettlerMemory): Facts {
  const { world, journal, read, clock, shop, settleMs, pace } = options;
  return {
    capabilities: read.capabilities,
    get isOwnShop() {
      return shop.isOwn();
    },
    settleMs,
    pace,
    nowMs: () => world.monotonicMs(),
    ledgerNow: () => clock.ledgerNow(),
    random: () => world.random(),
    memoryOf: (operation) => memory.of(operation),
    baselineOf: (contactUuid) => memory.baselineOf(contactUuid),
    balanceBefore: (operation) => memory.balanceBefore(operation),
    isFirstInLine: ({ id, contactUuid }) => journal.nextOpen(contactUuid)?.id === id,
    isClaimed: (uuid) => journal.isTaken(uuid),
    misclaimOf: (uuid, contactUuid) => journal.misclaimOf(uuid, contactUuid),
  };
}
