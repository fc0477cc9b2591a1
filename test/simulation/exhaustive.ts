/**
 * Every small case: each short story, with each fate of the request that moves money, with a crash at each step or
 * without one.
 */
import { FAULT_KINDS } from '../../src/sandbox/faults/fault.ts';
import { DOUBLE_MS_MAX } from '../../src/main/sync/unclaimed-rows.ts';
import { assert } from '../../src/shared/assert.ts';
import { REFUSAL_CODES } from './generate.ts';
import {
  CRASH_DAMAGES,
  RIGHT_DATES,
  type Action,
  type CrashDamage,
  type NetworkFault,
  type OfflineCaps,
  type Plan,
  type RouteClass,
} from './plan.ts';
import { simulate, type Result } from './simulate.ts';

interface Story {
  name: string;
  /** The request whose fate is varied. */
  route: RouteClass;
  nth: number;
  plan: Partial<Plan>;
  /** The damage of the files at the crash. Such a story runs without a fault of the network. */
  damage?: CrashDamage;
  /** True if the story runs without a fault of the network. */
  isAboutFiles?: boolean;
}

const CUSTOMER = {
  kind: 'customer',
  terminal: 0,
  contact: 0,
  card: 0,
  amountInCents: 250,
  isGreedy: false,
  thinkMs: 500,
} as const satisfies Omit<Extract<Action, { kind: 'customer' }>, 'atMs' | 'name'>;

const SPEND: Action = { ...CUSTOMER, name: 0, atMs: 100 };
const TOP_UP: Action = {
  kind: 'topUp',
  name: 0,
  atMs: 100,
  terminal: 0,
  contact: 0,
  amountInCents: 250,
};
const REVERSE: Action = { kind: 'reverse', name: 1, atMs: 40_000, terminal: 0, of: 0 };

const CAPS: OfflineCaps = {
  perOperationInCents: 1_000,
  perContactInCents: 1_000,
  perTerminalInCents: 1_000,
  ageMsMax: 600_000,
};

const QUEUED: Partial<Plan> = {
  actions: [SPEND, { ...CUSTOMER, name: 1, atMs: 9_000 }, { ...CUSTOMER, name: 2, atMs: 9_500 }],
  offline: CAPS,
  outages: [{ terminal: 0, kind: 'noLink', fromMs: 400, toMs: 25_000 }],
};

const ABOUT_FILES = { route: 'create', nth: 0, isAboutFiles: true } as const;

/** Payments are queued, and then a copy of the files is used. */
function copied(name: string, action: Action): Story {
  return {
    ...ABOUT_FILES,
    name,
    plan: { ...QUEUED, actions: [...(QUEUED.actions ?? []), action] },
  };
}

export const STORIES: readonly Story[] = [
  { name: 'spend', route: 'create', nth: 0, plan: { actions: [SPEND] } },
  { name: 'topUp', route: 'create', nth: 0, plan: { actions: [TOP_UP] } },
  {
    name: 'overdraft',
    route: 'reverse',
    nth: 0,
    plan: { actions: [{ ...CUSTOMER, name: 0, atMs: 100, amountInCents: 30_000, isGreedy: true }] },
  },
  { name: 'spendAndReverse', route: 'reverse', nth: 0, plan: { actions: [SPEND, REVERSE] } },
  {
    name: 'spendTwice',
    route: 'create',
    nth: 0,
    plan: { actions: [SPEND, { ...CUSTOMER, name: 1, atMs: 1_500, thinkMs: 100 }] },
  },
  {
    name: 'queued',
    route: 'create',
    nth: 0,
    plan: QUEUED,
  },
  {
    name: 'queuedTopUp',
    route: 'create',
    nth: 0,
    plan: {
      actions: [
        { ...CUSTOMER, name: 0, atMs: 100, thinkMs: 60_000 },
        { ...TOP_UP, name: 1, atMs: 9_000 },
      ],
      offline: CAPS,
      outages: [{ terminal: 0, kind: 'noLink', fromMs: 600, toMs: 25_000 }],
    },
  },
  {
    name: 'spendOnFullDisk',
    route: 'create',
    nth: 0,
    plan: {
      actions: [SPEND],
      disks: [{ terminal: 0, kind: 'readOnly', fromMs: 905, toMs: 26_000 }],
    },
  },
  {
    name: 'topUpOnFullDisk',
    route: 'create',
    nth: 0,
    plan: {
      actions: [TOP_UP],
      disks: [{ terminal: 0, kind: 'readOnly', fromMs: 300, toMs: 26_000 }],
    },
  },
  {
    name: 'spendOnDiskThatIsWellInTime',
    route: 'create',
    nth: 0,
    plan: {
      actions: [SPEND],
      disks: [{ terminal: 0, kind: 'readOnly', fromMs: 905, toMs: 8_000 }],
    },
  },
  { name: 'sharedSpend', route: 'create', nth: 0, plan: { actions: [SPEND], isOwnShop: false } },
  {
    name: 'registerSpend',
    route: 'create',
    nth: 0,
    plan: { actions: [SPEND], flavour: 'register' },
  },
  ...CRASH_DAMAGES.map((damage): Story => ({ ...ABOUT_FILES, name: damage, plan: QUEUED, damage })),
  copied('clone', { kind: 'clone', terminal: 0, name: 3, atMs: 15_000 }),
  copied('replace', { kind: 'replace', terminal: 0, isMoved: false, name: 3, atMs: 15_000 }),
  copied('move', { kind: 'replace', terminal: 0, isMoved: true, name: 3, atMs: 15_000 }),
  copied('restore', { kind: 'restore', terminal: 0, afterMs: 30_000, name: 3, atMs: 15_000 }),
];

