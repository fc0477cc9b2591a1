/** The check of the chain finds the first event that was changed, removed or moved. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHAIN_START,
  findChainBreak,
  hashOf,
  type JournalEvent,
} from '../../../src/main/journal/chain.ts';
import { epochMs } from '../../../src/shared/time.ts';

const anEvent = fc.record({
  at: fc.nat().map(epochMs),
  operationId: fc.option(fc.string()),
  kind: fc.string(),
  body: fc.json(),
});

const aChain = fc.array(anEvent, { minLength: 2, maxLength: 12 }).map((events) => {
  const chain: JournalEvent[] = [];
  for (const event of events) {
    const linked = {
      ...event,
      seq: chain.length + 1,
      previousHash: chain.at(-1)?.hash ?? CHAIN_START,
    };
    chain.push({ ...linked, hash: hashOf(linked) });
  }
  return chain;
});

describe('a chain', () => {
  it('is whole if nothing was changed', () => {
    fc.assert(fc.property(aChain, (chain) => findChainBreak(chain) === null));
    expect(findChainBreak([])).toBeNull();
  });

  it('shows that an event is missing, unless it was the last one', () => {
    fc.assert(
      fc.property(aChain, fc.nat(), (chain, place) => {
        const at = place % (chain.length - 1);
        expect(findChainBreak(chain.toSpliced(at, 1))).toMatchObject({
          kind: 'missing',
          seq: at + 2,
        });
      }),
    );
  });

  it('shows any change of any part of an event', () => {
    const parts = ['at', 'operationId', 'kind', 'body', 'previousHash', 'hash'] as const;
    fc.assert(
      fc.property(aChain, fc.nat(), fc.constantFrom(...parts), (chain, place, part) => {
        const at = place % chain.length;
        const event = chain[at];
        if (event === undefined) return;
        const other = part === 'at' ? event.at + 1 : `${event[part] ?? ''}x`;
        const changed = chain.with(at, { ...event, [part]: other });
        expect(findChainBreak(changed)).toMatchObject({ kind: 'changed', seq: at + 1 });
      }),
    );
  });

  it('never gives two different events the same hash when text moves between their parts', () => {
    const event = {
      seq: 1,
      at: epochMs(1),
      operationId: 'a',
      kind: 'bc',
      body: 'd',
      previousHash: '',
    };
    expect(hashOf(event)).not.toBe(hashOf({ ...event, operationId: 'ab', kind: 'c' }));
    expect(hashOf(event)).not.toBe(hashOf({ ...event, kind: 'b', body: 'cd' }));
  });
});
