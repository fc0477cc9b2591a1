/** A world with a virtual clock and a network that leads to the sandbox's model. It never waits in real time. */
import { damagedResponse, type Plan } from '../../src/sandbox/faults/plan.ts';
import { requestFromUrl, type SandboxRequest } from '../../src/sandbox/http/exchange.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/model.ts';
import { seededRandom } from '../../src/sandbox/random.ts';
import { SANDBOX_TOKEN } from './names.ts';
import { epochMs } from '../../src/shared/time.ts';
import type { HttpRequest, HttpResult, NotSentWhy, World } from '../../src/main/world/world.ts';

export const STARTED_MS = Date.UTC(2026, 0, 5, 9, 0, 0);

export interface SentRequest {
  atMs: number;
  request: HttpRequest;
}

export interface VirtualWorld extends World {
  readonly sandbox: Sandbox;
  /** Every request in order, including those that never left. */
  readonly requests: readonly SentRequest[];
  /** How long a request takes to the server, and how long its reply takes back. */
  latencyMs: number;
  /** Why nothing leaves this machine. Null while the network works. */
  down: NotSentWhy | null;
  /** Moves the machine's wall clock, and no other clock. */
  setWallClock(byMs: number): void;
  /** Lets time pass. Every timer that is due runs in order, with everything that follows from it. */
  advance(ms: number): Promise<void>;
  /** Lets time pass until the promise is settled, and returns its value. */
  until<T>(promise: Promise<T>): Promise<T>;
}

interface Timer {
  dueMs: number;
  order: number;
  run: () => void;
}

const UNTIL_MS_MAX = 30 * 60_000;

export function aVirtualWorld(): VirtualWorld {
  const timers = new Set<Timer>();
  const requests: SentRequest[] = [];
  const random = seededRandom(7);
  let elapsedMs = 0;
  let wallOffsetMs = 0;
  let order = 0;
  let ids = 0;

  const after = (delayMs: number, run: () => void): (() => void) => {
    const timer = { dueMs: elapsedMs + delayMs, order: (order += 1), run };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  const sandbox = createSandbox({
    dbFile: ':memory:',
    token: SANDBOX_TOKEN,
    now: () => STARTED_MS + elapsedMs,
    newId: () => `row-${String((ids += 1))}`,
    random,
  });

  const world: VirtualWorld = {
    sandbox,
    requests,
    latencyMs: 10,
    down: null,
    now: () => epochMs(STARTED_MS + elapsedMs + wallOffsetMs),
    monotonicMs: () => elapsedMs,
    random,
    newId: () => `0000-operation-${String((ids += 1)).padStart(6, '0')}`,
    after,
    setWallClock(byMs) {
      wallOffsetMs += byMs;
    },
    http(request) {
      requests.push({ atMs: elapsedMs, request });
      return exchange(world, request);
    },
    async advance(ms) {
      const endMs = elapsedMs + ms;
      await settled();
      for (let next = nextDue(endMs); next !== null; next = nextDue(endMs)) {
        timers.delete(next);
        elapsedMs = Math.max(elapsedMs, next.dueMs);
        next.run();
        await settled();
      }
      elapsedMs = Math.max(elapsedMs, endMs);
    },
    async until(promise) {
      const watch = { isOver: false };
      const finish = (): void => {
        watch.isOver = true;
      };
      promise.then(finish, finish);
      const endMs = elapsedMs + UNTIL_MS_MAX;
      await settled();
      for (let next = nextDue(endMs); !watch.isOver && next !== null; next = nextDue(endMs)) {
        await world.advance(Math.max(0, next.dueMs - elapsedMs));
      }
      if (!watch.isOver) throw new Error('nothing is left that could settle the promise');
      return promise;
    },
  };
  return world;

  function nextDue(endMs: number): Timer | null {
    let next: Timer | null = null;
    for (const timer of timers) {
      if (timer.dueMs > endMs) continue;
      if (next === null || timer.dueMs < next.dueMs) next = timer;
    }
    return next;
  }
}

/** Waits until all resolved promises have run their callbacks. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function exchange(world: VirtualWorld, request: HttpRequest): Promise<HttpResult> {
  return new Promise((resolve) => {
    const { down } = world;
    if (down !== null) {
      world.after(1, () => resolve({ kind: 'notSent', why: down }));
      return;
    }
    const cancel = world.after(request.timeoutMs, () => resolve({ kind: 'lost', why: 'timeout' }));
    const answer = (result: HttpResult): void => {
      world.after(world.latencyMs, () => {
        cancel();
        resolve(result);
      });
    };
    world.after(world.latencyMs, () => {
      const arrived = requestFromUrl(request);
      act(world, { arrived, plan: world.sandbox.plan(arrived) }, answer);
    });
  });
}

interface Arrival {
  arrived: SandboxRequest;
  plan: Plan;
}

function act(
  { sandbox, ...world }: VirtualWorld,
  { arrived, plan: { deliverAfterMs, answer } }: Arrival,
  reply: (result: HttpResult) => void,
): void {
  const delivered: ReturnType<Sandbox['handle']>[] = [];
  for (const delayMs of deliverAfterMs) {
    const deliver = (): void => {
      delivered.push(sandbox.handle(arrived));
    };
    if (delayMs === 0) deliver();
    else world.after(delayMs, deliver);
  }
  switch (answer.kind) {
    case 'reply': {
      const answerNow = (): void => {
        const response = delivered[0] ?? sandbox.handle(arrived);
        reply({ kind: 'response', ...damagedResponse(response, answer.damage) });
      };
      if (answer.afterMs === 0) answerNow();
      else world.after(answer.afterMs, answerNow);
      return;
    }
    case 'instead':
      reply({ kind: 'response', ...answer.response });
      return;
    case 'cut':
    case 'drop':
      reply({ kind: 'lost', why: 'reset' });
      return;
    case 'none':
      return;
  }
}
