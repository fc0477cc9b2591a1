/**
 * The messages between the driver and a terminal. The driver sends acts over IPC. The terminal prints its answers as
 * JSON lines.
 */
import * as v from 'valibot';
import type { Home } from '../../src/main/journal/record.ts';

export const actSchema = v.strictObject({
  id: v.number(),
  kind: v.picklist(['spend', 'topUp', 'reverse']),
  card: v.string(),
  amountInCents: v.number(),
});
export type Act = v.InferOutput<typeof actSchema>;

export const configSchema = v.strictObject({
  dataDir: v.string(),
  url: v.string(),
  token: v.string(),
  shopUuid: v.string(),
  settleMs: v.number(),
  canSpendOffline: v.boolean(),
});
export type TerminalConfig = v.InferOutput<typeof configSchema>;

/** The machine on which the terminals of these proofs run. */
export const HOME: Home = { machine: { id: 'kill-test', parts: [] }, outside: null };

/** One line for each answer to a customer, to staff, or to the driver. */
export const lineSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('ready') }),
  v.strictObject({ kind: v.literal('locked') }),
  v.strictObject({ kind: v.literal('unwritable'), why: v.string() }),
  v.strictObject({ kind: v.literal('damaged'), where: v.string() }),
  v.strictObject({ kind: v.literal('noCard'), id: v.number(), why: v.string() }),
  v.strictObject({
    kind: v.literal('paid'),
    id: v.number(),
    reference: v.string(),
    isInLedger: v.boolean(),
  }),
  v.strictObject({ kind: v.literal('notPaid'), id: v.number(), reason: v.string() }),
  v.strictObject({ kind: v.literal('notCompleted'), id: v.number(), reference: v.string() }),
  v.strictObject({ kind: v.literal('reversed'), id: v.number(), reference: v.string() }),
  /** The contact has no payment that can be reversed. */
  v.strictObject({ kind: v.literal('nothingToReverse'), id: v.number() }),
  v.strictObject({ kind: v.literal('waiting'), count: v.number(), heldCount: v.number() }),
  v.strictObject({
    kind: v.literal('reconciled'),
    differenceCount: v.number(),
    unreadCount: v.number(),
  }),
]);
export type Line = v.InferOutput<typeof lineSchema>;
