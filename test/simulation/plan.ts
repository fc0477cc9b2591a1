/** A run as data: who takes part, what they do, and everything that goes wrong. The same plan gives the same trace. */
import type { BehaviourChanges } from '../../src/sandbox/behaviour.ts';
import type { FaultInput } from '../../src/sandbox/faults/fault.ts';
import type { NotSentWhy } from '../../src/main/world/world.ts';

export interface Plan {
  /** The seed of ids, delays, and the randomness of the terminals. */
  seed: number;
  /** True for a short story (rare-stories.ts). Some stories end with a held operation, so they do not count as held. */
  isStory?: boolean;
  flavour: 'clients' | 'register';
  /** True: each terminal has its own shop. False: all terminals share one. */
  isOwnShop: boolean;
  /** True: each terminal is set to have its own shop, but all of them have the same one. */
  isMistakenShop: boolean;
  terminalCount: number;
  contacts: PlannedContact[];
  behaviour: BehaviourChanges;
  dates: Dates;
  /** Null: the offline policy is off. */
  offline: OfflineCaps | null;
  actions: Action[];
  faults: RequestFault[];
  outages: Outage[];
  crashes: Crash[];
  disks: DiskFault[];
}

/** The lists of a plan that shrinking takes items out of, to find the fewest items that still fail. */
export const PARTS = ['actions', 'faults', 'outages', 'crashes', 'disks'] as const;
export type Part = (typeof PARTS)[number];

/** How the `Date` headers of the replies differ from the clock of the ledger, which gives each row its time. */
export interface Dates {
  /** How far the headers are ahead. */
  skewMs: number;
  /** How much further ahead they are after each second. */
  driftMsPerSecond: number;
  /** Which replies have no header. */
  missing: 'none' | 'half' | 'all';
}

export const RIGHT_DATES: Dates = { skewMs: 0, driftMsPerSecond: 0, missing: 'none' };

export interface PlannedContact {
  cardCount: number;
  balanceInCents: number;
  /** How many transactions the contact had in each shop before. A list of more than 30 has several pages. */
  earlierRows: number;
  /** The times of these transactions. `sameSecond` is the default. */
  earlierTimes?: EarlierTimes;
}

/**
 * `sameSecond`: as after an import. `spread`: one an hour. `bursts`: forty in the same second, then a pause.
 * `recent`: one a second, until twenty minutes ago.
 */
export const EARLIER_TIMES = ['sameSecond', 'spread', 'bursts', 'recent'] as const;
export type EarlierTimes = (typeof EARLIER_TIMES)[number];

export interface OfflineCaps {
  perOperationInCents: number;
  perContactInCents: number;
  perTerminalInCents: number;
  ageMsMax: number;
}

/** `name` stays the same if other actions are left out. */
export type Action = { atMs: number; name: number } & (
  | {
      kind: 'customer';
      terminal: number;
      contact: number;
      card: number;
      amountInCents: number;
      /** Asks for this amount even if the screen does not offer it. */
      isGreedy: boolean;
      thinkMs: number;
    }
  | { kind: 'topUp'; terminal: number; contact: number; amountInCents: number }
  /** Staff take back the payment of the action with the name `of`. */
  | { kind: 'reverse'; terminal: number; of: number }
  /** A payment in a shop without terminals. */
  | { kind: 'elsewhere'; contact: number; amountInCents: number }
  /** Another program makes a row in the terminal's own shop. */
  | { kind: 'stranger'; terminal: number; contact: number; amountInCents: number }
  | { kind: 'merge'; contact: number }
  | { kind: 'deactivate'; contact: number; card: number }
  | { kind: 'setClock'; terminal: number; byMs: number }
  | { kind: 'sleep'; terminal: number; forMs: number }
  /** The terminal crashes at this time, and its files are damaged. */
  | { kind: 'powerCut'; terminal: number; damage: CrashDamage }
  /** A copy of the terminal's files starts on another machine, while the terminal goes on. */
  | { kind: 'clone'; terminal: number }
  /** The terminal stops. Its files continue on another machine, and staff confirm that. */
  | { kind: 'replace'; terminal: number; isMoved: boolean }
  /** The terminal's files are copied. After this time, it stops and starts again with the copy. */
  | { kind: 'restore'; terminal: number; afterMs: number }
  /** The terminal compares its operations with the ledger, and moves what is old to an archive. */
  | { kind: 'archive'; terminal: number }
);

export const ROUTES = ['create', 'reverse', 'list', 'balance', 'find', 'health'] as const;
export type RouteClass = (typeof ROUTES)[number];

