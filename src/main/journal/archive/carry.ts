/**
 * Adds events to a state, and keeps the facts of every operation that they name, also of those that are settled. Pure.
 */
import * as v from 'valibot';
import type { JournalEvent } from '../chain.ts';
import { operationSchema, type Operation } from '../operation.ts';
import { factsOfBody, type Replayed } from '../replay.ts';
import type { JournalState, Note } from '../state.ts';

export interface Carry {
  take(event: JournalEvent): void;
  /** The operations that the state had or an event has named, and that were not dropped. */
  ids(): IterableIterator<string>;
  /** Null if its events do not give an operation: an earlier version did not always write all facts. */
  operation(id: string): Operation | null;
  /** The facts so far, with the time of the last event. */
  facts(id: string): Replayed | undefined;
  isSettled(id: string): boolean;
  /** Forgets an operation that has left. */
  drop(id: string): void;
  /** The state after the last event, with what was not dropped. Null if an operation is not known as a whole. */
  state(): JournalState | null;
}

export function createCarry(from: JournalState): Carry {
  const known = new Map<string, Replayed>();
  for (const { id, ...facts } of from.open.values()) {
    known.set(id, { facts: { id, ...facts }, at: facts.createdAt });
  }
  const notes = new Map<string, Note>(from.notes);
  let { end, operationCount } = from;

  function operation(id: string): Operation | null {
    const parsed = v.safeParse(operationSchema, known.get(id)?.facts);
    return parsed.success ? parsed.output : null;
  }

  return {
    take({ seq, hash, at, operationId: id, kind, body }) {
      end = { seq, hash };
      if (id === null) {
        notes.set(kind, { seq, kind, body });
        return;
      }
      if (kind === 'created') operationCount += 1;
      const before = known.get(id)?.facts ?? { id };
      known.set(id, { facts: { ...before, ...factsOfBody(body) }, at });
    },
    ids: () => known.keys(),
    operation,
    facts: (id) => known.get(id),
    isSettled: (id) => known.get(id)?.facts['isSettled'] === true,
    drop: (id) => void known.delete(id),
    state() {
      const open: JournalState['open'] = new Map();
      for (const id of known.keys()) {
        const one = operation(id);
        if (one === null) return null;
        open.set(one.id, one);
      }
      return { end, operationCount, open, notes };
    },
  };
}
