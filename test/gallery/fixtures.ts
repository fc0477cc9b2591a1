/** One view per screen and state, for the pictures and for the accessibility check. All of it is made up. */
import {
  LANGUAGES,
  type HistoryItem,
  type Language,
  type OfflineReason,
  type Paper,
  type PaperProblem,
  type Screen,
  type View,
} from '../../src/shared/contract.ts';
import type { ReaderRow, Teaching } from '../../src/shared/staff-board.ts';
import { keyboardUdevRule, udevRule } from '../../src/main/readers/worker/hid/udev.ts';
import { DEMO_CARDS } from '../../src/sandbox/demo.ts';
import { addCents, cents, negateCents, type Cents } from '../../src/shared/money.ts';
import { epochMs } from '../../src/shared/time.ts';
import { STANDARD } from '../builders/view.ts';

/** The gallery's clock stands still here: a Friday afternoon. */
export const GALLERY_NOW = epochMs(Date.UTC(2026, 4, 15, 12, 2));
const MINUTE_MS = 60_000;

export interface Fixture {
  name: string;
  view: (language: Language) => View;
  /** How long the customer has been looking at it when the picture is taken. */
  afterMs?: number;
}

const CARD = { name: 'Krabby Membership', endsIn: 'skjf' };
/** In test/gallery/shop. */
const SHOP_LOGO = 'shop/00000000000000aa.svg';
const SHOP_PICTURE = 'shop/00000000000000bb.svg';
/** One word, and wider than a list. */
const LONG_SHOP_NAME = 'Donaudampfschifffahrtsgesellschaftskapitänskajütenverkaufsstelle';
const QUICK = [250, 500, 1000, 2000];
/** As many as the settings take, and wide ones. */
const SIX = [250, 500, 1250, 2000, 150_000, 125_050];
const GOING: readonly Screen['kind'][] = ['paid', 'cardProblem', 'lookUpProblem'];

const READERS: readonly ReaderRow[] = [
  { name: 'Honeywell HID POS Scanner', status: 'ready', detail: null },
  { name: 'Lab NFC', status: 'notSetUp', detail: null },
  {
    name: 'ACS ACR122U',
    status: 'permission',
    detail: udevRule({ vendorId: 0x072f, productId: 0x2200 }),
  },
];
const NOT_READY: readonly ReaderRow[] = [
  {
    name: 'Newland FM430',
    status: 'stillTypes',
    detail: keyboardUdevRule({ vendorId: 0x1eab, productId: 0x1a03 }),
  },
  { name: 'Symbol LS2208', status: 'keyboardOnly', detail: null },
  { name: 'Datalogic QuickScan', status: 'away', detail: null },
  { name: 'No-name scanner', status: 'setAside', detail: null },
  { name: 'PC/SC', status: 'libraryMissing', detail: 'libpcsclite' },
  { name: '/dev/ttyACM0', status: 'cannotOpen', detail: 'Error: Device or resource busy' },
];