/** The fault of the nth request of this class that a terminal sends. `nth` counts from 0. */
export interface RequestFault {
  terminal: number;
  route: RouteClass;
  nth: number;
  fault: NetworkFault;
}

/** Faults of the simulated network. The sandbox does not know them. */
export type WayFault =
  | { kind: 'notSent'; why: NotSentWhy }
  /** The same request arrives once more, this much later. */
  | { kind: 'arrivesAgain'; delayMs: number }
  /** An error envelope. The request has no effect. */
  | { kind: 'refused400'; code: number }
  | { kind: 'expired401' }
  | { kind: 'forbidden403' }
  /** A gateway has the request committed, tries again, and passes on the refusal of the second try. */
  | { kind: 'committedRefused'; status: 400 | 401 | 403 | 429 }
  /** An error envelope with the code of an internal error. The request may have had its effect. */
  | { kind: 'internal1000'; commits: boolean }
  /** The reply comes from a copy of the data that lags behind: it does not count the transactions since then. */
  | { kind: 'staleRead'; byMs: number }
  /** A page of the list that repeats its last row, or lacks it. */
  /**
   * The request gets the reply to another request of the same kind: `next` swaps it with that of the request that
   * follows within a few seconds, `earlier` repeats an old one. The request itself has its effect.
   */
  | { kind: 'crossed'; with: 'next' | 'earlier' }
  | { kind: 'listRepeats' }
  | { kind: 'listSkips' };

export type NetworkFault = FaultInput | WayFault;

export const OUTAGE_KINDS = [
  'refused',
  'nameNotFound',
  'noLink',
  'insecure',
  'silent',
  'repliesLost',
  'captivePortal',
  'maintenance',
  'expired',
  'tooMany',
] as const;
export type OutageKind = (typeof OUTAGE_KINDS)[number];

export interface Outage {
  /** Null: all terminals. */
  terminal: number | null;
  kind: OutageKind;
  fromMs: number;
  toMs: number;
}

/** The terminal crashes at this step, from 0. The count of steps goes on over restarts. */
export interface Crash {
  terminal: number;
  step: number;
  downMs: number;
  /** Absent: the files are as they were at the crash. */
  damage?: CrashDamage;
}

/** See damage.ts. */
export const CRASH_DAMAGES = [
  /** The crash comes inside the next transaction. */
  'insideWrite',
  'recordLost',
  'recordTorn',
  'recordGone',
  'walFlip',
  'walCut',
  'walGone',
  'journalEmpty',
  'journalGone',
  'seenBalance',
] as const;
export type CrashDamage = (typeof CRASH_DAMAGES)[number];

/** `full`: the file cannot grow. `readOnly`: nothing can be written. */
export interface DiskFault {
  terminal: number;
  kind: 'full' | 'readOnly';
  fromMs: number;
  toMs: number;
}

/** The plan without the items at these indexes. */
export type Dropped = Readonly<Record<Part, readonly number[]>>;

export const NOTHING_DROPPED: Dropped = {
  actions: [],
  faults: [],
  outages: [],
  crashes: [],
  disks: [],
};

export function without(plan: Plan, dropped: Dropped): Plan {
  const keep = <T>(part: Part, pieces: readonly T[]): T[] =>
    pieces.filter((_, index) => !dropped[part].includes(index));
  return {
    ...plan,
    actions: keep('actions', plan.actions),
    faults: keep('faults', plan.faults),
    outages: keep('outages', plan.outages),
    crashes: keep('crashes', plan.crashes),
    disks: keep('disks', plan.disks),
  };
}

const UNRULY_ACTIONS: readonly Action['kind'][] = [
  ...(['merge', 'setClock', 'sleep', 'powerCut', 'clone', 'replace', 'restore'] as const),
];

/** True if nothing in the plan goes wrong. */
export function isFaultFree({
  faults,
  outages,
  crashes,
  disks,
  behaviour,
  actions,
}: Plan): boolean {
  return (
    faults.length + outages.length + crashes.length + disks.length === 0 &&
    (behaviour.listLagMs ?? 0) === 0 &&
    (behaviour.totalLagMs ?? 0) === 0 &&
    (behaviour.balanceLagMs ?? 0) === 0 &&
    (behaviour.rateLimit ?? null) === null &&
    behaviour.listOrder !== 'unstable' &&
    actions.every(({ kind }) => !UNRULY_ACTIONS.includes(kind))
  );
}
