/** Makes a plan from a seed. Most plans are small, with a few things that go wrong at the worst times. */
import { FAULT_KINDS, type FaultKind } from '../../src/sandbox/faults/fault.ts';
import type { BehaviourChanges } from '../../src/sandbox/behaviour.ts';
import {
  OUTAGE_KINDS,
  RIGHT_DATES,
  ROUTES,
  type Action,
  type Dates,
  type DiskFault,
  type NetworkFault,
  type Outage,
  type PlannedContact,
  type Plan,
  type RequestFault,
  type RouteClass,
} from './plan.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import { withArchives } from './archive-moves.ts';
import { withFileTroubles } from './file-troubles.ts';
import { withLongLists } from './long-lists.ts';
import { withRareTroubles } from './rare.ts';

const MINUTE_MS = 60_000;

/** The main subject of a run. Everything else happens in the run too, but less often. */
const THEMES = [
  'mixed',
  'calm',
  'offline',
  'merge',
  'doubles',
  'crashes',
  'reversals',
  'crossed',
] as const;
type Theme = (typeof THEMES)[number];

export function planOf(seed: number): Plan {
  const random = createRandom(seedOf(seed, 0));
  const theme = random.pick(THEMES);
  const flavour = random.chance(0.1) ? 'register' : 'clients';
  const isOwnShop = random.chance(theme === 'doubles' ? 0.9 : 0.7);
  const isMistakenShop =
    isOwnShop && flavour === 'clients' && theme === 'calm' && random.chance(0.5);
  const terminalCount = isMistakenShop
    ? random.between(2, 3)
    : isOwnShop && random.chance(0.7)
      ? 1
      : random.between(1, 3);
  const isFaultFree = theme === 'calm';
  const contacts = Array.from({ length: random.between(theme === 'crossed' ? 2 : 1, 3) }, () =>
    contactOf(random, theme),
  );
  const base: Plan = {
    seed,
    flavour,
    isOwnShop,
    isMistakenShop,
    terminalCount,
    contacts,
    behaviour: behaviourOf(random, isFaultFree),
    dates: datesOf(random),
    offline: random.chance(OFFLINE_CHANCES[theme] ?? 0.3)
      ? {
          perOperationInCents: random.pick([500, 2_000, 10_000]),
          perContactInCents: random.pick([1_500, 5_000, 10_000]),
          perTerminalInCents: random.pick([2_500, 20_000]),
          ageMsMax: random.pick([2 * MINUTE_MS, 60 * MINUTE_MS]),
        }
      : null,
    actions: [],
    faults: [],
    outages: [],
    crashes: [],
    disks: [],
  };
  base.actions = actionsOf(random, base, theme);
  const plan = isFaultFree
    ? base
    : withFileTroubles(withRareTroubles({ ...base, ...troublesOf(random, base, theme) }));
  return withArchives(withLongLists(plan, isFaultFree));
}

const OFFLINE_CHANCES: Partial<Record<Theme, number>> = { offline: 0.9, merge: 0.9, crossed: 0.5 };

function contactOf(random: Random, theme: Theme): PlannedContact {
  return {
    cardCount: random.between(1, 2),
    // Contacts that are alike, so that only their names tell their replies apart.
    balanceInCents: theme === 'crossed' ? 3_000 : random.pick([0, 800, 3_000, 20_000]),
    earlierRows: random.chance(0.12) ? random.between(28, 64) : random.between(0, 3),
  };
}

function datesOf(random: Random): Dates {
  if (random.chance(0.75)) return RIGHT_DATES;
  return {
    skewMs: random.pick([-600_000, -90_000, -3_000, 0, 3_000, 90_000, 600_000]),
    driftMsPerSecond: random.pick([0, 0, -20, 20]),
    missing: random.pick(['none', 'none', 'half', 'all'] as const),
  };
}

