/** A run as data: who is there, what they do, and everything that goes wrong. The same plan gives the same trace. */
import type { BehaviourChanges } from '../../src/sandbox/behaviour.ts';
import type { FaultInput } from '../../src/sandbox/faults/fault.ts';
import type { NotSentWhy } from '../../src/main/world/world.ts';

export interface Plan {
  /** Of ids, delays, and the randomness of the terminals. */
  seed: number;
  flavour: 'clients' | 'register';
  /** Each terminal in a shop of its own; else all in one. */
  isOwnShop: boolean;
  terminalCount: number;
  contacts: PlannedContact[];
  behaviour: BehaviourChanges;
  /** Null: the policy is off. */
  offline: OfflineCaps | null;
  actions: Action[];
  faults: RequestFault[];
  outages: Outage[];
  crashes: Crash[];
  disks: DiskFault[];
}

/** The parts of a plan that can be left out one by one, to find the fewest that fail. */
export const PARTS = ['actions', 'faults', 'outages', 'crashes', 'disks'] as const;
export type Part = (typeof PARTS)[number];

export interface PlannedContact {
  cardCount: number;
  balanceInCents: number;
  /** Transactions that the contact had in each shop before; a list of more than 30 has pages. */
  earlierRows: number;
}

export interface OfflineCaps {
  perOperationInCents: number;
  perContactInCents: number;
  perTerminalInCents: number;
  ageMsMax: number;
}

/** `name`: stays the same when others are left out. */
export type Action = { atMs: number; name: number } & (
  | {
      kind: 'customer';
      terminal: number;
      contact: number;
      card: number;
      amountInCents: number;
      /** Asks for that much whatever the screen offers. */
      isGreedy: boolean;
      thinkMs: number;
    }
  | { kind: 'topUp'; terminal: number; contact: number; amountInCents: number }
  /** Staff take back what the action of that name did. */
  | { kind: 'reverse'; terminal: number; of: number }
  /** In a shop that none of the terminals is in. */
  | { kind: 'elsewhere'; contact: number; amountInCents: number }
  | { kind: 'merge'; contact: number }
  | { kind: 'deactivate'; contact: number; card: number }
  | { kind: 'setClock'; terminal: number; byMs: number }
  | { kind: 'sleep'; terminal: number; forMs: number }
);

export const ROUTES = ['create', 'reverse', 'list', 'balance', 'find', 'health'] as const;
export type RouteClass = (typeof ROUTES)[number];

/** What becomes of the nth request of this kind that a terminal sends, from 0. */
export interface RequestFault {
  terminal: number;
  route: RouteClass;
  nth: number;
  fault: NetworkFault;
}

/** What the way between does; the sandbox knows nothing of it. */
export type WayFault =
  | { kind: 'notSent'; why: NotSentWhy }
  /** The same request arrives once more, so much later. */
  | { kind: 'arrivesAgain'; delayMs: number }
  /** An error envelope, and nothing done. */
  | { kind: 'refused400'; code: number }
  | { kind: 'expired401' }
  | { kind: 'forbidden403' }
  /** An error envelope with the code of an internal error, after the work was done or not. */
  | { kind: 'internal1000'; commits: boolean }
  /** A page of the list with its last row twice, or without it. */
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
  /** Null for all terminals. */
  terminal: number | null;
  kind: OutageKind;
  fromMs: number;
  toMs: number;
}

/** The terminal is cut off at its nth step, from 0, counted over its restarts. */
export interface Crash {
  terminal: number;
  step: number;
  downMs: number;
}

/** `full`: no new page can be had. `readOnly`: no write at all. */
export interface DiskFault {
  terminal: number;
  kind: 'full' | 'readOnly';
  fromMs: number;
  toMs: number;
}

/** A plan without the pieces at these places. */
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

/** Whether nothing in the plan goes wrong. */
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
    (behaviour.balanceLagMs ?? 0) === 0 &&
    (behaviour.rateLimit ?? null) === null &&
    behaviour.listOrder !== 'unstable' &&
    actions.every(({ kind }) => kind !== 'merge' && kind !== 'setClock' && kind !== 'sleep')
  );
}
