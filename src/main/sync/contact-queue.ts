/**
 * Shares the work between contacts. Each contact gets one step at a time, and only a few contacts are processed in
 * parallel. If a customer waits at the screen, their contact starts at once. A contact with no work left is removed.
 */
import type { ContactUuid } from '../../shared/ids.ts';
import { createRestartableTimer, type RestartableTimer } from '../../shared/restartable-timer.ts';
import { throwLater } from '../../shared/throw-later.ts';
import type { World } from '../world/world.ts';

/** When the same contact gets its next step. */
export type NextTurn = { kind: 'now' } | { kind: 'after'; delayMs: number } | { kind: 'idle' };

export const NOW: NextTurn = { kind: 'now' };
export const IDLE: NextTurn = { kind: 'idle' };

interface Entry {
  isRunning: boolean;
  /** True if the contact was poked while a step was running. Then another step follows at once. */
  isPokedAgain: boolean;
  timer: RestartableTimer;
}

export interface ContactQueueOptions {
  world: Pick<World, 'after'>;
  inFlightMax: number;
  /** Runs one step of this contact. */
  run: (contactUuid: ContactUuid) => Promise<NextTurn>;
}

export class ContactQueue {
  readonly #options: ContactQueueOptions;
  readonly #entries = new Map<ContactUuid, Entry>();
  readonly #ready = new Set<ContactUuid>();
  #runningCount = 0;
  #whenQuiet: (() => void) | null = null;
  #isStopped = false;

  constructor(options: ContactQueueOptions) {
    this.#options = options;
  }

  /**
   * Starts the contact as soon as there is a free place, or at once if it is urgent. A running timer of the contact is
   * cancelled.
   */
  poke(contactUuid: ContactUuid, urgency: 'normal' | 'urgent' = 'normal'): void {
    if (this.#isStopped) return;
    const entry = this.#entryOf(contactUuid);
    entry.timer.cancel();
    if (entry.isRunning) {
      entry.isPokedAgain = true;
      return;
    }
    if (urgency === 'urgent') this.#start(contactUuid, entry);
    else this.#ready.add(contactUuid);
    this.#fill();
  }

  /** Starts no more steps. Resolves when the running ones have ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#ready.clear();
    for (const entry of this.#entries.values()) entry.timer.cancel();
    if (this.#runningCount === 0) return;
    await new Promise<void>((resolve) => {
      this.#whenQuiet = resolve;
    });
  }

  #entryOf(contactUuid: ContactUuid): Entry {
    const entry = this.#entries.get(contactUuid) ?? {
      isRunning: false,
      isPokedAgain: false,
      timer: createRestartableTimer(this.#options.world),
    };
    this.#entries.set(contactUuid, entry);
    return entry;
  }

  #fill(): void {
    for (const contactUuid of this.#ready) {
      if (this.#runningCount >= this.#options.inFlightMax) return;
      this.#start(contactUuid, this.#entryOf(contactUuid));
    }
  }

  #start(contactUuid: ContactUuid, entry: Entry): void {
    this.#ready.delete(contactUuid);
    entry.isRunning = true;
    entry.isPokedAgain = false;
    this.#runningCount += 1;
    this.#options.run(contactUuid).then(
      (next) => this.#ended(contactUuid, entry, next),
      (error: unknown) => {
        // A broken invariant ends the process. The next run reads the journal again.
        this.#ended(contactUuid, entry, IDLE);
        throwLater(error);
      },
    );
  }

  #ended(contactUuid: ContactUuid, entry: Entry, next: NextTurn): void {
    entry.isRunning = false;
    this.#runningCount -= 1;
    if (this.#isStopped) {
      if (this.#runningCount === 0) this.#whenQuiet?.();
      return;
    }
    this.#plan(contactUuid, entry, entry.isPokedAgain ? NOW : next);
    this.#fill();
  }

  #plan(contactUuid: ContactUuid, entry: Entry, next: NextTurn): void {
    switch (next.kind) {
      case 'now':
        // The contact keeps its place: a contact that has begun is finished before another one starts.
        this.#start(contactUuid, entry);
        return;
      case 'after':
        entry.timer.restart(next.delayMs, () => {
          this.#ready.add(contactUuid);
          this.#fill();
        });
        return;
      case 'idle':
        this.#entries.delete(contactUuid);
    }
  }
}
