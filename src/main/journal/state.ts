/**
 * What the program knows of a journal without reading its history: where the chain ends, what is open, and the last note
 * of each kind. It is the sum of all events, never a copy of rows that nobody checked. Data only.
 */
import * as v from 'valibot';
import type { OperationId } from '../../shared/ids.ts';
import { BEFORE_FIRST, type ChainLink } from './chain.ts';
import { operationSchema, type Operation } from './operation.ts';

/** An event about the journal itself. */
const noteSchema = v.strictObject({
  seq: v.number(),
  kind: v.string(),
  /** The facts, as JSON. */
  body: v.string(),
});
export type Note = v.InferOutput<typeof noteSchema>;

export interface JournalState {
  /** The last event. */
  end: ChainLink;
  operationCount: number;
  open: Map<OperationId, Operation>;
  /** The last note of each kind. */
  notes: Map<string, Note>;
}

export function emptyState(): JournalState {
  return { end: BEFORE_FIRST, operationCount: 0, open: new Map(), notes: new Map() };
}

const storedSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    end: v.strictObject({ seq: v.number(), hash: v.string() }),
    operationCount: v.number(),
    open: v.array(operationSchema),
    notes: v.array(noteSchema),
  }),
);

export function stateToText({ end, operationCount, open, notes }: JournalState): string {
  const { seq, hash } = end;
  return JSON.stringify({
    end: { seq, hash },
    operationCount,
    open: [...open.values()],
    notes: [...notes.values()],
  });
}

/** Null if the text is not a state. */
export function stateFromText(text: string): JournalState | null {
  const stored = v.safeParse(storedSchema, text);
  if (!stored.success) return null;
  const { end, operationCount, open, notes } = stored.output;
  return {
    ...{ end, operationCount },
    open: new Map(open.map((operation) => [operation.id, operation])),
    notes: new Map(notes.map((note) => [note.kind, note])),
  };
}
