/**
 * All data that the main process and the page exchange: the `View` goes to the page, the `Intent` comes back.
 * A view is the whole state, not an event, so a page that reloads draws the same view again.
 * The page has no limit, no token and no address. It draws the view and reports touches.
 */
import * as v from 'valibot';
import { LANGUAGES, type Language } from './languages/index.ts';
import { centsSchema, minorDigitsSchema } from './money.ts';
import { countSchema, textSchema, settingPlaceSchema } from './schemas.ts';
import { staffReadersSchema } from './staff-board.ts';
import { epochMsSchema } from './time.ts';

export const languageSchema = v.picklist(LANGUAGES);
export { LANGUAGES, type Language };

const currencySchema = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/));

// ---------------------------------------------------------------- connection

/** Why the ledger cannot be reached, in the order in which a person would look for the cause. */
export const OFFLINE_REASONS = [
  'noLink',
  'nameNotFound',
  'refused',
  'timeout',
  'insecure',
  'captivePortal',
  'serverError',
  'tokenRefused',
  'busy',
] as const;
const offlineReasonSchema = v.picklist(OFFLINE_REASONS);
export type OfflineReason = v.InferOutput<typeof offlineReasonSchema>;

/** The number of operations that the ledger does not show yet. */
const waitingSchema = v.strictObject({
  count: countSchema,
  oldestAt: v.nullable(epochMsSchema),
  heldCount: countSchema,
});

const connectionSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('online') }),
  v.strictObject({
    kind: v.literal('offline'),
    reason: offlineReasonSchema,
    since: epochMsSchema,
    /** True if the owner allows spending from the last known balance. */
    canSpend: v.boolean(),
  }),
]);
export type Connection = v.InferOutput<typeof connectionSchema>;

/** The progress of the queue while it drains. Rates are in operations per second. */
const drainSchema = v.strictObject({
  done: countSchema,
  total: v.pipe(v.number(), v.integer(), v.minValue(1)),
  perSecond: v.nullable(v.number()),
  leftMs: v.nullable(v.number()),
});

// ---------------------------------------------------------------- adjustments

/** The volume has steps: 0 is silent, 4 is the loudest. */
export const VOLUME_MAX = 4;

const volumeSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(VOLUME_MAX));

/** How the customer adjusted the screen. It lasts until the session ends. */
const adjustmentsSchema = v.strictObject({
  /** Capital letters are at least 7.3 mm tall. */
  isLarge: v.boolean(),
  /** All buttons are in the lower part of a tall screen. */
  isLow: v.boolean(),
  isHighContrast: v.boolean(),
  /** There are no animations. */
  isStill: v.boolean(),
  /** The screen is read aloud. */
  isSpeaking: v.boolean(),
  /** The volume of speech and sounds. */
  volume: volumeSchema,
});
export type Adjustments = v.InferOutput<typeof adjustmentsSchema>;

/** A change contains new values, not toggles, so the same change twice has no further effect. */
const adjustmentSchema = v.strictObject({
  isLarge: v.exactOptional(v.boolean()),
  isLow: v.exactOptional(v.boolean()),
  isHighContrast: v.exactOptional(v.boolean()),
  isStill: v.exactOptional(v.boolean()),
  isSpeaking: v.exactOptional(v.boolean()),
  volume: v.exactOptional(volumeSchema),
});
export type Adjustment = v.InferOutput<typeof adjustmentSchema>;

/** The sheets that the toolbar opens: help, the adjustments, and the languages if there are more than two. */
const sheetSchema = v.picklist(['help', 'comfort', 'language']);
export type SheetKind = v.InferOutput<typeof sheetSchema>;

/**
 * - `off`: the screen is never read aloud
 * - `onRequest`: it is read aloud when the customer asks for it
 * - `withHeadphones`: it is read aloud by itself while headphones are plugged in, and otherwise when the customer asks
 *   for it. Without headphones, figures are read only if the system cannot say whether there are headphones
 */
export const speechPolicySchema = v.picklist(['off', 'onRequest', 'withHeadphones']);

/** The physical size of the screen. `pixelsPerMm` takes precedence over the diagonal. Both may be unknown. */
export const physicalScreenSchema = v.strictObject({
  pixelsPerMm: v.optional(
    v.pipe(
      v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(40))),
      v.description('Pixels per millimetre, if you know it.'),
    ),
    null,
  ),
  diagonalInches: v.optional(
    v.pipe(
      v.nullable(v.pipe(v.number(), v.minValue(4), v.maxValue(120))),
      v.description('The diagonal in inches, if you do not know the pixels per millimetre.'),
    ),
    null,
  ),
});
export type PhysicalScreen = v.InferOutput<typeof physicalScreenSchema>;