export const FIXTURES: readonly Fixture[] = [
  fixture('starting', { kind: 'starting' }),
  fixture('idle', { kind: 'idle' }, { afterMs: 1_700 }),
  fixture(
    'idle-demo',
    { kind: 'idle' },
    { isSandbox: true, demoCards: [...DEMO_CARDS], afterMs: 1_700 },
  ),
  fixture(
    'idle-right',
    { kind: 'idle' },
    { readerPlace: 'right', accentColor: '#e4002b', afterMs: 1_700 },
  ),
  fixture(
    'idle-behind',
    { kind: 'idle' },
    { readerPlace: 'behind', accentColor: '#ffcc00', afterMs: 1_700 },
  ),
  fixture('idle-scan', { kind: 'idle' }, { gesture: 'scan', afterMs: 1_700 }),
  fixture('idle-tap', { kind: 'idle' }, { gesture: 'tap', afterMs: 1_700 }),
  fixture(
    'idle-own-look',
    { kind: 'idle' },
    { shopLogo: SHOP_LOGO, shopPictures: [SHOP_PICTURE], accentColor: '#b3261e', afterMs: 1_700 },
  ),
  fixture('receipt-own-look', paid(true, { isReceiptShown: true }), {
    shopLogo: SHOP_LOGO,
    accentColor: '#b3261e',
  }),
  fixture('balance-own-look', balance(cents(50_00)), {
    shopLogo: SHOP_LOGO,
    accentColor: '#b3261e',
  }),
  fixture('idle-offline', { kind: 'idle' }, { ...offline(true), afterMs: 1_700 }),
  fixture('idle-no-money', { kind: 'idle' }, { takesMoney: false, afterMs: 1_700 }),
  fixture('idle-reader-away', { kind: 'idle' }, { reader: 'away' }),
  fixture(
    'idle-reader-away-demo',
    { kind: 'idle' },
    { reader: 'away', isSandbox: true, demoCards: [...DEMO_CARDS] },
  ),
  fixture('idle-two-languages', { kind: 'idle' }, { languages: ['en', 'nl'], afterMs: 1_700 }),
  fixture('identifying', { kind: 'identifying' }, { afterMs: 2_000 }),
  fixture('identifying-slow', { kind: 'identifying' }, { afterMs: 6_000 }),
  fixture('card-unknown', { kind: 'cardProblem', problem: 'unknown', endsIn: '4711' }),
  fixture('card-inactive', { kind: 'cardProblem', problem: 'inactive', endsIn: '4711' }),
  fixture('card-unlinked', { kind: 'cardProblem', problem: 'unlinked', endsIn: '4711' }),
  fixture('card-unreadable', { kind: 'cardProblem', problem: 'unreadable', endsIn: '' }),
  fixture('card-product', { kind: 'cardProblem', problem: 'productCode', endsIn: '3931' }),
  fixture('code-unknown', { kind: 'cardProblem', problem: 'codeUnknown', endsIn: '' }),
  fixture('code-used', { kind: 'cardProblem', problem: 'codeUsed', endsIn: '' }),
  fixture('code-expired', { kind: 'cardProblem', problem: 'codeExpired', endsIn: '' }),
  fixture(
    'look-up-offline',
    { kind: 'lookUpProblem', problem: 'offline' },
    offline(false, 'captivePortal'),
  ),
  fixture('look-up-busy', { kind: 'lookUpProblem', problem: 'busy' }),
  fixture('look-up-token-refused', { kind: 'lookUpProblem', problem: 'tokenRefused' }),
  fixture('look-up-unexpected', { kind: 'lookUpProblem', problem: 'unexpected' }),
  fixture('balance', balance(cents(50_00))),
  fixture('balance-demo', balance(cents(50_00)), { isSandbox: true, accentColor: '#e4002b' }),
  fixture('balance-zero', balance(cents(0), { canSpend: false })),
  fixture('balance-negative', balance(cents(-12_35), { canSpend: false })),
  fixture('balance-very-large', balance(cents(99_999_999_99))),
  fixture(
    'balance-long-name',
    balance(cents(1_284_50), {
      card: {
        name: 'Владислав-Αλέξανδρος Клуб друзей моря نادي الأصدقاء',
        endsIn: 'яхт4',
      },
    }),
  ),
  fixture(
    'balance-history',
    balance(cents(50_00), { history: { kind: 'shown', items: historyItems() } }),
  ),
  fixture(
    'balance-history-empty',
    balance(cents(50_00), { history: { kind: 'shown', items: [] } }),
  ),
  fixture('balance-earlier-unsettled', balance(cents(50_00), { isEarlierUnsettled: true })),
  fixture(
    'balance-offline',
    balance(cents(50_00), {
      balance: { availableInCents: cents(50_00), asOf: ago(140), isLive: false },
    }),
    offline(true, 'nameNotFound'),
  ),
  fixture(
    'balance-offline-no-spend',
    balance(cents(50_00), {
      balance: { availableInCents: cents(50_00), asOf: ago(2900), isLive: false },
      canSpend: false,
      history: { kind: 'unavailable' },
    }),
    offline(false, 'tokenRefused'),
  ),
  fixture('balance-draining', balance(cents(50_00)), {
    waiting: { count: 28, oldestAt: ago(97), heldCount: 1 },
    drain: { done: 12, total: 40, perSecond: 1.4, leftMs: 20_000 },
  }),
  fixture('amount-empty', amount(cents(0))),
  fixture('amount', amount(cents(12_50))),
  fixture('amount-six-quick', amount(cents(12_50), null, SIX)),
  fixture('amount-six-quick-offline', amount(cents(12_50), null, SIX), offline(true)),
  fixture('amount-over-balance', amount(cents(80_00), 'overBalance')),
  fixture('amount-over-maximum', amount(cents(5_000_00), 'overMaximum')),
  fixture(
    'amount-over-offline-cap',
    amount(cents(30_00), 'overOfflineCap'),
    offline(true, 'serverError'),
  ),
  fixture('confirm-unarmed', confirm(cents(12_50), false)),
  fixture('confirm', confirm(cents(12_50), true)),
  fixture('paying-sending', paying('sending'), { afterMs: 600 }),
  fixture('paying-sending-slow', paying('sending'), { afterMs: 6_000 }),
  fixture('paying-checking', paying('checking'), { afterMs: 6_000 }),
  fixture('paying-waiting', paying('waitingForEarlier'), { afterMs: 6_000 }),
  fixture('paid', paid(true), { afterMs: 1_000 }),
  fixture('paid-kept', paid(false), { ...offline(true, 'timeout'), afterMs: 1_000 }),
  fixture('receipt', paid(true, { isReceiptShown: true })),
  fixture('receipt-printer', paid(true, { isReceiptShown: true, paper: { kind: 'ready' } })),
  fixture('receipt-printing', paid(true, { isReceiptShown: true, paper: { kind: 'printing' } })),
  fixture('receipt-printed', paid(true, { isReceiptShown: true, paper: { kind: 'printed' } })),
  fixture('receipt-sent', paid(true, { isReceiptShown: true, paper: { kind: 'sent' } })),
  receiptProblem('noPaper'),
  receiptProblem('coverOpen'),
  receiptProblem('fault'),
  receiptProblem('away'),
  receiptProblem('unsure', false),
  receiptProblem('unprintable', false),
  fixture('receipt-kept', paid(false, { isReceiptShown: true, paper: { kind: 'ready' } }), {
    ...offline(true, 'insecure'),
    isSandbox: true,
    shopName: 'Koninklijke Nederlandsche Krabbenvisserij Zeezicht & Zonen',
  }),
  fixture('not-paid-balance', notPaid('balanceTooLow', cents(8_20))),
  fixture('not-paid-card-unknown', notPaid('cardUnknown')),
  fixture('not-paid-card-inactive', notPaid('cardInactive')),
  fixture('not-paid-card-unlinked', notPaid('cardUnlinked')),
  fixture('not-paid-contact-gone', notPaid('contactGone')),
  fixture('not-paid-offline', notPaid('offline'), offline(false, 'refused')),
  fixture('not-paid-offline-limit', notPaid('offlineLimit'), offline(true, 'busy')),
  fixture('not-paid-busy', notPaid('busy')),
  fixture('not-paid-damaged', notPaid('damaged')),
  fixture('not-paid-unexpected', notPaid('unexpected')),
  fixture('not-paid-token-refused', notPaid('tokenRefused')),
  fixture('not-completed', {
    kind: 'notCompleted',
    amountInCents: cents(12_50),
    reference: 'K7-0421',
    isArmed: true,
  }),
  fixture('still-there', balance(cents(50_00)), {
    overlay: { kind: 'stillThere', secondsLeft: 18 },
  }),
  fixture('still-there-paid', paid(true), {
    overlay: { kind: 'stillThere', secondsLeft: 18 },
    leavesInSeconds: null,
  }),
  fixture('other-card', balance(cents(50_00)), {
    overlay: { kind: 'otherCard', endsIn: '9f2a', number: 2 },
  }),
  fixture('help', { kind: 'idle' }, { sheet: 'help' }),
  fixture('comfort', balance(cents(50_00)), { sheet: 'comfort' }),
  fixture('languages', balance(cents(50_00)), { sheet: 'language' }),
  fixture('notice', balance(cents(50_00)), { notice: { kind: 'sameCardAgain', number: 1 } }),
  fixture('notice-wait', paying('sending'), { notice: { kind: 'waitForPayment', number: 1 } }),
  fixture('notice-refused', { kind: 'idle' }, { notice: { kind: 'scanRefused', number: 1 } }),
  fixture('staff-pin', signIn({ digitCount: 3, demoPin: '2468' }), { isSandbox: true }),
  fixture('staff-pin-locked', signIn({ problem: 'wrong', lockedSeconds: 30 })),
  fixture('staff-pin-none', signIn({ access: 'none' })),
  fixture('staff-readers', staff({ kind: 'off' })),
  fixture('staff-readers-not-ready', staff({ kind: 'off' }, NOT_READY)),
  fixture(
    'staff-teach-first',
    staff({ kind: 'presenting', reader: null, card: 'first', firstCount: 0, secondCount: 0 }),
  ),
  fixture(
    'staff-teach',
    staff({
      kind: 'presenting',
      reader: 'Lab NFC',
      card: 'second',
      firstCount: 1,
      secondCount: 1,
    }),
  ),
  fixture(
    'staff-proposed',
    staff({
      kind: 'proposed',
      reader: 'Lab NFC',
      field: { reportId: 1, offset: 3, count: null, lengthAt: 2 },
      choices: [
        { writing: 'hex', first: '04A1B2C3D4E5F6', second: '04917E3311AA80' },
        { writing: 'hexReversed', first: 'F6E5D4C3B2A104', second: '80AA11337E9104' },
        { writing: 'decimal', first: '1304048530974198', second: '1286252186184320' },
        { writing: 'decimalReversed', first: '69494219424047364', second: '36215127432401156' },
      ],
    }),
  ),
  fixture(
    'staff-keys',
    staff({
      kind: 'proposedKeys',
      suffix: 'enter',
      hasAimIdentifier: false,
      choices: [
        { layout: null, cut: '~', first: 'GOLD-0001', second: 'GOLD-0002' },
        { layout: null, cut: '~GOLD-', first: '0001', second: '0002' },
        { layout: null, cut: null, first: '~GOLD-0001', second: '~GOLD-0002' },
      ],
    }),
  ),
  fixture(
    'staff-keys-layout',
    staff({
      kind: 'proposedKeys',
      suffix: 'tab',
      hasAimIdentifier: false,
      choices: [
        { layout: 'US', cut: null, first: '4006381333', second: '4006381357' },
        { layout: null, cut: null, first: `'àà-"_&"""`, second: `'àà-"_&"(è` },
      ],
    }),
  ),
  fixture(
    'staff-keys-certain',
    staff({
      kind: 'proposedKeys',
      suffix: 'enter',
      hasAimIdentifier: false,
      choices: [{ layout: null, cut: '<STX>', first: '4006381333931', second: '4006381333948' }],
    }),
  ),
  fixture('staff-keys-used', staff({ kind: 'used', reader: null })),
  fixture('staff-works', staff({ kind: 'works', first: 'GOLD-0001', second: 'GOLD-0002' })),
  fixture('staff-not-saved', staff({ kind: 'notSaved' })),
  fixture('staff-refused', staff({ kind: 'refused', why: 'unclear' })),
  outOfService('tokenMissing'),
  outOfService('tokenRefused'),
  outOfService('shopMissing', 4),
  outOfService('shopUnknown', 12),
  outOfService('settingsDamaged', 0, 'settings-damaged-2026-05-15.json'),
  outOfService('otherLedger', 0, 'journal.sqlite'),
  outOfService('accountInactive'),
];

