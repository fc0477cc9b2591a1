/**
 * Short stories that chance alone tells too seldom. Each has a fixed course and random details. A story takes the place
 * of the plan that the seed made.
 */
import type { BehaviourChanges } from '../../src/sandbox/behaviour.ts';
import {
  RIGHT_DATES,
  type Action,
  type NetworkFault,
  type OfflineCaps,
  type Plan,
  type RequestFault,
} from './plan.ts';
import type { Random } from './random.ts';

type Story = (random: Random, plan: Plan) => Plan;

export const RARE_STORIES: readonly Story[] = [
  rowFoundWithoutBalance,
  lookedUpDuringSettlement,
  promiseWhileUnknown,
  refusedThenMerged,
  mergedDuringPost,
  contradictionBetweenEmptyLooks,
  topUpRefusedAfterPromise,
  twoCardsOffline,
  topUpTakenBackOffline,
  twoWaitForMergedContact,
  twoPayAtOnce,
  inactiveCardOffline,
  turnedAwayForLong,
  comparedDuringLookUp,
  mergedDuringDrain,
  topUpSeenBeforeFound,
  clockSetWhileOffline,
];

const CAPS: OfflineCaps = {
  perOperationInCents: 10_000,
  perContactInCents: 10_000,
  perTerminalInCents: 20_000,
  ageMsMax: 3_600_000,
};

const CUSTOMER = {
  kind: 'customer',
  terminal: 0,
  contact: 0,
  card: 0,
  amountInCents: 250,
  isGreedy: true,
  thinkMs: 500,
} as const;

/** The customer only looks at the balance: the run is over, or the figure too old, before the payment. */
const LOOKS_ONLY = { ...CUSTOMER, amountInCents: 1, thinkMs: 3_000_000 } as const;

const PROMPT: BehaviourChanges = { listLagMs: 0, balanceLagMs: 0, rateLimit: null };

/** One terminal, one contact with two cards, nothing that goes wrong. */
function quiet({ seed, behaviour, isOwnShop }: Plan, balanceInCents: number): Plan {
  return {
    seed,
    isStory: true,
    flavour: 'clients',
    isOwnShop,
    isMistakenShop: false,
    dates: RIGHT_DATES,
    terminalCount: 1,
    contacts: [{ cardCount: 2, balanceInCents, earlierRows: 2 }],
    behaviour: {
      ...behaviour,
      ...PROMPT,
      ...(behaviour.listOrder === 'unstable' ? { listOrder: 'ascending' } : {}),
    },
    offline: null,
    actions: [],
    faults: [],
    outages: [],
    crashes: [],
    disks: [],
  };
}

function fault(route: RequestFault['route'], nth: number, what: NetworkFault): RequestFault {
  return { terminal: 0, route, nth, fault: what };
}

function noLink(fromMs: number, toMs: number): Plan['outages'][number] {
  return { terminal: 0, kind: 'noLink', fromMs, toMs };
}

type Unnamed<Each> = Each extends Action ? Omit<Each, 'name'> : never;

function named(actions: readonly Unnamed<Action>[]): Action[] {
  return actions.map((action, name) => ({ ...action, name }));
}

/** The reply is lost, the look-up finds the row, and then the balance cannot be read. */
function rowFoundWithoutBalance(random: Random, plan: Plan): Plan {
  const lost: NetworkFault = random.pick([
    { kind: 'dropAfter' },
    { kind: 'missingUuid' },
    { kind: 'cutBody', keepBytes: 20 },
  ]);
  const unread: NetworkFault = random.pick([{ kind: 'dropBefore' }, { kind: 'malformedJson' }]);
  const nth = random.pick([1, 2, 2, 3]);
  return {
    ...quiet(plan, random.pick([800, 3_000])),
    isOwnShop: true,
    actions: named([{ ...CUSTOMER, atMs: 100, amountInCents: random.pick([250, 2_500]) }]),
    faults: [fault('create', 0, lost), fault('balance', nth, unread)],
  };
}