// ---------------------------------------------------------------- screens

/** A card on the screen: its name, and at most the last four characters of its value. */
const cardSchema = v.strictObject({ name: textSchema, endsIn: v.pipe(v.string(), v.maxLength(4)) });
export type Card = v.InferOutput<typeof cardSchema>;

/** A balance, and the time when the ledger reported it. `isLive` is false for a balance from an earlier request. */
const balanceSchema = v.strictObject({
  availableInCents: centsSchema,
  asOf: epochMsSchema,
  isLive: v.boolean(),
});
export type Balance = v.InferOutput<typeof balanceSchema>;

const historyItemSchema = v.strictObject({
  uuid: textSchema,
  amountInCents: centsSchema,
  createdAt: epochMsSchema,
  shopName: v.nullable(textSchema),
});
export type HistoryItem = v.InferOutput<typeof historyItemSchema>;

/**
 * What follows the items of a history.
 * - `none`: nothing, the list is complete
 * - `more`: more items can be asked for
 * - `reading`: more items are being read
 * - `offline`, `busy`: they could not be read, and can be asked for again
 * - `unordered`: nothing tells which items come next
 */
export const OLDER_SHOWN = ['none', 'more', 'reading', 'offline', 'busy', 'unordered'] as const;
export type OlderShown = (typeof OLDER_SHOWN)[number];

/**
 * The last transactions, newest first. Hidden until the customer asks for them. `unavailable` if this flavour of the API
 * has no list.
 */
const historySchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('unavailable') }),
  v.strictObject({ kind: v.literal('hidden') }),
  v.strictObject({
    kind: v.literal('shown'),
    items: v.array(historyItemSchema),
    older: v.picklist(OLDER_SHOWN),
  }),
]);
export type History = v.InferOutput<typeof historySchema>;

/** The problems that a card can have. */
export const CARD_PROBLEMS = [
  'unknown',
  'inactive',
  'unlinked',
  'unreadable',
  /** The card is unknown, and its value has the form of a product barcode. */
  'productCode',
  'codeUnknown',
  'codeUsed',
  'codeExpired',
] as const;
const cardProblemSchema = v.picklist(CARD_PROBLEMS);
export type CardProblem = v.InferOutput<typeof cardProblemSchema>;

/** Why the balance of a valid card cannot be shown now. */
export const LOOK_UP_PROBLEMS = [
  'offline',
  'tokenRefused',
  'shopUnknown',
  'accountInactive',
  'busy',
  'unexpected',
] as const;
const lookUpProblemSchema = v.picklist(LOOK_UP_PROBLEMS);
export type LookUpProblem = v.InferOutput<typeof lookUpProblemSchema>;

/** Why an amount cannot be confirmed. */
const amountProblemSchema = v.picklist(['overBalance', 'overMaximum', 'overOfflineCap']);

/** Why a payment did not happen. No money was taken. */
export const NOT_PAID_REASONS = [
  'balanceTooLow',
  'cardUnknown',
  'cardInactive',
  'cardUnlinked',
  'contactGone',
  'offline',
  'offlineLimit',
  'tokenRefused',
  'shopUnknown',
  'accountInactive',
  'busy',
  'damaged',
  'unexpected',
] as const;
const notPaidReasonSchema = v.picklist(NOT_PAID_REASONS);
export type NotPaidReason = v.InferOutput<typeof notPaidReasonSchema>;

/**
 * What can help at once after a payment that did not happen. Neither pays: both look the card up again.
 * - `tryAgain`: the same payment is asked about again
 * - `changeAmount`: the customer chooses another amount
 */
const nextAttemptSchema = v.picklist(['tryAgain', 'changeAmount']);
export type NextAttempt = v.InferOutput<typeof nextAttemptSchema>;

/** Why the kiosk is out of service. */
export const OUT_OF_SERVICE_REASONS = [
  'tokenMissing',
  'tokenRefused',
  'shopMissing',
  'shopUnknown',
  'settingsDamaged',
  /** The journal has open operations for another ledger than the settings name. */
  'otherLedger',
  'accountInactive',
] as const;
const outOfServiceReasonSchema = v.picklist(OUT_OF_SERVICE_REASONS);
export type OutOfServiceReason = v.InferOutput<typeof outOfServiceReasonSchema>;

/** Why a receipt was not printed, as far as the printer or its connection can tell. */
export const PAPER_PROBLEMS = [
  'noPaper',
  'coverOpen',
  'fault',
  'away',
  'unsure',
  'unprintable',
] as const;
const paperProblemSchema = v.picklist(PAPER_PROBLEMS);
export type PaperProblem = v.InferOutput<typeof paperProblemSchema>;