function fixture(
  name: string,
  screen: Screen,
  around: Partial<View> & Pick<Fixture, 'afterMs'> = {},
): Fixture {
  const { afterMs, ...changes } = around;
  const view = (language: Language): View => ({
    revision: 1,
    screenId: 1,
    language,
    languages: [...LANGUAGES],
    adjustments: STANDARD,
    sheet: null,
    speech: 'onRequest',
    physicalScreen: { pixelsPerMm: null, diagonalInches: null },
    currency: 'EUR',
    shopName: 'Krusty Krab',
    accentColor: null,
    shopLogo: null,
    shopPictures: [],
    readerPlace: 'below',
    reader: 'ready',
    gesture: 'either',
    isSandbox: false,
    demoCards: [],
    connection: { kind: 'online' },
    takesMoney: true,
    waiting: { count: 0, oldestAt: null, heldCount: 0 },
    drain: null,
    screen,
    overlay: null,
    leavesInSeconds: leavesInSeconds(screen),
    notice: null,
    ...changes,
  });
  return {
    name,
    view,
    ...(afterMs === undefined ? {} : { afterMs }),
  };
}

/** As the session has it: a result that nobody touched, and that goes without a question, says how long it stays. */
function leavesInSeconds(screen: Screen): number | null {
  const isTouched = screen.kind === 'paid' && screen.isReceiptShown;
  return GOING.includes(screen.kind) && !isTouched ? 20 : null;
}