/** A card is looked up while a promised payment of its contact gets its row: the balance is from before, the rest not. */
function lookedUpDuringSettlement(random: Random, plan: Plan): Plan {
  const slow = (): NetworkFault => ({
    kind: 'delayReply',
    delayMs: random.pick([1_000, 4_000]),
  });
  return {
    ...quiet(plan, 3_000),
    isOwnShop: true,
    offline: CAPS,
    actions: named([
      { ...LOOKS_ONLY, atMs: 100 },
      { ...CUSTOMER, atMs: 11_000, amountInCents: 700 },
      { ...LOOKS_ONLY, atMs: random.between(18_050, 20_200), card: random.pick([0, 0, 0, 1]) },
    ]),
    faults: [1, 2, 3, 4, 5].map((nth) => fault('balance', nth, slow())),
    outages: [noLink(5_000, 18_000)],
  };
}

/** A promised payment has an unknown outcome while the next one is asked for offline. */
function promiseWhileUnknown(random: Random, plan: Plan): Plan {
  const commits = random.chance(0.5);
  const nextInCents = random.pick([700, 1_000, 1_400]);
  return {
    ...quiet(plan, 20_000),
    offline: { ...CAPS, perContactInCents: 1_500 },
    actions: named([
      { ...CUSTOMER, atMs: 100 },
      { ...CUSTOMER, atMs: 11_000, amountInCents: 700 },
      { ...CUSTOMER, atMs: 46_000, amountInCents: nextInCents },
    ]),
    faults: [fault('create', 1, { kind: 'hang', commits })],
    outages: [noLink(5_000, 20_000), noLink(38_000, 90_000)],
  };
}

/** A promised spend is refused. Then the contact may be merged, and its cards are used offline again. */
function refusedThenMerged(random: Random, plan: Plan): Plan {
  const made = quiet(plan, 3_000);
  const merge = { kind: 'merge', contact: 0, atMs: 60_000 } as const;
  const merges = random.chance(0.7) ? [merge] : [];
  return {
    ...made,
    behaviour: { ...made.behaviour, overdraft: 'refuse' },
    offline: CAPS,
    actions: named([
      { ...CUSTOMER, atMs: 100, amountInCents: 100 },
      { ...CUSTOMER, atMs: 2_000, amountInCents: 100, card: 1 },
      { ...CUSTOMER, atMs: 11_000, amountInCents: 2_000, thinkMs: 200 },
      { kind: 'elsewhere', contact: 0, amountInCents: -2_500, atMs: 12_000 },
      ...merges,
      { ...CUSTOMER, atMs: 335_000, amountInCents: 100, card: random.between(0, 1) },
    ]),
    outages: [noLink(5_000, 20_000), noLink(320_000, 400_000)],
  };
}

/** The first comparison with the ledger (five minutes after the start) meets a merged contact whose POST is under way. */
function mergedDuringPost(random: Random, plan: Plan): Plan {
  return {
    ...quiet(plan, 20_000),
    actions: named([
      { ...CUSTOMER, atMs: random.between(297_000, 298_400) },
      { kind: 'merge', contact: 0, atMs: random.between(299_500, 299_990) },
    ]),
    faults: [fault('create', 0, { kind: 'delayReply', delayMs: 9_000 })],
  };
}

/** The list lags, and the balance comes from copies of the data that are old and new in turn. */
function contradictionBetweenEmptyLooks(random: Random, plan: Plan): Plan {
  const made = quiet(plan, 20_000);
  const stale: NetworkFault = { kind: 'staleRead', byMs: 3_600_000 };
  return {
    ...made,
    isOwnShop: random.chance(0.3),
    behaviour: { ...made.behaviour, listLagMs: 600_000 },
    // The second look at the card only makes the run long enough.
    actions: named([
      { ...CUSTOMER, atMs: 100 },
      { ...LOOKS_ONLY, atMs: 300_000 },
    ]),
    faults: [
      fault('create', 0, { kind: 'dropAfter' }),
      fault('balance', 5, stale),
      fault('balance', 7, stale),
    ],
  };
}

