/** The files with which `npm run journal -- decide` asks a running kiosk, and their content. */
import * as v from 'valibot';
import { transactionUuidSchema } from '../../shared/ids.ts';
import { DECISION_REFUSALS } from '../journal/decide.ts';
import { DECISIONS } from '../journal/operation.ts';
import { DOUBTS, FOLLOWS } from '../sync/decisions.ts';

/** In the data folder. */
export const DECISIONS_FOLDER = 'decisions';
export const REQUEST_SUFFIX = '.request.json';
export const ANSWER_SUFFIX = '.answer.json';

export const decisionRequestSchema = v.strictObject({
  /** The reference of the operation, or its id. */
  reference: v.string(),
  decision: v.picklist([...DECISIONS, 'takeBack']),
  by: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  uuid: v.nullable(transactionUuidSchema),
  reason: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(500))),
  /** False: only say what would follow. */
  isConfirmed: v.boolean(),
});
export type DecisionRequestFile = v.InferOutput<typeof decisionRequestSchema>;

const followsSchema = v.strictObject({ kind: v.picklist(FOLLOWS), amountInCents: v.number() });
const doubtsSchema = v.array(v.picklist(DOUBTS));

export const decisionAnswerSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('plan'), follows: followsSchema, doubts: doubtsSchema }),
  v.strictObject({ kind: v.literal('decided'), follows: followsSchema }),
  v.strictObject({
    kind: v.literal('refused'),
    reason: v.picklist(DECISION_REFUSALS),
    doubts: doubtsSchema,
  }),
  v.strictObject({ kind: v.literal('unwritable'), why: v.string() }),
  v.strictObject({ kind: v.literal('notFound') }),
  v.strictObject({ kind: v.literal('several'), ids: v.array(v.string()) }),
  v.strictObject({ kind: v.literal('unreadable') }),
]);
export type DecisionAnswer = v.InferOutput<typeof decisionAnswerSchema>;