function balance(
  availableInCents: Cents,
  changes: Partial<Extract<Screen, { kind: 'balance' }>> = {},
): Screen {
  return {
    kind: 'balance',
    card: CARD,
    balance: { availableInCents, asOf: GALLERY_NOW, isLive: true },
    history: { kind: 'hidden' },
    canSpend: true,
    isEarlierUnsettled: false,
    ...changes,
  };
}

function amount(
  amountInCents: Cents,
  problem: Extract<Screen, { kind: 'amount' }>['problem'] = null,
  quickAmounts: readonly number[] = QUICK,
): Screen {
  const availableInCents = cents(18_75);
  return {
    kind: 'amount',
    card: CARD,
    balance: { availableInCents, asOf: GALLERY_NOW, isLive: true },
    amountInCents,
    quickAmountsInCents: quickAmounts.map((quick) => ({
      amountInCents: cents(quick),
      isEnough: quick <= availableInCents,
    })),
    problem,
    limitInCents: availableInCents,
    canContinue: problem === null && amountInCents > 0,
  };
}

function confirm(amountInCents: Cents, isArmed: boolean): Screen {
  const beforeInCents = cents(50_00);
  const afterInCents = addCents(beforeInCents, negateCents(amountInCents));
  return { kind: 'confirm', card: CARD, amountInCents, beforeInCents, afterInCents, isArmed };
}