function behaviourOf(random: Random, isFaultFree: boolean): BehaviourChanges {
  const allowOrRefuse = ['allow', 'refuse'] as const;
  const orders = ['ascending', 'descending', 'shuffled'] as const;
  const doubtful = random.chance(0.06) ? ('unstable' as const) : random.pick(orders);
  const sane: BehaviourChanges = {
    overdraft: random.pick(allowOrRefuse),
    overdraftCode: random.pick([5003, 1003]),
    doubleReverse: random.pick(allowOrRefuse),
    reverseOfReversal: random.pick(allowOrRefuse),
    reverseInactiveCard: random.pick(allowOrRefuse),
    listOrder: isFaultFree ? random.pick(orders) : doubtful,
    listBalance: random.pick(['snapshot', 'current'] as const),
    errorsShape: random.pick(['array', 'string', 'none'] as const),
    emptyMeta: random.pick(['array', 'object'] as const),
    extraFields: random.chance(0.3),
    clockOffsetMs: random.pick([0, 0, -3_600_000, 7_200_000, 120_000]),
  };
  if (isFaultFree) return sane;
  return {
    ...sane,
    listLagMs: random.chance(0.15) ? random.pick([1_000, 8_000, 40_000, 150_000]) : 0,
    balanceLagMs: random.chance(0.1) ? random.pick([1_000, 8_000, 40_000]) : 0,
    rateLimit: random.chance(0.05) ? random.between(5, 20) : null,
  };
}

function actionsOf(random: Random, plan: Plan, theme: Theme): Action[] {
  const count = random.between(1, 8);
  const isHurried = theme === 'crossed' || random.chance(0.5);
  let atMs = random.between(0, 3_000);
  return Array.from({ length: count }, (_, name) => {
    atMs += isHurried ? random.between(0, 4_000) : random.between(500, 90_000);
    return actionOf(random, plan, { atMs, name, theme });
  });
}

interface Slot {
  atMs: number;
  name: number;
  theme: Theme;
}

/** Only a few different amounts, so that many rows are alike. */
const AMOUNTS = [100, 250, 250, 700, 2_500];

/**
 * Amounts that no customer pays. A row of another program that is like one of our own lost requests in every respect
 * is taken for it: nothing can tell them apart (docs/decisions/013).
 */
const STRANGE_AMOUNTS = [-123, -77, 345];

/** The weight of each kind of action in each theme, where it differs from the mixed theme. */
const WEIGHTS: Readonly<Record<Action['kind'], number>> = {
  customer: 60,
  topUp: 10,
  reverse: 10,
  elsewhere: 6,
  stranger: 1,
  deactivate: 3,
  merge: 2,
  setClock: 3,
  sleep: 2,
  // file-troubles.ts adds these.
  powerCut: 0,
  clone: 0,
  replace: 0,
  restore: 0,
  // archive-moves.ts adds these.
  archive: 0,
};
const WEIGHTS_BY_THEME: Readonly<Record<Theme, Partial<Record<Action['kind'], number>>>> = {
  mixed: {},
  calm: { stranger: 0, merge: 0, setClock: 0, sleep: 0 },
  offline: { customer: 100, elsewhere: 2, merge: 1, sleep: 1 },
  merge: { merge: 20 },
  doubles: { elsewhere: 2, merge: 1 },
  crossed: { merge: 1, sleep: 0 },
  crashes: {},
  reversals: { reverse: 40, topUp: 20, deactivate: 8 },
};

const ACTION_KINDS = [
  'customer',
  'topUp',
  'reverse',
  'elsewhere',
  'stranger',
  'deactivate',
  'merge',
  'setClock',
  'sleep',
] as const satisfies readonly Action['kind'][];
type ChosenKind = (typeof ACTION_KINDS)[number];

function kindOf(random: Random, theme: Theme): ChosenKind {
  const weights = { ...WEIGHTS, ...WEIGHTS_BY_THEME[theme] };
  const total = ACTION_KINDS.reduce((sum, kind) => sum + weights[kind], 0);
  let left = random.next() * total;
  return ACTION_KINDS.find((kind) => (left -= weights[kind]) < 0) ?? 'customer';
}