/** The state of the printed receipt. `none` if there is no printer. */
const paperSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('none') }),
  v.strictObject({ kind: v.literal('ready') }),
  v.strictObject({ kind: v.literal('printing') }),
  v.strictObject({ kind: v.literal('printed') }),
  /** The receipt was sent to a printer that never reports its status. */
  v.strictObject({ kind: v.literal('sent') }),
  v.strictObject({
    kind: v.literal('problem'),
    problem: paperProblemSchema,
    /** False if a part of the receipt may be on paper already, or if another try would fail in the same way. */
    canRetry: v.boolean(),
  }),
]);
export type Paper = v.InferOutput<typeof paperSchema>;

const shopChoiceSchema = v.strictObject({ uuid: textSchema, name: textSchema });
export type ShopChoice = v.InferOutput<typeof shopChoiceSchema>;

/**
 * False until nobody has pressed anything for a quiet time (shared/quiet-time.ts). So the rest of a double tap, or of a
 * tremor, on the previous screen has no effect on this one.
 */
const isArmedSchema = v.boolean();

const screenSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('starting') }),
  v.strictObject({
    kind: v.literal('outOfService'),
    reason: outOfServiceReasonSchema,
    /** The shops of the account, for the person who sets the kiosk up. Empty if unknown. */
    shops: v.array(shopChoiceSchema),
    /** The damaged file. */
    fileName: v.nullable(textSchema),
    /** Where the mistake is, in the settings file. Null for another file or an unknown place. */
    place: v.nullable(settingPlaceSchema),
  }),
  v.strictObject({ kind: v.literal('idle') }),
  v.strictObject({ kind: v.literal('identifying') }),
  v.strictObject({
    kind: v.literal('cardProblem'),
    problem: cardProblemSchema,
    endsIn: v.string(),
  }),
  v.strictObject({ kind: v.literal('lookUpProblem'), problem: lookUpProblemSchema }),
  v.strictObject({
    kind: v.literal('balance'),
    card: cardSchema,
    balance: balanceSchema,
    history: historySchema,
    canSpend: v.boolean(),
    /** An earlier operation of this contact is still being checked, so a new one must wait. */
    isEarlierUnsettled: v.boolean(),
    /** The ledger is being asked now. Its answer replaces the balance. */
    isBeingRead: v.boolean(),
  }),
  v.strictObject({
    kind: v.literal('amount'),
    card: cardSchema,
    balance: balanceSchema,
    amountInCents: centsSchema,
    quickAmountsInCents: v.array(
      v.strictObject({ amountInCents: centsSchema, isEnough: v.boolean() }),
    ),
    problem: v.nullable(amountProblemSchema),
    /** The largest amount that can be confirmed now. */
    limitInCents: centsSchema,
    canContinue: v.boolean(),
  }),
  v.strictObject({
    kind: v.literal('confirm'),
    card: cardSchema,
    amountInCents: centsSchema,
    /** The balance before the payment. */
    balance: balanceSchema,
    afterInCents: centsSchema,
    isArmed: isArmedSchema,
  }),
  v.strictObject({
    kind: v.literal('paying'),
    card: cardSchema,
    amountInCents: centsSchema,
    /** `checking`: no reply came, and the kiosk looks in the ledger for the transaction. */
    step: v.picklist(['waitingForEarlier', 'sending', 'checking']),
  }),
  v.strictObject({
    kind: v.literal('paid'),
    card: cardSchema,
    amountInCents: centsSchema,
    beforeInCents: centsSchema,
    afterInCents: centsSchema,
    /** False while only this terminal has the payment, because the ledger cannot be reached. */
    isInLedger: v.boolean(),
    paidAt: epochMsSchema,
    /** A short reference of the operation, for the receipt and for staff. */
    reference: textSchema,
    isReceiptShown: v.boolean(),
    paper: paperSchema,
    isArmed: isArmedSchema,
  }),
  v.strictObject({
    kind: v.literal('notPaid'),
    amountInCents: centsSchema,
    reason: notPaidReasonSchema,
    availableInCents: v.nullable(centsSchema),
    next: v.nullable(nextAttemptSchema),
    isArmed: isArmedSchema,
  }),
  /** There was no proof in time. The screen says that the payment was not completed and that no money will be kept. */
  v.strictObject({
    kind: v.literal('notCompleted'),
    card: cardSchema,
    amountInCents: centsSchema,
    /** When the kiosk stopped waiting for proof. */
    endedAt: epochMsSchema,
    reference: textSchema,
    isReceiptShown: v.boolean(),
    paper: paperSchema,
    isArmed: isArmedSchema,
  }),
  v.strictObject({
    kind: v.literal('staffSignIn'),
    /** `none`: no PIN is set, so the staff area cannot be opened. */
    access: v.picklist(['pin', 'none']),
    /** The PIN is shown on the sandbox, where there is nothing to protect. */
    demoPin: v.nullable(textSchema),
    digitCount: countSchema,
    isChecking: v.boolean(),
    problem: v.nullable(v.picklist(['wrong', 'locked'])),
    lockedSeconds: countSchema,
  }),
  staffReadersSchema,
]);
export type Screen = v.InferOutput<typeof screenSchema>;

