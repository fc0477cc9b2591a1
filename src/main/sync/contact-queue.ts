/**
 * Work in queue, one for each contact: one thing at a time in a lane, a bounded number of queue at once.
 * Urgent queue (somebody waits at the screen) start at once. A lane that has nothing to do is forgotten.
 */
import type { ContactUuid } from '../../shared/ids.ts';
import { createRestartableTimer, type RestartableTimer } from '../../shared/restartable-timer.ts';
import { throwLater } from '../../shared/throw-later.ts';
import type { World } from '../world/world.ts';

/** What a lane does after one step. */
export type Next = { kind: 'now' } | { kind: 'after'; delayMs: number } | { kind: 'idle' };

export const NOW: Next = { kind: 'now' };
export const IDLE: Next = { kind: 'idle' };

interface Lane {
  isRunning: boolean;
  /** Somebody asked for it while it was running: run it again after. */
  isAskedAgain: boolean;
  timer: RestartableTimer;
}

export interface ContactQueueOptions {
  world: Pick<World, 'after'>;
  inFlightMax: number;
  /** One step of a lane. */
  run: (contactUuid: ContactUuid) => Promise<Next>;
}

export class ContactQueue {
  readonly #options: ContactQueueOptions;
  readonly #queue = new Map<ContactUuid, Lane>();
  readonly #ready = new Set<ContactUuid>();
  #runningCount = 0;
  #whenQuiet: (() => void) | null = null;
  #isStopped = false;

  constructor(options: ContactQueueOptions) {
    this.#options = options;
  }

  /** Runs the lane as soon as there is room, or at once where it is urgent; a waiting lane is woken. */
  poke(contactUuid: ContactUuid, urgency: 'normal' | 'urgent' = 'normal'): void {
    if (this.#isStopped) return;
    const lane = this.#laneOf(contactUuid);
    lane.timer.cancel();
    if (lane.isRunning) {
      lane.isAskedAgain = true;
      return;
    }
    if (urgency === 'urgent') this.#start(contactUuid, lane);
    else this.#ready.add(contactUuid);
    this.#fill();
  }

  /** No step is begun any more; resolves when the running ones have ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#ready.clear();
    for (const lane of this.#queue.values()) lane.timer.cancel();
    if (this.#runningCount === 0) return;
    await new Promise<void>((resolve) => {
      this.#whenQuiet = resolve;
    });
  }

  #laneOf(contactUuid: ContactUuid): Lane {
    const lane = this.#queue.get(contactUuid) ?? {
      isRunning: false,
      isAskedAgain: false,
      timer: createRestartableTimer(this.#options.world),
    };
    this.#queue.set(contactUuid, lane);
    return lane;
  }

  #fill(): void {
    for (const contactUuid of this.#ready) {
      if (this.#runningCount >= this.#options.inFlightMax) return;
      this.#start(contactUuid, this.#laneOf(contactUuid));
    }
  }

  #start(contactUuid: ContactUuid, lane: Lane): void {
    this.#ready.delete(contactUuid);
    lane.isRunning = true;
    lane.isAskedAgain = false;
    this.#runningCount += 1;
    this.#options.run(contactUuid).then(
      (next) => this.#ended(contactUuid, lane, next),
      (error: unknown) => {
        // A broken invariant must be seen, not swallowed: it ends the process, and the journal is read anew.
        this.#ended(contactUuid, lane, IDLE);
        throwLater(error);
      },
    );
  }

  #ended(contactUuid: ContactUuid, lane: Lane, next: Next): void {
    lane.isRunning = false;
    this.#runningCount -= 1;
    if (this.#isStopped) {
      if (this.#runningCount === 0) this.#whenQuiet?.();
      return;
    }
    this.#plan(contactUuid, lane, lane.isAskedAgain ? NOW : next);
    this.#fill();
  }

  #plan(contactUuid: ContactUuid, lane: Lane, next: Next): void {
    switch (next.kind) {
      case 'now':
        // To the front: a lane that has begun is brought to its end before another is opened.
        this.#start(contactUuid, lane);
        return;
      case 'after':
        lane.timer.restart(next.delayMs, () => {
          this.#ready.add(contactUuid);
          this.#fill();
        });
        return;
      case 'idle':
        this.#queue.delete(contactUuid);
    }
  }
}
