/**
 * Makes the ledger equal to the promises, for live payments and for the offline queue.
 * To follow one operation, read `submit` here, then contact-queue.ts, settler.ts, next-step.ts, and the steps in
 * steps/.
 */
import type { ContactUuid, OperationId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { ShopUse } from '../journal/shop-use.ts';
import { epochMs } from '../../shared/time.ts';
import type { Operation } from '../journal/operation.ts';
import type { Written } from '../journal/disk-errors.ts';
import type { World } from '../world/world.ts';
import { DrainMeter, type DrainProgress } from './drain-meter.ts';
import { IDLE, ContactQueue, type NextTurn } from './contact-queue.ts';
import { reconcile, type ReconcileOptions, type Report } from './reconcile.ts';
import type { KnownBaseline } from './memory.ts';
import { Settler, type Blocked, type SettlerOptions } from './settler.ts';

/** The wait between two pages of a long list that is read in the background. */
const PAGE_PAUSE_MS = 500;

export interface SyncOptions extends Omit<
  SettlerOptions,
  'onStep' | 'poke' | 'shop' | 'isGivenUp'
> {
  shop: ShopUse;
  world: World;
  /** How many contacts are processed in parallel. */
  inFlightMax: number;
  /** Called with every operation that changed, after the journal has the change. */
  onOperation: (operation: Operation) => void;
  /** Called when something that the screens show may have changed. */
  onChange: () => void;
}

/** Called with every change of an operation that a customer waits for, after the journal has the change. */
export type Watcher = (operation: Operation, blocked: Blocked | null) => void;

export interface Submission {
  operation: Operation;
  /** Null if the operation was promised already. */
  watcher: Watcher | null;
  /** The contact's baseline, which was just read. Null means that it must be read before the send. */
  known: KnownBaseline | null;
  /** The contact's balance, as the customer saw it. */
  balanceInCents: Cents | null;
}

export class Sync {
  readonly #options: SyncOptions;
  readonly #settler: Settler;
  readonly #queue: ContactQueue;
  readonly #meter: DrainMeter;
  readonly #watchers = new Map<OperationId, Watcher>();
  readonly #watched = new Map<ContactUuid, number>();
  /** Operations whose customer was told 'not paid' before the journal could take it. A restart makes them that too. */
  readonly #givenUp = new Set<OperationId>();
  #isOnline = true;
  #isStopped = false;

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#meter = new DrainMeter(() => options.world.monotonicMs());
    this.#settler = new Settler({
      ...options,
      onStep: (operation, blocked) => this.#onStep(operation, blocked),
      isGivenUp: (id) => this.#givenUp.has(id),
      poke: (contactUuid) => this.poke(contactUuid),
    });
    this.#queue = new ContactQueue({
      world: options.world,
      inFlightMax: options.inFlightMax,
      run: (contactUuid) => this.#run(contactUuid),
    });
  }

  /** Continues with the operations that the last run of the program left open. */
  start(): void {
    this.#pokeAll();
  }

  /** Starts no more steps and compares no more contacts. Resolves when the running steps have ended. */
  stop(): Promise<void> {
    this.#isStopped = true;
    return this.#queue.stop();
  }

  /** Starts to settle an operation that is already in the journal. */
  submit({ operation, watcher, known, balanceInCents }: Submission): void {
    if (known !== null) this.#settler.setBaseline(operation.contactUuid, known);
    this.#settler.setBalance(operation, balanceInCents);
    if (watcher !== null) {
      this.#watchers.set(operation.id, watcher);
      this.#watched.set(operation.contactUuid, (this.#watched.get(operation.contactUuid) ?? 0) + 1);
    }
    this.#queue.poke(operation.contactUuid, watcher === null ? 'normal' : 'urgent');
    this.#options.onChange();
  }

  /** Call it when the customer has an answer. The watcher of the operation is not called any more. */
  unwatch({ id, contactUuid }: Operation): void {
    if (!this.#watchers.delete(id)) return;
    const left = (this.#watched.get(contactUuid) ?? 1) - 1;
    if (left === 0) this.#watched.delete(contactUuid);
    else this.#watched.set(contactUuid, left);
  }

  /**
   * Records the promise in the journal before the customer sees it. Sync then makes the ledger equal to the promise.
   * 'Not paid' holds even if the journal cannot take it yet: the operation is not sent any more. Call it again until it
   * is written.
   */
  promise(operationId: OperationId, promise: 'paid' | 'notPaid'): Written<Operation> {
    const { journal } = this.#options;
    const result = journal.write(() => journal.change(operationId, 'promised', { promise }));
    if (result.kind === 'unwritable') {
      if (promise === 'notPaid') this.#givenUp.add(operationId);
    } else {
      this.#givenUp.delete(operationId);
      this.#queue.poke(result.value.contactUuid);
      this.#options.onChange();
    }
    return result;
  }

  /** Call it when staff or a reconciliation changed an operation of this contact. */
  poke(contactUuid: ContactUuid): void {
    this.#queue.poke(contactUuid);
    this.#changedFromOutside();
  }

  /** The queue pauses while the kiosk is offline. Afterwards it continues, oldest first. */
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

  /**
   * Compares the journal with the ledger for these contacts, for what was sent since `sinceOf`. It acts on late rows and reports every other difference.
   */
  async reconcile(
    contacts: readonly ContactUuid[],
    sinceOf: ReconcileOptions['sinceOf'] = () => epochMs(0),
  ): Promise<Report> {
    const report = await reconcile(
      {
        ...this.#options,
        poke: (touched: ContactUuid) => this.poke(touched),
        isCutShort: () => this.#isStopped,
        sinceOf,
        pause: () => this.#pause(),
      },
      contacts,
    );
    for (const contactUuid of report.touched) this.#queue.poke(contactUuid);
    this.#changedFromOutside();
    return report;
  }

  /** False if sync was stopped meanwhile. */
  #pause(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#options.world.after(PAGE_PAUSE_MS, () => resolve(!this.#isStopped));
    });
  }

  async #run(contactUuid: ContactUuid): Promise<NextTurn> {
    if (!this.#isOnline && !this.#watched.has(contactUuid)) return IDLE;
    return this.#settler.settle(contactUuid);
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