function paying(step: 'sending' | 'checking' | 'waitingForEarlier'): Screen {
  return { kind: 'paying', card: CARD, amountInCents: cents(12_50), step };
}

function paid(
  isInLedger: boolean,
  changes: Partial<Extract<Screen, { kind: 'paid' }>> = {},
): Screen {
  return {
    kind: 'paid',
    card: CARD,
    amountInCents: cents(12_50),
    beforeInCents: cents(50_00),
    afterInCents: cents(37_50),
    isInLedger,
    paidAt: GALLERY_NOW,
    reference: 'K7-0421',
    isReceiptShown: false,
    paper: { kind: 'none' },
    isArmed: true,
    ...changes,
  };
}

function paperProblem(problem: PaperProblem, canRetry: boolean): Paper {
  return { kind: 'problem', problem, canRetry };
}

function receiptProblem(problem: PaperProblem, canRetry = true): Fixture {
  const name = `receipt-${dashed(problem)}`;
  return fixture(
    name,
    paid(true, { isReceiptShown: true, paper: paperProblem(problem, canRetry) }),
  );
}

function notPaid(
  reason: Extract<Screen, { kind: 'notPaid' }>['reason'],
  availableInCents: Cents | null = null,
): Screen {
  return { kind: 'notPaid', amountInCents: cents(12_50), reason, availableInCents, isArmed: true };
}

function signIn(changes: Partial<Extract<Screen, { kind: 'staffSignIn' }>>): Screen {
  return {
    kind: 'staffSignIn',
    access: 'pin',
    demoPin: null,
    digitCount: 0,
    isChecking: false,
    problem: null,
    lockedSeconds: 0,
    ...changes,
  };
}

function staff(teaching: Teaching, readers: readonly ReaderRow[] = READERS): Screen {
  const report = '01 00 07 04 A1 B2 C3 D4 E5 F6 + 54 × 00';
  return {
    kind: 'staffReaders',
    readers: [...readers],
    feed: [
      { number: 4, at: ago(0), reader: 'Lab NFC', kind: 'report', text: report },
      { number: 3, at: ago(0), reader: null, kind: 'keys', text: '4006381333931' },
      {
        number: 2,
        at: ago(1),
        reader: 'Honeywell HID POS Scanner',
        kind: 'code',
        text: 'GOLD-0001',
      },
      { number: 1, at: ago(1), reader: 'Lab NFC', kind: 'report', text: report },
    ],
    teaching,
  };
}

function outOfService(
  reason: Extract<Screen, { kind: 'outOfService' }>['reason'],
  shopCount = 0,
  fileName: string | null = null,
): Fixture {
  const shops = Array.from({ length: shopCount }, (_, index) => ({
    uuid: `6f1d0a2e-7c55-4b8e-9a41-${String(100_000_000_000 + index * 7_919)}`,
    name: ['Krusty Krab', 'Chum Bucket', 'Goo Lagoon Kiosk', 'Weenie Hut'][index % 4] ?? '',
  }));
  return fixture(
    `out-of-service-${dashed(reason)}`,
    { kind: 'outOfService', reason, shops, fileName },
    { shopName: null },
  );
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function offline(canSpend: boolean, reason: OfflineReason = 'noLink'): Partial<View> {
  return {
    connection: { kind: 'offline', reason, since: ago(22), canSpend },
    waiting: { count: 3, oldestAt: ago(12), heldCount: 1 },
  };
}

function historyItems(): HistoryItem[] {
  return Array.from({ length: 30 }, (_, index) => ({
    uuid: `row-${index}`,
    amountInCents: index % 6 === 5 ? cents(25_00) : cents(-(180 + ((index * 375) % 2_400))),
    createdAt: ago(95 + index * 1_733),
    shopName: index % 11 === 10 ? null : index === 1 ? LONG_SHOP_NAME : 'Krusty Krab',
  }));
}

function ago(minutes: number): typeof GALLERY_NOW {
  return epochMs(GALLERY_NOW - minutes * MINUTE_MS);
}
