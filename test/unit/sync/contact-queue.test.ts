/** Each contact gets one step at a time, and no request for a step is forgotten. */
import { describe, expect, it } from 'vitest';
import { contactUuid, type ContactUuid } from '../../../src/shared/ids.ts';
import { ContactQueue, IDLE, NOW, type NextTurn } from '../../../src/main/sync/contact-queue.ts';
import { aVirtualWorld, type VirtualWorld } from '../../builders/virtual-world.ts';

const ANNA = contactUuid('anna');
const BELA = contactUuid('bela');
const CARL = contactUuid('carl');

interface Watched {
  world: VirtualWorld;
  queue: ContactQueue;
  /** The contact of each step that began. */
  begun: ContactUuid[];
  /** Ends the contact's running step. */
  end: (contact: ContactUuid, next: NextTurn) => Promise<void>;
}

function aQueue(inFlightMax = 1): Watched {
  const world = aVirtualWorld();
  const begun: ContactUuid[] = [];
  const running = new Map<ContactUuid, (next: NextTurn) => void>();
  const queue = new ContactQueue({
    world,
    inFlightMax,
    run: (contact) => {
      begun.push(contact);
      return new Promise((resolve) => running.set(contact, resolve));
    },
  });
  return {
    world,
    queue,
    begun,
    end: async (contact, next) => {
      running.get(contact)?.(next);
      await world.advance(0);
    },
  };
}

describe('a contact that is poked while its step runs', () => {
  it('gets another step at once, although the step had nothing left to do', async () => {
    const { queue, begun, end } = aQueue();
    queue.poke(ANNA);
    queue.poke(ANNA);
    expect(begun).toEqual([ANNA]);
    await end(ANNA, IDLE);
    expect(begun).toEqual([ANNA, ANNA]);
  });

  it('gets that step at once, although the step wanted to wait', async () => {
    const { queue, begun, end } = aQueue();
    queue.poke(ANNA);
    queue.poke(ANNA);
    await end(ANNA, { kind: 'after', delayMs: 60_000 });
    expect(begun).toEqual([ANNA, ANNA]);
  });

  it('gets one step for several pokes', async () => {
    const { queue, begun, end } = aQueue();
    queue.poke(ANNA);
    queue.poke(ANNA);
    queue.poke(ANNA);
    await end(ANNA, IDLE);
    await end(ANNA, IDLE);
    expect(begun).toEqual([ANNA, ANNA]);
  });
});

describe('a contact whose step is over', () => {
  it('keeps its place while it has more to do', async () => {
    const { queue, begun, end } = aQueue();
    queue.poke(ANNA);
    queue.poke(BELA);
    await end(ANNA, NOW);
    expect(begun).toEqual([ANNA, ANNA]);
    await end(ANNA, IDLE);
    expect(begun).toEqual([ANNA, ANNA, BELA]);
  });

  it('leaves its place to another contact while it waits', async () => {
    const { world, queue, begun, end } = aQueue();
    queue.poke(ANNA);
    queue.poke(BELA);
    await end(ANNA, { kind: 'after', delayMs: 5_000 });
    await end(BELA, IDLE);
    expect(begun).toEqual([ANNA, BELA]);
    await world.advance(5_000);
    expect(begun).toEqual([ANNA, BELA, ANNA]);
  });
});

describe('the queue', () => {
  it('runs only as many contacts at a time as it may', () => {
    const { queue, begun } = aQueue(2);
    for (const contact of [ANNA, BELA, CARL]) queue.poke(contact);
    expect(begun).toEqual([ANNA, BELA]);
  });

  it('starts a contact at once if a customer waits for it', () => {
    const { queue, begun } = aQueue();
    queue.poke(ANNA);
    queue.poke(BELA, 'urgent');
    expect(begun).toEqual([ANNA, BELA]);
  });

  it('starts nothing after its stop, which waits for the running steps', async () => {
    const { world, queue, begun, end } = aQueue();
    queue.poke(ANNA);
    queue.poke(BELA);
    const stopped = queue.stop();
    queue.poke(CARL);
    await end(ANNA, NOW);
    await world.until(stopped);
    expect(begun).toEqual([ANNA]);
  });
});
