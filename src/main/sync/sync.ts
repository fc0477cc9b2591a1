/** Makes the ledger equal the promises: one sequencer for live work and for the queue. */
import type { ContactUuid, OperationId } from '../../shared/ids.ts';
import type { Operation } from '../journal/operation.ts';
import type { Written } from '../journal/disk-errors.ts';
import { DrainMeter, type DrainProgress } from './drain-meter.ts';
import { IDLE, ContactQueue, type Next } from './contact-queue.ts';
import { reconcile, type Report } from './reconcile.ts';
import {
  SettleContext,
  type Blocked,
  type KnownBaseline,
  type SettleOptions,
} from './settle-context.ts';
import { settleStep } from './settler.ts';

export interface SyncOptions extends Omit<SettleOptions, 'onStep' | 'poke'> {
  /** Contacts that are worked on at once. */
  inFlightMax: number;
  /** Told of every operation that changed, after it stands in the journal. */
  onOperation: (operation: Operation) => void;
  /** Told when something that the screens show may have changed. */
  onChange: () => void;
}

/** Called with every change of an operation that somebody waits for, after it stands in the journal. */
export type Watcher = (operation: Operation, blocked: Blocked | null) => void;

export interface Submission {
  operation: Operation;
  /** Null for one that was promised already. */
  watcher: Watcher | null;
  /** What was just read of the contact; null to have it read before the send. */
  known: KnownBaseline | null;
}

export class Sync {
  readonly #options: SyncOptions;
  readonly #context: SettleContext;
  readonly #queue: ContactQueue;
  readonly #meter: DrainMeter;
  readonly #watchers = new Map<OperationId, Watcher>();
  readonly #watched = new Map<ContactUuid, number>();
  #isOnline = true;
  #isStopped = false;

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#meter = new DrainMeter(() => options.world.monotonicMs());
    this.#context = new SettleContext({
      ...options,
      onStep: (operation, blocked) => this.#onStep(operation, blocked),
      poke: (contactUuid) => this.poke(contactUuid),
    });
    this.#queue = new ContactQueue({
      world: options.world,
      inFlightMax: options.inFlightMax,
      run: (contactUuid) => this.#run(contactUuid),
    });
  }

  /** Takes up what an earlier run of the program left open. */
  start(): void {
    this.#pokeAll();
  }

  /** Begins no step any more, and no contact's comparison; resolves when the steps under way have ended. */
  stop(): Promise<void> {
    this.#isStopped = true;
    return this.#queue.stop();
  }

  /** Hands over an operation that stands in the journal. */
  submit({ operation, watcher, known }: Submission): void {
    if (known !== null) this.#context.noteBaseline(operation.contactUuid, known);
    if (watcher !== null) {
      this.#watchers.set(operation.id, watcher);
      this.#watched.set(operation.contactUuid, (this.#watched.get(operation.contactUuid) ?? 0) + 1);
    }
    this.#queue.poke(operation.contactUuid, watcher === null ? 'normal' : 'urgent');
    this.#options.onChange();
  }

  /** Nobody waits for it any more. */
  unwatch({ id, contactUuid }: Operation): void {
    if (!this.#watchers.delete(id)) return;
    const left = (this.#watched.get(contactUuid) ?? 1) - 1;
    if (left === 0) this.#watched.delete(contactUuid);
    else this.#watched.set(contactUuid, left);
  }

  /** What the customer is told, written down first; sync then makes the ledger agree. */
  promise(operationId: OperationId, promise: 'paid' | 'notPaid'): Written<Operation> {
    const { journal } = this.#options;
    const result = journal.write(() => journal.change(operationId, 'promised', { promise }));
    if (result.kind === 'written') {
      this.#queue.poke(result.value.contactUuid);
      this.#options.onChange();
    }
    return result;
  }

  /** Something about this contact changed from outside (staff, reconciliation). */
  poke(contactUuid: ContactUuid): void {
    this.#queue.poke(contactUuid);
    this.#changedFromOutside();
  }

  /** While the ledger is out of reach the queue rests; it goes on, oldest first, when it is back. */
  setOnline(isOnline: boolean): void {
    if (isOnline === this.#isOnline) return;
    this.#isOnline = isOnline;
    if (isOnline) {
      this.#meter.begin(this.#options.journal.queued());
      this.#pokeAll();
    } else {
      this.#meter.end();
    }
    this.#options.onChange();
  }

  progress(): DrainProgress | null {
    return this.#meter.progress();
  }

  /** Compares the journal with the ledger for these contacts; late doubles are set right, all else is reported. */
  async reconcile(contacts: readonly ContactUuid[]): Promise<Report> {
    const report = await reconcile(this.#context.options, contacts, () => this.#isStopped);
    for (const contactUuid of report.touched) this.#queue.poke(contactUuid);
    this.#changedFromOutside();
    return report;
  }

  async #run(contactUuid: ContactUuid): Promise<Next> {
    if (!this.#isOnline && !this.#watched.has(contactUuid)) return IDLE;
    return settleStep(this.#context, contactUuid);
  }

  #changedFromOutside(): void {
    this.#meter.recount(() => this.#options.journal.queued());
    this.#options.onChange();
  }

  #pokeAll(): void {
    for (const contactUuid of this.#options.journal.openContacts()) this.#queue.poke(contactUuid);
  }

  #onStep(operation: Operation, blocked: Blocked | null): void {
    this.#meter.note(operation);
    this.#options.onOperation(operation);
    this.#watchers.get(operation.id)?.(operation, blocked);
    this.#options.onChange();
  }
}
