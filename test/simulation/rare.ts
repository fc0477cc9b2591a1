/**
 * Adds rare combinations to some plans, because they seldom happen by chance.
 * They use their own random numbers, so the plans of all other seeds stay the same.
 */
import type { Action, NetworkFault, Plan } from './plan.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import { RARE_STORIES } from './rare-stories.ts';

/** The probability that a plan with faults also gets a rare combination. */
const SHARE = 0.2;
const RANDOM_PART = 3;

/** Each adds its trouble to the plan, or puts its own story in the place of the plan. */
const KINDS: readonly ((random: Random, plan: Plan) => Plan)[] = [
  withSlowReplyOnFullDisk,
  withQueuedTopUp,
  withReversalOfStoppedCard,
  ...RARE_STORIES,
];

export function withRareTroubles(plan: Plan): Plan {
  const random = createRandom(seedOf(plan.seed, RANDOM_PART));
  return random.chance(SHARE) ? random.pick(KINDS)(random, plan) : plan;
}

type Paying = Extract<Action, { kind: 'customer' | 'topUp' }>;

function isPaying(action: Action): action is Paying {
  return action.kind === 'customer' || action.kind === 'topUp';
}

/** The reply comes while nothing can be written. The disk works again at about the time when the payment gives up. */
function withSlowReplyOnFullDisk(random: Random, plan: Plan): Plan {
  const action = plan.actions.find(isPaying);
  if (action === undefined) return plan;
  const { terminal } = action;
  const fromMs = action.atMs + (action.kind === 'customer' ? action.thinkMs : 0) + 1_500;
  const fault: NetworkFault = { kind: 'delayReply', delayMs: 9_000 };
  const forMs = random.pick([8_000, 14_000, 16_000, 30_000]);
  return {
    ...plan,
    faults: [...plan.faults, { terminal, route: 'create', nth: 0, fault }],
    disks: [...plan.disks, { terminal, kind: 'readOnly', fromMs, toMs: fromMs + forMs }],
  };
}

/** What happens to the request that is sent once the network is back. */
const FATES: readonly NetworkFault[] = [
  { kind: 'refused400', code: 1003 },
  { kind: 'dropAfter' },
  { kind: 'dropBefore' },
  { kind: 'tooMany429', retryAfterSeconds: 30 },
];

/** A card is looked up, the network fails, and then staff top the card up. */
function withQueuedTopUp(random: Random, plan: Plan): Plan {
  const lastMs = plan.actions.at(-1)?.atMs ?? 0;
  const atMs = random.between(0, lastMs);
  const name = plan.actions.length;
  const who = { terminal: 0, contact: 0, amountInCents: random.pick([100, 250, 450]) };
  const looksOnly = { card: 0, isGreedy: false, thinkMs: 70_000 };
  const nth = random.between(0, 2);
  return {
    ...plan,
    offline: plan.offline ?? {
      perOperationInCents: 500,
      perContactInCents: 1_500,
      perTerminalInCents: 2_500,
      ageMsMax: 3_600_000,
    },
    actions: [
      ...plan.actions,
      { ...who, ...looksOnly, kind: 'customer', atMs, name },
      { ...who, kind: 'topUp', atMs: atMs + 9_000, name: name + 1 },
    ],
    faults: [...plan.faults, { terminal: 0, route: 'create', nth, fault: random.pick(FATES) }],
    outages: [
      ...plan.outages,
      { terminal: 0, kind: 'noLink', fromMs: atMs + 2_000, toMs: atMs + 25_000 },
    ],
  };
}

/**
 * A reversal whose card is inactive, unknown or unlinked by now, so it must be sent as a create with the opposite
 * amount.
 */
function withReversalOfStoppedCard(random: Random, plan: Plan): Plan {
  const action = plan.actions.find(isPaying);
  if (action === undefined) return plan;
  const { terminal, atMs, name: of } = action;
  const fault: NetworkFault = { kind: 'refused400', code: random.pick([60003, 60004, 60011]) };
  return {
    ...plan,
    actions: [
      ...plan.actions,
      { kind: 'reverse', terminal, of, atMs: atMs + 100_000, name: plan.actions.length },
    ],
    faults: [...plan.faults, { terminal, route: 'reverse', nth: 0, fault }],
  };
}