function actionOf(random: Random, plan: Plan, { atMs, name, theme }: Slot): Action {
  const contact = random.between(0, plan.contacts.length - 1);
  const terminal = random.between(0, plan.terminalCount - 1);
  const amountInCents = theme === 'crossed' ? 250 : random.pick(AMOUNTS);
  const card = random.between(0, (plan.contacts[contact]?.cardCount ?? 1) - 1);
  const kind = kindOf(random, theme);
  const when = { atMs, name };
  switch (kind) {
    case 'customer': {
      const thinkMs = random.pick([0, 800, 5_000, 70_000]);
      const isGreedy = random.chance(0.15);
      return { ...when, kind, terminal, contact, card, amountInCents, isGreedy, thinkMs };
    }
    case 'topUp':
      return { ...when, kind, terminal, contact, amountInCents };
    case 'reverse':
      return { ...when, kind, terminal, of: random.between(0, Math.max(0, name - 1)) };
    case 'elsewhere':
      return {
        ...when,
        kind,
        contact,
        amountInCents: random.chance(0.7) ? -amountInCents : amountInCents,
      };
    case 'stranger':
      return { ...when, kind, terminal, contact, amountInCents: random.pick(STRANGE_AMOUNTS) };
    case 'deactivate':
      return { ...when, kind, contact, card };
    case 'merge':
      return { ...when, kind, contact };
    case 'setClock':
      return {
        ...when,
        kind,
        terminal,
        byMs: random.pick([-86_400_000, -90_000, 1_500, 90_000, 7_200_000]),
      };
    case 'sleep':
      return { ...when, kind, terminal, forMs: random.pick([2_000, 30_000, 1_800_000]) };
  }
}

type Troubles = Pick<Plan, 'faults' | 'outages' | 'crashes' | 'disks'>;

const OUTAGE_CHANCES: Partial<Record<Theme, number>> = { offline: 0.9, merge: 0.9, crossed: 0.5 };

function troublesOf(random: Random, plan: Plan, theme: Theme): Troubles {
  const times = <T>(max: number, make: () => T): T[] =>
    Array.from({ length: random.between(0, max) }, make);
  const lastMs = plan.actions.at(-1)?.atMs ?? 0;
  const terminal = (): number => random.between(0, plan.terminalCount - 1);
  const hasOutages = random.chance(OUTAGE_CHANCES[theme] ?? 0.25);
  const crash = (): Plan['crashes'][number] => ({
    terminal: terminal(),
    step: random.between(0, 90),
    downMs: random.pick([50, 5_000, 120_000]),
  });
  return {
    faults: times(7, () => requestFaultOf(random, plan, theme)),
    outages: hasOutages ? times(2, () => outageOf(random, plan, lastMs)) : [],
    crashes: random.chance(theme === 'crashes' ? 1 : 0.25) ? times(3, crash) : [],
    disks: random.chance(0.12) ? [diskFaultOf(random, terminal(), lastMs)] : [],
  };
}

function outageOf(random: Random, plan: Plan, lastMs: number): Outage {
  const fromMs = random.between(0, lastMs + 5_000);
  const forMs = random.pick([3_000, 20_000, 90_000, 600_000]);
  return {
    terminal: random.chance(0.3) ? null : random.between(0, plan.terminalCount - 1),
    kind: random.pick(OUTAGE_KINDS),
    fromMs,
    toMs: fromMs + forMs,
  };
}

function diskFaultOf(random: Random, terminal: number, lastMs: number): DiskFault {
  const fromMs = random.between(0, lastMs + 5_000);
  return {
    terminal,
    kind: random.pick(['full', 'readOnly'] as const),
    fromMs,
    toMs: fromMs + random.pick([500, 8_000, 60_000]),
  };
}

/** Most faults hit the requests that move money or look up a lost reply. */
const ROUTE_WEIGHTS: readonly RouteClass[] = [
  ...ROUTES,
  ...([
    'create',
    'create',
    'create',
    'create',
    'reverse',
    'reverse',
    'list',
    'list',
    'balance',
  ] as const),
];

function requestFaultOf(random: Random, plan: Plan, theme: Theme): RequestFault {
  const route =
    theme === 'doubles' ? random.pick(['create', 'reverse'] as const) : random.pick(ROUTE_WEIGHTS);
  const isMoney = route === 'create' || route === 'reverse';
  return {
    terminal: random.between(0, plan.terminalCount - 1),
    route,
    nth: random.between(0, isMoney ? 2 : 6),
    fault: faultOf(random, plan, { route, theme }),
  };
}