/** A question or a warning over the screen. */
const overlaySchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('stillThere'),
    secondsLeft: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  v.strictObject({
    kind: v.literal('otherCard'),
    endsIn: v.string(),
    /** Identifies the question: a different card makes a new question. */
    number: countSchema,
    isArmed: isArmedSchema,
  }),
]);
export type Overlay = v.InferOutput<typeof overlaySchema>;

/** A short notice about the last scan or press, so that it gets a response. */
const noticeSchema = v.strictObject({
  kind: v.picklist([
    'sameCardAgain',
    'waitForPayment',
    'scanRefused',
    /** A bank card was swiped or scanned. Nothing of it is kept or sent. */
    'paymentCard',
    /** The card makes up a new number at each touch. */
    'changingNumber',
    'pressedTooEarly',
  ]),
  /** Grows with each notice, so that the page can tell two equal notices apart. */
  number: v.number(),
});
export type Notice = v.InferOutput<typeof noticeSchema>;

/**
 * The path of a logo or a picture. The name is a hash of the content, so a page never shows an outdated picture from
 * its cache.
 */
const shopPictureSchema = v.pipe(v.string(), v.regex(/^shop\/[0-9a-f]{16}\.(png|jpeg|webp|svg)$/));

/** What each demo card shows. The screen names it in its language, without a balance, which would not stay true. */
export const DEMO_CARD_KINDS = [
  'ordinary',
  'rich',
  'empty',
  'blocked',
  'unknown',
  'longName',
  'unregistered',
  'longHistory',
  'firstOfTwo',
  'secondOfTwo',
] as const;
const demoCardSchema = v.strictObject({ kind: v.picklist(DEMO_CARD_KINDS), value: textSchema });
export type DemoCard = v.InferOutput<typeof demoCardSchema>;

const gestureSchema = v.picklist(['tap', 'scan', 'either']);
export type Gesture = v.InferOutput<typeof gestureSchema>;

export const viewSchema = v.strictObject({
  /** Grows by one with every view. */
  revision: countSchema,
  /** Identifies the screen as the customer sees it. An intent from an earlier screen is ignored. */
  screenId: v.pipe(v.number(), v.integer(), v.minValue(0)),
  language: languageSchema,
  languages: v.array(languageSchema),
  adjustments: adjustmentsSchema,
  /** The sheet that the customer opened from the toolbar. It covers the screen. */
  sheet: v.nullable(sheetSchema),
  speech: speechPolicySchema,
  physicalScreen: physicalScreenSchema,
  currency: currencySchema,
  minorDigits: minorDigitsSchema,
  shopName: v.nullable(textSchema),
  /** The shop's colour, as `#rrggbb`; null for the default. */
  accentColor: v.nullable(v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/))),
  /**
   * Paths within the page. `shopLogo` is null for the default logo, and `shopPictures` is empty if there are no
   * pictures.
   */
  shopLogo: v.nullable(shopPictureSchema),
  shopPictures: v.pipe(v.array(shopPictureSchema), v.maxLength(8)),
  /** False while the journal is damaged: balances are shown, but nothing can be paid. */
  takesMoney: v.boolean(),
  /** Where the reader is, seen from the screen. */
  readerPlace: v.picklist(['below', 'right', 'behind']),
  /**
   * `away`: a reader that worked before, or that was set up, does not work now. `none`: no reader is known, but a
   * scanner that types may still work.
   */
  reader: v.picklist(['ready', 'away', 'none']),
  /**
   * How to present a card to the connected readers: tap its chip or scan its QR code. `either` if both work, or if that
   * is unknown.
   */
  gesture: gestureSchema,
  isSandbox: v.boolean(),
  /** The demo cards that can be touched on the screen, on the sandbox only. */
  demoCards: v.array(demoCardSchema),
  connection: connectionSchema,
  waiting: waitingSchema,
  drain: v.nullable(drainSchema),
  screen: screenSchema,
  overlay: v.nullable(overlaySchema),
  /**
   * How long the screen stays if nobody touches it. Null if a warning comes first, or if the screen has no time limit.
   */
  leavesInSeconds: v.nullable(countSchema),
  notice: v.nullable(noticeSchema),
});
export type View = v.InferOutput<typeof viewSchema>;

