/**
 * Damages the files of some terminals at a crash, or lets a copy of their files start.
 * It uses its own random numbers, so the plans of all other seeds stay the same.
 */
import { assertNever } from '../../src/shared/assert.ts';
import { CRASH_DAMAGES, type Plan } from './plan.ts';
import { createRandom, seedOf, type Random } from './random.ts';

const FILES_PART = 4;
const COPY_KINDS = ['clone', 'replace', 'restore'] as const;
/** How many plans get damaged files, and how many of the others use a copy. */
const DAMAGE_SHARE = 0.06;
const COPY_SHARE = 0.06;

const OFFLINE: NonNullable<Plan['offline']> = {
  perOperationInCents: 500,
  perContactInCents: 1_500,
  perTerminalInCents: 2_500,
  ageMsMax: 3_600_000,
};

/** Most plans keep their files. The others have damaged files after a crash, or a copy of the files is used. */
export function withFileTroubles(plan: Plan): Plan {
  const random = createRandom(seedOf(plan.seed, FILES_PART));
  if (random.chance(DAMAGE_SHARE)) return withDamage(random, plan);
  return random.chance(COPY_SHARE) ? withCopy(random, plan) : plan;
}

function withDamage(random: Random, plan: Plan): Plan {
  const damage = random.pick(CRASH_DAMAGES);
  if (damage === 'seenBalance') return withRaisedBalance(plan);
  if (random.chance(0.5)) {
    const atMs = random.between(1_000, (plan.actions.at(-1)?.atMs ?? 0) + 10_000);
    const when = { atMs, name: plan.actions.length, terminal: 0 };
    return { ...plan, actions: [...plan.actions, { ...when, kind: 'powerCut', damage }] };
  }
  const crash = plan.crashes[0] ?? {
    terminal: random.between(0, plan.terminalCount - 1),
    step: random.between(4, 40),
    downMs: random.pick([50, 5_000]),
  };
  return { ...plan, crashes: [{ ...crash, damage }, ...plan.crashes.slice(1)] };
}

/** A card with nothing on it is seen online. Its balance is raised on the disk, and the network fails. */
function withRaisedBalance(plan: Plan): Plan {
  const [startMs, name] = [1_000, 0];
  const who = { terminal: 0, contact: plan.contacts.length, card: 0, amountInCents: 100 };
  const looks = { ...who, kind: 'customer', isGreedy: false, thinkMs: 70_000 } as const;
  return {
    ...plan,
    ...{ terminalCount: 1, faults: [], crashes: [], disks: [] },
    behaviour: { ...plan.behaviour, overdraft: 'allow', balanceLagMs: 0, rateLimit: null },
    contacts: [...plan.contacts, { cardCount: 1, balanceInCents: 0, earlierRows: 0 }],
    offline: plan.offline ?? OFFLINE,
    actions: [
      { ...looks, atMs: startMs, name },
      {
        ...{ kind: 'powerCut', terminal: 0, damage: 'seenBalance' },
        ...{ atMs: startMs + 12_000, name: name + 1 },
      },
      { ...looks, atMs: startMs + 25_000, name: name + 2, thinkMs: 0 },
    ],
    outages: [{ terminal: 0, kind: 'noLink', fromMs: startMs + 13_000, toMs: startMs + 60_000 }],
  };
}

function withCopy(random: Random, plan: Plan): Plan {
  const kind = random.pick(COPY_KINDS);
  const lastMs = plan.actions.at(-1)?.atMs ?? 0;
  const atMs = random.between(1_000, lastMs + 20_000);
  const when = { atMs, name: plan.actions.length, terminal: 0 };
  switch (kind) {
    case 'clone':
      return { ...plan, actions: [...plan.actions, { ...when, kind }] };
    case 'replace':
      return {
        ...plan,
        actions: [...plan.actions, { ...when, kind, isMoved: random.chance(0.5) }],
      };
    case 'restore':
      return {
        ...plan,
        actions: [...plan.actions, { ...when, kind, afterMs: random.pick([5_000, 60_000]) }],
      };
    default:
      return assertNever(kind);
  }
}