const OWN_FAULTS = ['notSent', 'expired401', 'forbidden403', 'internal1000', 'refused400'] as const;

/** Invalid, no such shop, account inactive, overdrawn, contact gone, card inactive. */
export const REFUSAL_CODES = [1003, 1008, 7002, 5003, 55031, 60004] as const;

function faultOf(
  random: Random,
  plan: Plan,
  { route, theme }: { route: RouteClass; theme: Theme },
): NetworkFault {
  const isMoney = route === 'create' || route === 'reverse';
  // In a shared shop, a double that comes much later is only reported, not held (docs/simulation.md).
  const canDouble = isMoney && plan.flavour === 'clients';
  if (canDouble && random.chance(theme === 'doubles' ? 0.5 : 0.06)) {
    const delaysMs = plan.isOwnShop ? [0, 700, 4_000, 60_000, 900_000] : [0, 700, 4_000];
    return { kind: 'arrivesAgain', delayMs: random.pick(delaysMs) };
  }
  // The older API has no list that could confirm the uuid of a reply (docs/simulation.md).
  const canCross = !isMoney || plan.flavour === 'clients';
  if (canCross && (theme === 'crossed' ? random.chance(0.7) : random.chance(0.04))) {
    return { kind: 'crossed', with: random.pick(['next', 'earlier'] as const) };
  }
  if (canDouble && random.chance(theme === 'doubles' ? 0.3 : 0.04)) {
    return { kind: 'committedRefused', status: random.pick([400, 401, 403, 429] as const) };
  }
  if (theme === 'doubles' && random.chance(0.5)) return sandboxFaultOf(random, 'commitLate');
  if (route === 'list' && random.chance(0.25)) {
    return { kind: random.pick(['listRepeats', 'listSkips'] as const) };
  }
  if (random.chance(0.25)) return ownFaultOf(random, random.pick(OWN_FAULTS));
  const kinds = FAULT_KINDS.filter((kind) => kind !== 'deliverTwice' || canDouble);
  return sandboxFaultOf(random, random.pick(kinds));
}

function ownFaultOf(random: Random, kind: (typeof OWN_FAULTS)[number]): NetworkFault {
  switch (kind) {
    case 'notSent':
      return {
        kind,
        why: random.pick([
          'noLink',
          'nameNotFound',
          'refused',
          'connectTimeout',
          'insecure',
        ] as const),
      };
    case 'internal1000':
      return { kind, commits: random.chance(0.6) };
    case 'refused400':
      return { kind, code: random.pick(REFUSAL_CODES) };
    case 'expired401':
    case 'forbidden403':
      return { kind };
  }
}

/**
 * Some requests arrive before the terminal gives up, some after that, and some long after the terminal proved them
 * absent.
 */
const DELAYS_MS = [1_000, 9_000, 16_000, 25_000, 70_000, 200_000, 2_400_000];

function sandboxFaultOf(random: Random, kind: FaultKind): NetworkFault {
  switch (kind) {
    case 'hang':
    case 'html500':
      return { kind, commits: random.chance(0.6) };
    case 'unavailable503':
      return {
        kind,
        commits: random.chance(0.6),
        retryAfterSeconds: random.pick([null, 5, 60]),
      };
    case 'tooMany429':
      return { kind, retryAfterSeconds: random.pick([0, 2, 30, 120]) };
    case 'delayReply':
    case 'delayRequest':
      return { kind, delayMs: random.pick(DELAYS_MS) };
    case 'commitLate':
      return {
        kind,
        delayMs: random.pick(DELAYS_MS),
        answer: random.pick(['drop', 'none'] as const),
      };
    case 'cutBody':
      return { kind, keepBytes: random.between(0, 60) };
    case 'dropBefore':
    case 'dropAfter':
    case 'deliverTwice':
    case 'captivePortal':
    case 'redirect':
    case 'malformedJson':
    case 'emptyBody':
    case 'nullBody':
    case 'missingData':
    case 'missingUuid':
    case 'balanceAsText':
    case 'otherAmount':
      return { kind };
  }
}
