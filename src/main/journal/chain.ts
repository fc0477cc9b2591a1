/**
 * The append-only chain of events. Each event contains the hash of the event before it, so a changed or missing event
 * is detected.
 */
import { hash } from 'node:crypto';
import type { EpochMs } from '../../shared/time.ts';

export interface JournalEvent {
  seq: number;
  at: EpochMs;
  /** Null for an event of the whole journal. */
  operationId: string | null;
  kind: string;
  /** The facts that this event sets, as JSON. */
  body: string;
  previousHash: string;
  hash: string;
}

/** The previous hash of the first event. */
export const CHAIN_START = '0'.repeat(64);

/**
 * SHA-256 over all fields of an event. Each field is preceded by its length, so two different events never give the
 * same input.
 */
export function hashOf(event: Omit<JournalEvent, 'hash'>): string {
  const parts = [
    event.previousHash,
    String(event.seq),
    String(event.at),
    event.operationId ?? '',
    event.kind,
    event.body,
  ];
  return hash('sha256', parts.map((part) => `${Buffer.byteLength(part)}:${part};`).join(''), 'hex');
}

export interface ChainBreak {
  seq: number;
  at: EpochMs;
  /** `missing`: an event before this one is missing. `changed`: this event was changed after it was written. */
  kind: 'missing' | 'changed';
}

/** Checks the chain in order. Returns the first break, or null if there is none. */
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

/** The link before the first event. */
export const BEFORE_FIRST: ChainLink = { seq: 0, hash: CHAIN_START };

/** Null if the event is unchanged and follows the last one. */
export function findBreak(last: ChainLink, event: JournalEvent): ChainBreak | null {
  const { seq, at } = event;
  if (seq !== last.seq + 1) return { seq, at, kind: 'missing' };
  const isWhole = event.previousHash === last.hash && event.hash === hashOf(event);
  return isWhole ? null : { seq, at, kind: 'changed' };
}