/** Staff top a card up offline, and the ledger refuses the top-up later. */
function topUpRefusedAfterPromise(random: Random, plan: Plan): Plan {
  return {
    ...quiet(plan, 3_000),
    offline: CAPS,
    actions: named([
      { ...LOOKS_ONLY, atMs: 100 },
      { kind: 'topUp', terminal: 0, contact: 0, amountInCents: 450, atMs: 11_000 },
    ]),
    faults: [
      fault(
        'create',
        0,
        random.pick<NetworkFault>([
          { kind: 'refused400', code: random.pick([1003, 5003, 55031]) },
          { kind: 'dropAfter' },
          { kind: 'dropBefore' },
        ]),
      ),
    ],
    outages: [noLink(4_000, 25_000)],
  };
}

/** A contact with two cards spends elsewhere. One card sees it, and the other one is used offline. */
function twoCardsOffline(random: Random, plan: Plan): Plan {
  return {
    ...quiet(plan, 3_000),
    offline: CAPS,
    actions: named([
      { ...LOOKS_ONLY, atMs: 100 },
      { kind: 'elsewhere', contact: 0, amountInCents: -random.pick([700, 2_500]), atMs: 2_000 },
      { ...LOOKS_ONLY, atMs: 3_000, card: 1 },
      { ...CUSTOMER, atMs: 14_000, amountInCents: 1_000, isGreedy: random.chance(0.5) },
    ]),
    outages: [noLink(6_000, 60_000)],
  };
}

/** Staff take a top-up back offline, and the customer wants to spend it before it is gone. */
function topUpTakenBackOffline(random: Random, plan: Plan): Plan {
  return {
    ...quiet(plan, random.pick([0, 800])),
    offline: CAPS,
    actions: named([
      { kind: 'topUp', terminal: 0, contact: 0, amountInCents: 2_500, atMs: 100 },
      { ...LOOKS_ONLY, atMs: 3_000 },
      { kind: 'reverse', terminal: 0, of: 0, atMs: random.pick([11_000, 16_000]) },
      { ...CUSTOMER, atMs: 14_000, amountInCents: random.pick([800, 2_500]) },
    ]),
    outages: [noLink(6_000, 60_000)],
  };
}

/** Two customers of one contact pay at the same time, and the contact was merged meanwhile. */
function twoWaitForMergedContact(random: Random, plan: Plan): Plan {
  return {
    ...quiet(plan, 20_000),
    isOwnShop: false,
    actions: named([
      { ...CUSTOMER, atMs: 100, thinkMs: 8_000 },
      { ...CUSTOMER, atMs: 110, thinkMs: 8_000 + random.between(0, 60), card: 1 },
      { kind: 'merge', contact: 0, atMs: 4_000 },
    ]),
  };
}

/** Two customers of one contact pay the same amount at once, and a POST has no effect or no reply. */
function twoPayAtOnce(random: Random, plan: Plan): Plan {
  const hasNoEffect = fault('create', 1, { kind: 'dropBefore' });
  const faults = random.pick([
    [fault('create', 0, { kind: 'tooMany429', retryAfterSeconds: 30 })],
    [hasNoEffect],
    [fault('create', 0, { kind: 'dropAfter' }), hasNoEffect],
  ]);
  return {
    ...quiet(plan, 20_000),
    isOwnShop: true,
    actions: named([
      { ...CUSTOMER, atMs: 100, thinkMs: 1_000 },
      { ...CUSTOMER, atMs: 100 + random.between(0, 60), thinkMs: 1_000, card: 1 },
    ]),
    faults,
  };
}

