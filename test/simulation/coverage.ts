/**
 * The states, answers and faults that many runs must reach. If no run reaches one of them, it is not tested, and that
 * is a failure.
 */
import { FAULT_KINDS } from '../../src/sandbox/faults/fault.ts';
import { HELD_REASONS } from '../../src/main/journal/operation.ts';
import { LISTS } from './long-lists.ts';
import { CRASH_DAMAGES, OUTAGE_KINDS } from './plan.ts';

const PROMISES = ['none', 'paid', 'notPaid'] as const;
const LEDGERS = ['absent', 'sent', 'unknown', 'present', 'refused'] as const;

const STATES = [
  ...['spend', 'topUp'].flatMap((kind) =>
    PROMISES.flatMap((promise) => LEDGERS.map((ledger) => `state:${kind}:${promise}:${ledger}`)),
  ),
  ...LEDGERS.map((ledger) => `state:reversal:paid:${ledger}`),
];

const EVENTS = [
  'created',
  'sent',
  'present',
  'notSent',
  'turnedAway',
  'refused',
  'unknown',
  'absent',
  'held',
  'promised',
  'reversed',
  'methodChanged',
  'rebound',
  'claimReleased',
].map((kind) => `event:${kind}`);

const CRASHES = [
  'before write',
  'after write',
  ...['create', 'reverse', 'list', 'balance', 'find'].map((route) => `before receive ${route}`),
  ...['create', 'reverse'].flatMap((route) => [`before send ${route}`, `after send ${route}`]),
].map((step) => `crash:${step}`);

const ANSWERS = [
  'spend:paid',
  'spend:paidOffline',
  'spend:notCompleted',
  ...['offline', 'offlineLimit', 'balanceTooLow', 'busy', 'damaged', 'tokenRefused'].map(
    (reason) => `spend:notPaid:${reason}`,
  ),
  'topUp:paid',
  'topUp:paidOffline',
  'topUp:notCompleted',
  'reverse:intended',
  'reverse:refused:alreadyReversed',
  'reverse:refused:notInLedger',
  'step:waitingForEarlier',
  'step:checking',
  'identify:foundOffline',
  'identify:earlier',
];

const OWN_FAULTS = [
  'notSent',
  'arrivesAgain',
  'expired401',
  'forbidden403',
  'internal1000',
  'refused400',
  'crossed',
  'staleRead',
  'committedRefused',
  'listRepeats',
  'listSkips',
];

/** Today a reply with other figures is taken for the reply to another request, and the list decides. */
const ONLY_IN_OLD_JOURNALS = 'figuresDiffer';

export const TO_REACH: readonly string[] = [
  ...STATES,
  ...EVENTS,
  ...HELD_REASONS.filter((reason) => reason !== ONLY_IN_OLD_JOURNALS).map(
    (reason) => `held:${reason}`,
  ),
  ...FAULT_KINDS,
  ...OWN_FAULTS,
  ...OUTAGE_KINDS.map((kind) => `outage:${kind}`),
  ...CRASHES,
  ...ANSWERS,
  'action:stranger',
  'archived',
  'archived:between',
  'reverse:refused:archived',
  'dates:shifted',
  'dates:drifting',
  'dates:missing:half',
  'dates:missing:all',
  ...LISTS,
  'disk:full',
  'disk:readOnly',
  ...CRASH_DAMAGES.map((damage) => `damage:${damage}`),
  ...['missing', 'behind', 'record', 'olderCopy', 'otherMachine'].map((kind) => `refused:${kind}`),
  ...['clone', 'replace', 'restore', 'archive'].map((kind) => `action:${kind}`),
];

/** With fewer runs than this, unreached things and the share of held operations are listed but are no failure. */
export const RUNS_FOR_COVERAGE = 5_000;

export function unreached(reached: Readonly<Record<string, number>>): string[] {
  return TO_REACH.filter((thing) => (reached[thing] ?? 0) === 0);
}
