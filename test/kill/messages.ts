/** What passes between the driver and a terminal: acts go in over IPC, what was told comes out as lines of JSON. */
import * as v from 'valibot';

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

/** One line for each thing that a customer or whoever started the terminal is told. */
export const lineSchema = v.variant('told', [
  v.strictObject({ told: v.literal('ready') }),
  v.strictObject({ told: v.literal('locked') }),
  v.strictObject({ told: v.literal('unwritable'), why: v.string() }),
  v.strictObject({ told: v.literal('damaged'), where: v.string() }),
  v.strictObject({ told: v.literal('noCard'), id: v.number(), why: v.string() }),
  v.strictObject({
    told: v.literal('paid'),
    id: v.number(),
    reference: v.string(),
    isInLedger: v.boolean(),
  }),
  v.strictObject({ told: v.literal('notPaid'), id: v.number(), reason: v.string() }),
  v.strictObject({ told: v.literal('notCompleted'), id: v.number(), reference: v.string() }),
  v.strictObject({ told: v.literal('reversed'), id: v.number(), reference: v.string() }),
  /** Nothing that could be reversed. */
  v.strictObject({ told: v.literal('nothingToReverse'), id: v.number() }),
  v.strictObject({ told: v.literal('waiting'), count: v.number(), heldCount: v.number() }),
  v.strictObject({
    told: v.literal('reconciled'),
    differenceCount: v.number(),
    unreadCount: v.number(),
  }),
]);
export type Line = v.InferOutput<typeof lineSchema>;
