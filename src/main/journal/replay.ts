/** Rebuilds an operation from its events, so that it can be compared with the stored operation. Pure. */
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { EpochMs } from '../../shared/time.ts';
import type { JournalEvent } from './chain.ts';
import { operationSchema, type Operation } from './operation.ts';

/** An operation as rebuilt from its events, and the time of the last event. */
export interface Replayed {
  facts: Record<string, unknown>;
  at: EpochMs;
}

const factsSchema = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()));

/** The facts that an event sets. Throws if its body is not an object, which is impossible in an unbroken chain. */
export function factsOfBody(body: string): Record<string, unknown> {
  return v.parse(factsSchema, body);
}

/** Adds one event of an export. */
export function replayInto(replayed: Map<string, Replayed>, event: JournalEvent): void {
  const { operationId, body, at } = event;
  if (operationId === null) return;
  const before = replayed.get(operationId)?.facts ?? { id: operationId };
  replayed.set(operationId, { facts: { ...before, ...factsOfBody(body) }, at });
}

/** True if the events give exactly this operation. */
export function isAsReplayed(operation: Operation, replayed: Replayed | undefined): boolean {
  if (replayed === undefined) return false;
  const parsed = v.safeParse(operationSchema, replayed.facts);
  return parsed.success && isDeepStrictEqual(parsed.output, operation);
}
