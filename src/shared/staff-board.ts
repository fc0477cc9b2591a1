/** The part of the contract that staff see of the readers: which there are, what comes in, and a lesson for an unknown one. */
import * as v from 'valibot';
import { countSchema, textSchema } from './schemas.ts';
import { epochMsSchema } from './time.ts';

/** One reader, and how it is; `detail` is the udev rule to install, the library that is missing, or the system's words. */
const readerRowSchema = v.strictObject({
  name: textSchema,
  status: v.picklist([
    'ready',
    'away',
    'notSetUp',
    'stillTypes',
    'permission',
    'keyboardOnly',
    'setAside',
    'libraryMissing',
    'cannotOpen',
  ]),
  detail: v.nullable(v.pipe(v.string(), v.maxLength(400))),
});
export type ReaderRow = v.InferOutput<typeof readerRowSchema>;

/** What came from a reader: a report in hexadecimal digits, a code, or what was typed. */
const feedRowSchema = v.strictObject({
  number: countSchema,
  at: epochMsSchema,
  reader: v.nullable(textSchema),
  kind: v.picklist(['report', 'code', 'keys']),
  text: v.pipe(v.string(), v.maxLength(400)),
});
export type FeedRow = v.InferOutput<typeof feedRowSchema>;

/** Why no profile is proposed. */
export const TEACH_REASONS = [
  'sameNumber',
  'changes',
  'unclear',
  'otherReports',
  'neverQuiet',
  'alreadyWorks',
  /** It types what this machine's keyboard cannot write. */
  'unreadable',
] as const;
const teachReasonSchema = v.picklist(TEACH_REASONS);
export type TeachReason = v.InferOutput<typeof teachReasonSchema>;

/** Where the number stands in a report, counted from 0; `count` is null where the report says it at `lengthAt`. */
const fieldSchema = v.strictObject({
  reportId: v.nullable(countSchema),
  offset: countSchema,
  count: v.nullable(countSchema),
  lengthAt: v.nullable(countSchema),
});

const teachingSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('off') }),
  v.strictObject({
    kind: v.literal('presenting'),
    /** Null until the first report. */
    reader: v.nullable(textSchema),
    /** Which of the two cards is to be presented now. */
    card: v.picklist(['first', 'second']),
    firstCount: countSchema,
    secondCount: countSchema,
  }),
  v.strictObject({
    kind: v.literal('proposed'),
    reader: textSchema,
    /** Null for a scanner in HID POS mode, which needs none. */
    field: v.nullable(fieldSchema),
    /** The same number, written in each way in which it may be registered. */
    choices: v.array(
      v.strictObject({
        writing: v.picklist(['hex', 'hexReversed', 'decimal', 'decimalReversed', 'text']),
        first: textSchema,
        second: textSchema,
      }),
    ),
  }),
  /** It types like a keyboard. */
  v.strictObject({
    kind: v.literal('proposedKeys'),
    /** The key that ends each code; `any` where none does. */
    suffix: v.picklist(['any', 'enter', 'tab']),
    /** The prefix that every code has is an AIM identifier: it names the symbology. */
    hasAimIdentifier: v.boolean(),
    /** The same two codes, in each way in which they may be registered. */
    choices: v.array(
      v.strictObject({
        /** By whose keyboard the keys are read; null for this machine's. */
        layout: v.nullable(textSchema),
        /** What is cut off at the beginning; null for nothing. */
        cut: v.nullable(textSchema),
        first: textSchema,
        second: textSchema,
      }),
    ),
  }),
  v.strictObject({ kind: v.literal('refused'), why: teachReasonSchema }),
  /** It types, so there is nothing to set up. */
  v.strictObject({ kind: v.literal('works'), first: textSchema, second: textSchema }),
  /** Null for scanners that type. */
  v.strictObject({ kind: v.literal('used'), reader: v.nullable(textSchema) }),
  v.strictObject({ kind: v.literal('notSaved') }),
]);
export type Teaching = v.InferOutput<typeof teachingSchema>;

export const staffReadersSchema = v.strictObject({
  kind: v.literal('staffReaders'),
  readers: v.array(readerRowSchema),
  /** The newest first, and not many. */
  feed: v.pipe(v.array(feedRowSchema), v.maxLength(50)),
  teaching: teachingSchema,
});
/** What staff see of the readers; the session knows nothing of it. */
export type StaffBoard = Omit<v.InferOutput<typeof staffReadersSchema>, 'kind'>;
