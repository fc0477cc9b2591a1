/** What the events of an operation add up to, to be held against the operation itself. Pure. */
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { EpochMs } from '../../shared/time.ts';
import type { JournalEvent } from './chain.ts';
import { operationSchema, type Operation } from './operation.ts';

/** The facts of an operation by its events, and when the last of them was written. */
export interface Told {
  facts: Record<string, unknown>;
  at: EpochMs;
}

const factsSchema = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()));

/** Adds an event to what was told before; throws for a body that is no object, which the chain rules out. */
export function replayInto(told: Map<string, Told>, event: JournalEvent): void {
  const { operationId, body, at } = event;
  if (operationId === null) return;
  const before = told.get(operationId)?.facts ?? { id: operationId };
  told.set(operationId, { facts: { ...before, ...v.parse(factsSchema, body) }, at });
}

/** Whether the events tell this operation and no other. */
export function isAsTold(operation: Operation, told: Told | undefined): boolean {
  if (told === undefined) return false;
  const parsed = v.safeParse(operationSchema, told.facts);
  return parsed.success && isDeepStrictEqual(parsed.output, operation);
}