/** The first entry means no fault. */
export const FATES: readonly (NetworkFault | null)[] = [
  null,
  { kind: 'notSent', why: 'refused' },
  { kind: 'internal1000', commits: true },
  { kind: 'internal1000', commits: false },
  ...REFUSAL_CODES.map((code): NetworkFault => ({ kind: 'refused400', code })),
  { kind: 'expired401' },
  { kind: 'forbidden403' },
  ...([400, 401, 403, 429] as const).map((status): NetworkFault => ({
    kind: 'committedRefused',
    status,
  })),
  { kind: 'arrivesAgain', delayMs: 700 },
  { kind: 'arrivesAgain', delayMs: 70_000 },
  { kind: 'hang', commits: true },
  { kind: 'html500', commits: true },
  { kind: 'unavailable503', commits: true },
  { kind: 'commitLate', delayMs: 3_000 },
  { kind: 'commitLate', delayMs: 70_000, answer: 'none' },
  { kind: 'commitLate', delayMs: 600_000 },
  { kind: 'delayRequest', delayMs: 20_000 },
  { kind: 'delayReply', delayMs: 9_000 },
  ...FAULT_KINDS.map((kind): NetworkFault => ({ kind })),
];

export interface CaseName {
  story: number;
  fate: number;
  /** Null means no crash. */
  crashStep: number | null;
}

/**
 * Null if the case does not exist: a double is found only in a list, and in a shared shop only if it comes soon.
 */
export function planOfCase({ story, fate, crashStep }: CaseName): Plan | null {
  const storyOfCase = STORIES[story];
  const fault = FATES[fate];
  assert(storyOfCase !== undefined && fault !== undefined, 'the case exists');
  const { damage, isAboutFiles } = storyOfCase;
  if (fate > 0 && isAboutFiles === true) return null;
  const crash = crashStep === null ? [] : [{ terminal: 0, step: crashStep, downMs: 2_000 }];
  const plan: Plan = {
    seed: 1,
    flavour: 'clients',
    isOwnShop: true,
    isMistakenShop: false,
    terminalCount: 1,
    contacts: [{ cardCount: 1, balanceInCents: 20_000, earlierRows: 1 }],
    behaviour: {},
    dates: RIGHT_DATES,
    offline: null,
    actions: [],
    faults:
      fault === null
        ? []
        : [{ terminal: 0, route: storyOfCase.route, nth: storyOfCase.nth, fault }],
    outages: [],
    crashes: damage === undefined ? crash : crash.map((one) => ({ ...one, damage })),
    disks: [],
    ...storyOfCase.plan,
  };
  const isDoubling = ['arrivesAgain', 'deliverTwice', 'committedRefused'].includes(
    fault?.kind ?? '',
  );
  const isLate = fault?.kind === 'arrivesAgain' && fault.delayMs > DOUBLE_MS_MAX;
  const isUnprovable = plan.flavour === 'register' || (!plan.isOwnShop && isLate);
  return isDoubling && isUnprovable ? null : plan;
}

/** Runs one fate of one story without a crash, and then with a crash at each step. */
export async function runCases(
  { story, fate }: Omit<CaseName, 'crashStep'>,
  onResult: (name: CaseName, result: Result, plan: Plan) => void,
): Promise<void> {
  const first = planOfCase({ story, fate, crashStep: null });
  if (first === null) return;
  const calm = await simulate(first);
  onResult({ story, fate, crashStep: null }, calm, first);
  for (let crashStep = 0; crashStep < (calm.steps[0] ?? 0); crashStep++) {
    const plan = planOfCase({ story, fate, crashStep });
    assert(plan !== null, 'a case that exists without a crash also exists with one');
    onResult({ story, fate, crashStep }, await simulate(plan), plan);
  }
}

export function nameOfCase({ story, fate, crashStep }: CaseName): string {
  return `${story}/${fate}/${crashStep ?? 'none'}`;
}

export function caseOfName(name: string): CaseName {
  const [story, fate, crashStep] = name.split('/');
  return {
    story: Number(story),
    fate: Number(fate),
    crashStep: crashStep === 'none' ? null : Number(crashStep),
  };
}
