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
  let previousHash = CHAIN_START;
  let seq = 0;
  for (const event of events) {
    if (event.seq !== seq + 1) return { seq: event.seq, at: event.at, kind: 'missing' };
    if (event.previousHash !== previousHash || event.hash !== hashOf(event)) {
      return { seq: event.seq, at: event.at, kind: 'changed' };
    }
    ({ seq, hash: previousHash } = event);
  }
  return null;
}
