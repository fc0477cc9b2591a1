/** The append-only chain of events: each carries the hash of the one before, so that a change or a gap shows. */
import { createHash } from 'node:crypto';
import type { EpochMs } from '../../shared/time.ts';

export interface JournalEvent {
  seq: number;
  at: EpochMs;
  /** Null for an event of the whole journal. */
  operationId: string | null;
  kind: string;
  /** JSON of the facts that this event sets. */
  body: string;
  previousHash: string;
  hash: string;
}

/** The hash that stands before the first event. */
export const CHAIN_START = '0'.repeat(64);

/** SHA-256 over all parts of an event, each with its length, so that no two splits give the same text. */
export function hashOf(event: Omit<JournalEvent, 'hash'>): string {
  const parts = [
    event.previousHash,
    String(event.seq),
    String(event.at),
    event.operationId ?? '',
    event.kind,
    event.body,
  ];
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part};`);
  return hash.digest('hex');
}

export interface ChainBreak {
  seq: number;
  at: EpochMs;
  /** `missing`: an event before this one is gone. `changed`: this one is not what was written. */
  kind: 'missing' | 'changed';
}

/** Walks the chain in order; gives the first break, or null for a whole chain. */
export function findChainBreak(events: Iterable<JournalEvent>): ChainBreak | null {
  let last = BEFORE_FIRST;
  for (const event of events) {
    const broken = findBreak(last, event);
    if (broken !== null) return broken;
    last = event;
  }
  return null;
}

export type ChainLink = Pick<JournalEvent, 'seq' | 'hash'>;

/** What stands before the first event. */
export const BEFORE_FIRST: ChainLink = { seq: 0, hash: CHAIN_START };

/** Whether the event is what was written, and follows the one before; null where it is and does. */
export function findBreak(last: ChainLink, event: JournalEvent): ChainBreak | null {
  const { seq, at } = event;
  if (seq !== last.seq + 1) return { seq, at, kind: 'missing' };
  const isWhole = event.previousHash === last.hash && event.hash === hashOf(event);
  return isWhole ? null : { seq, at, kind: 'changed' };
}
