/**
 * Reads the whole list of a contact, a few pages at a time. Only if nothing less can decide about an operation, and
 * never while a customer waits for it.
 */
import { NEW_SWEEP, reachOfLookUp, SWEPT_ROWS_MAX, type Reach, type Sweep } from '../evidence.ts';
import { type Evidence } from '../match.ts';
import type { Memory } from '../memory.ts';
import type { Operation } from '../../journal/operation.ts';
import type { Facts } from './facts.ts';
import { waitFor, type Step } from './step.ts';

/** The wait between two parts of the list. */
const SWEEP_PAUSE_MS = 1_000;
/** The whole list is read at most this often for one operation. */
const SWEEPS_MAX = 4;

export interface SweepContext {
  operation: Operation;
  memory: Memory;
  facts: Facts;
}

export function canSweep({ isComplete, total }: Evidence, context: SweepContext): boolean {
  return !isComplete && total <= SWEPT_ROWS_MAX && maySweep(context);
}

/** True if the operation may have the whole list read for it, now or once more. */
export function maySweep({ operation, memory, facts }: SweepContext): boolean {
  return (
    // In a shared shop no row is ever claimed, so the whole list would decide only about a reversal.
    (facts.isOwnShop || operation.method === 'reverse') &&
    operation.promise !== 'none' &&
    memory.sweeps < SWEEPS_MAX
  );
}

export function beginSweep({ memory, facts }: SweepContext): Step {
  // A sweep begins with a contradiction, so the looks before it prove nothing.
  const begun = { ...memory, absentLooks: 0, sweeps: memory.sweeps + 1 };
  return continueSweep(begun, NEW_SWEEP, facts);
}

/** Plans the reading of the next pages. */
export function continueSweep(memory: Memory, sweep: Sweep, facts: Facts): Step {
  const nextLookMs = facts.nowMs() + SWEEP_PAUSE_MS;
  return waitFor(SWEEP_PAUSE_MS, { kind: 'setMemory', memory: { ...memory, sweep, nextLookMs } });
}

/** The reading that an operation needs whose POST may be in the ledger. */
export function reachOf(operation: Operation, { sweep }: Memory): Reach {
  return sweep === null ? reachOfLookUp(operation) : { kind: 'sweep', sweep };
}