// ---------------------------------------------------------------- intents

const drawnFrom = { screenId: countSchema };

export const intentSchema = v.variant('kind', [
  /** A sign of life, which keeps the session from ending. */
  v.strictObject({ kind: v.literal('touch') }),
  /** The customer pressed something that is not an active button, while the screen asks a question that has to arm. */
  v.strictObject({ kind: v.literal('pressed') }),
  /** The page drew the result of a payment. Every page reports it once. */
  v.strictObject({ kind: v.literal('drawn'), ...drawnFrom }),
  v.strictObject({ kind: v.literal('chooseLanguage'), language: languageSchema }),
  v.strictObject({ kind: v.literal('adjust'), change: adjustmentSchema }),
  v.strictObject({ kind: v.literal('openSheet'), sheet: sheetSchema }),
  v.strictObject({ kind: v.literal('closeSheet') }),
  v.strictObject({ kind: v.literal('presentDemoCard'), value: v.pipe(textSchema, v.minLength(1)) }),
  v.strictObject({ kind: v.literal('stop'), ...drawnFrom }),
  v.strictObject({ kind: v.literal('back'), ...drawnFrom }),
  v.strictObject({ kind: v.literal('retry'), ...drawnFrom }),
  v.strictObject({ kind: v.literal('showHistory'), ...drawnFrom }),
  v.strictObject({ kind: v.literal('hideHistory'), ...drawnFrom }),
  /** The next older items of the history. Also sent when the customer scrolls near its end. */
  v.strictObject({ kind: v.literal('showOlder'), ...drawnFrom }),
  v.strictObject({ kind: v.literal('startSpend'), ...drawnFrom }),
  v.strictObject({
    kind: v.literal('pressDigit'),
    digit: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9)),
    ...drawnFrom,
  }),
  v.strictObject({ kind: v.literal('pressDoubleZero'), ...drawnFrom }),
  /** A comma or a point on a keyboard. The keypad on the screen has none. */
  v.strictObject({ kind: v.literal('pressDecimalSign'), ...drawnFrom }),
  v.strictObject({ kind: v.literal('erase'), ...drawnFrom }),
  /** The keys that follow come from a keyboard. They may turn out to be a scanner's: see `takeBackTyped`. */
  v.strictObject({ kind: v.literal('beginTyping'), ...drawnFrom }),
  /**
   * A scanner typed the keys since `beginTyping`, so they count for nothing. They may be from an earlier screen.
   * `mayBePin`: they are too many digits for an amount, but not for a PIN.
   */
  v.strictObject({ kind: v.literal('takeBackTyped'), mayBePin: v.boolean() }),
  v.strictObject({ kind: v.literal('chooseAmount'), amountInCents: centsSchema, ...drawnFrom }),
  v.strictObject({ kind: v.literal('review'), ...drawnFrom }),
  v.strictObject({ kind: v.literal('confirmSpend'), ...drawnFrom }),
  v.strictObject({ kind: v.literal('showReceipt'), ...drawnFrom }),
  v.strictObject({ kind: v.literal('hideReceipt'), ...drawnFrom }),
  v.strictObject({ kind: v.literal('printReceipt'), ...drawnFrom }),
  v.strictObject({ kind: v.literal('openStaff'), ...drawnFrom }),
  v.strictObject({ kind: v.literal('submitPin'), ...drawnFrom }),
  v.strictObject({ kind: v.literal('startTeaching'), ...drawnFrom }),
  v.strictObject({ kind: v.literal('cancelTeaching'), ...drawnFrom }),
  v.strictObject({
    kind: v.literal('useProfile'),
    choice: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9)),
    ...drawnFrom,
  }),
  v.strictObject({ kind: v.literal('stay') }),
  v.strictObject({ kind: v.literal('takeOtherCard'), number: countSchema }),
  v.strictObject({ kind: v.literal('keepThisCard') }),
]);
export type Intent = v.InferOutput<typeof intentSchema>;

/** The interface that a shell gives the page: `window.kiosk`. */
export interface KioskBridge {
  send(intent: Intent): void;
  /** Calls back with every view, starting with the present one. The views are not parsed yet. */
  onView(listener: (view: unknown) => void): void;
}
