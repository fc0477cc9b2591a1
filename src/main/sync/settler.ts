/**
 * Brings the ledger one step nearer to what was promised. The steps (steps/) say what to do, and this performs it:
 * it writes to the journal, reports what it wrote, asks the API, and hands the reply to the step's next part.
 */
import { assertNever } from '../../shared/assert.ts';
import type { ContactUuid, OperationId } from '../../shared/ids.ts';
import type { Journal } from '../journal/journal.ts';
import type { Operation } from '../journal/operation.ts';
import type { Failure } from '../leat/outcome.ts';
import type { ServerClock } from '../leat/server-clock.ts';
import type { LeatRead } from '../leat/types.ts';
import type { World } from '../world/world.ts';
import { followMerge, type Followed } from './contact-merge.ts';
import { IDLE, type NextTurn } from './contact-queue.ts';
import type { Pace } from './delays.ts';
import { readLedger, type Reading } from './evidence.ts';
import { SettlerMemory, type KnownBaseline } from './memory.ts';
import { nextStep } from './next-step.ts';
import type { Sender } from './sender.ts';
import { afterRefusal } from './steps/contact-gone.ts';
import type { Facts } from './steps/facts.ts';
import { lookUp } from './steps/look-up.ts';
import { reverse } from './steps/reverse.ts';
import { send } from './steps/send.ts';
import type { Effect, Situation, Step } from './steps/step.ts';

/** Why an operation cannot go on now. */
export type Blocked = Failure | { kind: 'unwritable'; why: string };

export interface SettlerOptions {
  world: Pick<World, 'monotonicMs' | 'random'>;
  journal: Journal;
  read: LeatRead;
  clock: ServerClock;
  sender: Sender;
  isOwnShop: boolean;
  /** How long after a lost reply a commit may still come, and the list still lag. */
  settleMs: number;
  /** How often to try and to look. */
  pace: Pace;
  /** Called when another contact has something to settle. */
  poke: (contactUuid: ContactUuid) => void;
  /** Called after every change, once the journal has it, and when an operation cannot go on. */
  onStep: (operation: Operation, blocked: Blocked | null) => void;
}

/** Without the journal nothing can be decided, so the settler waits this long for the disk. */
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

  /** What was just read of a contact, so that its next operation can be sent without another reading. */
  setBaseline(contactUuid: ContactUuid, known: KnownBaseline): void {
    this.#memory.setBaseline(contactUuid, known);
  }

  /** One step of the operation that is first in line for this contact. */
  async settle(contactUuid: ContactUuid): Promise<NextTurn> {
    const operation = this.#options.journal.nextOpen(contactUuid);
    const step = operation === null ? null : this.#firstStep(operation);
    if (operation === null || step === null) {
      this.#memory.forgetAll(contactUuid);
      return IDLE;
    }
    return this.#perform(operation.id, step);
  }

  /** Null if there is nothing to do. */
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
          step = next.then(this.#situation(id, await this.#readLedger(id)));
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

  /** False if the disk did not take it. Then the rest of the step is dropped. */
  #apply(id: OperationId, effect: Effect): boolean {
    const { journal, onStep } = this.#options;
    switch (effect.kind) {
      case 'change':
        return this.#write(() => journal.change(id, effect.event, effect.change), effect.failure);
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
      default:
        return assertNever(effect);
    }
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
    return { reply, operation: this.#options.journal.get(id), facts: this.#facts };
  }

  #readLedger(id: OperationId): Promise<Reading> {
    const { journal, read, isOwnShop } = this.#options;
    const { contactUuid, shopUuid, baseline } = journal.get(id);
    const wantsBalance = !isOwnShop || (baseline?.balanceInCents ?? null) !== null;
    return readLedger(read, { contactUuid, shopUuid, wantsBalance });
  }

  #followMerge(id: OperationId): Promise<Followed> {
    return followMerge(this.#options, this.#options.journal.get(id).contactUuid);
  }
}

function factsOf(options: SettlerOptions, memory: SettlerMemory): Facts {
  const { world, journal, read, clock, isOwnShop, settleMs, pace } = options;
  return {
    capabilities: read.capabilities,
    isOwnShop,
    settleMs,
    pace,
    nowMs: () => world.monotonicMs(),
    serverNow: () => clock.serverNow(),
    random: () => world.random(),
    memoryOf: (operation) => memory.of(operation),
    baselineOf: (contactUuid) => memory.baselineOf(contactUuid),
    isClaimed: (uuid) => journal.isTaken(uuid),
  };
}