/** A card is seen in good order, then inactive, and then used offline. */
function inactiveCardOffline(random: Random, plan: Plan): Plan {
  return {
    ...quiet(plan, 20_000),
    offline: CAPS,
    actions: named([
      { ...LOOKS_ONLY, atMs: 100 },
      { kind: 'deactivate', contact: 0, card: 0, atMs: 2_000 },
      { ...LOOKS_ONLY, atMs: 3_000 },
      { ...CUSTOMER, atMs: 14_000, card: random.pick([0, 0, 1]) },
    ]),
    outages: [noLink(6_000, 60_000)],
  };
}

/** The server turns a promised payment away again and again, but not the terminal. */
function turnedAwayForLong(random: Random, plan: Plan): Plan {
  const code = random.pick([7002, 1008]);
  const actions = named([
    { ...LOOKS_ONLY, atMs: 100 },
    { ...CUSTOMER, atMs: 11_000 },
    { ...LOOKS_ONLY, atMs: 100_000 },
  ]);
  const faults = Array.from({ length: 40 }, (_, nth) =>
    fault('create', nth, { kind: 'refused400', code }),
  );
  return {
    ...quiet(plan, 20_000),
    offline: CAPS,
    actions,
    faults,
    outages: [noLink(5_000, 20_000)],
  };
}

/** The first comparison with the ledger finds the row of a payment that is still being looked up. */
function comparedDuringLookUp(random: Random, plan: Plan): Plan {
  return {
    ...quiet(plan, 20_000),
    isOwnShop: random.chance(0.8),
    actions: named([{ ...CUSTOMER, atMs: random.between(298_900, 299_200) }]),
    faults: [fault('create', 0, { kind: 'dropAfter' })],
  };
}

/** The contact is merged while its queue drains, and the first search for the new contact may fail. */
function mergedDuringDrain(random: Random, plan: Plan): Plan {
  const lost: NetworkFault = random.pick([{ kind: 'dropBefore' }, { kind: 'html500' }]);
  return {
    ...quiet(plan, 20_000),
    offline: CAPS,
    actions: named([
      { ...LOOKS_ONLY, atMs: 100 },
      { ...CUSTOMER, atMs: 11_000 },
      { ...CUSTOMER, atMs: 11_500, amountInCents: 700 },
      { ...CUSTOMER, atMs: 12_000, amountInCents: 100 },
      { kind: 'merge', contact: 0, atMs: random.between(15_000, 21_500) },
    ]),
    faults: random.chance(0.6) ? [fault('find', 4, lost)] : [],
    outages: [noLink(5_000, 18_000)],
  };
}

/** A look-up shows a balance with a top-up whose row is found only later. Then the network fails. */
function topUpSeenBeforeFound(random: Random, plan: Plan): Plan {
  const made = quiet(plan, 3_000);
  return {
    ...made,
    behaviour: { ...made.behaviour, listLagMs: 5_000 },
    offline: CAPS,
    actions: named([
      { ...LOOKS_ONLY, atMs: 100 },
      { kind: 'topUp', terminal: 0, contact: 0, amountInCents: 700, atMs: 1_000 },
      { ...LOOKS_ONLY, atMs: random.between(2_000, 4_000), card: random.between(0, 1) },
      { ...LOOKS_ONLY, atMs: 24_000 },
    ]),
    faults: [fault('create', 0, { kind: 'dropAfter' })],
    outages: [noLink(15_000, 60_000)],
  };
}

/** The clock of the machine is set between the look-up of a card and its use offline. */
function clockSetWhileOffline(random: Random, plan: Plan): Plan {
  const byMs = random.pick([-86_400_000, -90_000, 90_000, 7_200_000]);
  return {
    ...quiet(plan, 3_000),
    offline: CAPS,
    actions: named([
      { ...LOOKS_ONLY, atMs: 100 },
      { kind: 'setClock', terminal: 0, byMs, atMs: random.pick([3_000, 8_000]) },
      { ...CUSTOMER, atMs: 14_000 },
    ]),
    outages: [noLink(6_000, 60_000)],
  };
}
