/** The part of the contract for the staff screen of the readers: their health, what they send, and the lesson for an unknown reader. */
import * as v from 'valibot';
import { countSchema, settingPlaceSchema, textSchema } from './schemas.ts';
import { epochMsSchema } from './time.ts';

/** One reader and its health. `detail` is the udev rule to install, the missing library, or the system's error text. */
const readerRowSchema = v.strictObject({
  name: textSchema,
  status: v.picklist([
    'ready',
    'away',
    'notSetUp',
    'stillTypes',
    'permission',
    'keyboardOnly',
    'vendorMode',
    'setAside',
    'libraryMissing',
    'cannotOpen',
  ]),
  detail: v.nullable(v.pipe(v.string(), v.maxLength(400))),
});
export type ReaderRow = v.InferOutput<typeof readerRowSchema>;

/** A longer list would not help anybody who reads it. */
export const SETTING_NAMES_MAX = 12;

/** Why a scan was refused, as staff read it. */
export const REFUSAL_REASONS = [
  'paymentCard',
  'failedSwipe',
  /** The card makes up a new number at each touch. */
  'changes',
  'halfNumber',
  'noNumber',
  'incomplete',
  /** The kiosk does not know what the reader sends. */
  'layout',
  /** The code does not fit the owner's rules. */
  'rules',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Names of settings that were changed in the file, such as `offline.enabled`. */
const settingNamesSchema = v.pipe(v.array(textSchema), v.maxLength(SETTING_NAMES_MAX));

/** What staff should know and can put right. */
const staffNoticeSchema = v.variant('kind', [
  /** The kiosk verifies the history of its journal. Nobody has to wait for it. */
  v.strictObject({ kind: v.literal('journalBeingChecked'), percent: countSchema }),
  /** A file with old operations is missing or was changed. Payments do not need it. */
  v.strictObject({ kind: v.literal('archiveDamaged'), name: textSchema }),
  /** The settings do not say whether other terminals use this shop. */
  v.strictObject({ kind: v.literal('ownShopUnsaid') }),
  /** The settings say that the shop is our own, and a row in the ledger showed that somebody else uses it. */
  v.strictObject({ kind: v.literal('shopFoundShared') }),
  /** A cosmetic setting is wrong, so its default is used. */
  v.strictObject({ kind: v.literal('settingIgnored'), name: textSchema }),
  /** The settings file has a mistake, so the last good settings are used. */
  v.strictObject({ kind: v.literal('settingsWrong'), place: settingPlaceSchema }),
  /** The settings file was changed. The kiosk takes it as soon as no customer is there. */
  v.strictObject({ kind: v.literal('settingsChanged'), names: settingNamesSchema }),
  /** The settings file was changed. It is in force after the next start. */
  v.strictObject({ kind: v.literal('settingsNextStart'), names: settingNamesSchema }),
  /** Settings about money were changed in the file, and a person must confirm them. */
  v.strictObject({ kind: v.literal('settingsUnconfirmed'), names: settingNamesSchema }),
  /** The clock of this machine differs from the clock of the ledger. */
  v.strictObject({
    kind: v.literal('clockOff'),
    isFast: v.boolean(),
    offByMs: countSchema,
  }),
  v.strictObject({
    kind: v.literal('scansRefused'),
    /** Null for scanners that type. */
    reader: v.nullable(textSchema),
    /** Since the kiosk started. */
    count: countSchema,
    /** The last one: when, and why. */
    at: epochMsSchema,
    why: v.picklist(REFUSAL_REASONS),
  }),
]);
export type StaffNotice = v.InferOutput<typeof staffNoticeSchema>;

/** One input from a reader: a report in hexadecimal digits, a scan, or typed keys. */
const feedRowSchema = v.strictObject({
  number: countSchema,
  at: epochMsSchema,
  reader: v.nullable(textSchema),
  kind: v.picklist(['report', 'code', 'keys']),
  text: v.pipe(v.string(), v.maxLength(400)),
});
export type FeedRow = v.InferOutput<typeof feedRowSchema>;

/** Why the lesson proposes no settings. */
export const TEACH_REASONS = [
  'sameNumber',
  'changes',
  'unclear',
  'otherReports',
  'refusedNumber',
  'neverQuiet',
  'alreadyWorks',
  /** The scanner types characters that this machine's keyboard layout does not have. */
  'unreadable',
] as const;
const teachReasonSchema = v.picklist(TEACH_REASONS);
export type TeachReason = v.InferOutput<typeof teachReasonSchema>;

/**
 * The position of the card number in a report, counted from 0. `count` is null if the report states the length at
 * `lengthAt`.
 */
const fieldSchema = v.strictObject({
  reportId: v.nullable(countSchema),
  offset: countSchema,
  count: v.nullable(countSchema),
  lengthAt: v.nullable(countSchema),
});

/** The cards of a lesson. Two, if they decide. */
export const LESSON_CARDS = ['first', 'second', 'third', 'fourth'] as const;

/** The forms in which a number may be registered that a reader types in another form. `Zeros`: with zeros in front. */
export const TYPED_WRITINGS = [
  'hex',
  'hexReversed',
  'decimal',
  'decimalZeros',
  'decimalReversed',
  'decimalReversedZeros',
  'threeFive',
  'threeFiveComma',
] as const;

const teachingSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('off') }),
  v.strictObject({
    kind: v.literal('presenting'),
    /** Null until the first report. */
    reader: v.nullable(textSchema),
    /** The card that staff must present now. */
    card: v.picklist(LESSON_CARDS),
    /** How often each card was presented, and must be. More than two cards if two did not decide. */
    cards: v.pipe(
      v.array(
        v.strictObject({
          card: v.picklist(LESSON_CARDS),
          count: countSchema,
          neededCount: countSchema,
        }),
      ),
      v.maxLength(LESSON_CARDS.length),
    ),
  }),
  v.strictObject({
    kind: v.literal('proposed'),
    reader: textSchema,
    /** Null for a scanner in HID POS mode, which needs no field. */
    field: v.nullable(fieldSchema),
    /** The same number in every form in which it may be registered as a card value. */
    choices: v.array(
      v.strictObject({
        writing: v.picklist(['hex', 'hexReversed', 'decimal', 'decimalReversed', 'text']),
        first: textSchema,
        second: textSchema,
      }),
    ),
  }),
  /** The reader types like a keyboard. */
  v.strictObject({
    kind: v.literal('proposedKeys'),
    /** The key that ends each scan. `any` if there is none. */
    suffix: v.picklist(['any', 'enter', 'tab']),
    /** True if the prefix of every scan is an AIM identifier, which names the symbology. */
    hasAimIdentifier: v.boolean(),
    /** The same two scans, in each form in which they may be registered as card values. */
    choices: v.array(
      v.strictObject({
        /** The keyboard layout with which the keys are read. Null for this machine's layout. */
        layout: v.nullable(textSchema),
        /** The prefix that is removed from each scan. Null for none. */
        cut: v.nullable(textSchema),
        /** The form to which the number is converted. Null: as it was typed. */
        writing: v.nullable(v.picklist(TYPED_WRITINGS)),
        first: textSchema,
        second: textSchema,
      }),
    ),
  }),
  v.strictObject({ kind: v.literal('refused'), why: teachReasonSchema }),
  /** The reader types, so there is nothing to set up. */
  v.strictObject({ kind: v.literal('works'), first: textSchema, second: textSchema }),
  /** Null for scanners that type. */
  v.strictObject({ kind: v.literal('used'), reader: v.nullable(textSchema) }),
  v.strictObject({ kind: v.literal('notSaved') }),
]);
export type Teaching = v.InferOutput<typeof teachingSchema>;

export const staffReadersSchema = v.strictObject({
  kind: v.literal('staffReaders'),
  notices: v.array(staffNoticeSchema),
  readers: v.array(readerRowSchema),
  /** The newest first. */
  feed: v.pipe(v.array(feedRowSchema), v.maxLength(50)),
  teaching: teachingSchema,
});
/** The readers as staff see them. This is not part of the session. */
export type StaffBoard = Omit<v.InferOutput<typeof staffReadersSchema>, 'kind'>;
