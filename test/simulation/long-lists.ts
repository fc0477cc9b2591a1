/**
 * Gives some plans a contact with a long history, in every order that a list may have.
 * They use their own random numbers, so the plans of all other seeds stay the same.
 */
import type { BehaviourChanges } from '../../src/sandbox/behaviour.ts';
import { EARLIER_TIMES, type Plan } from './plan.ts';
import { createRandom, seedOf, type Random } from './random.ts';

/** The share of plans with a long history. */
const SHARE = 0.12;
const RANDOM_PART = 4;
const ORDERS = ['ascending', 'descending', 'uuid', 'unstable'] as const;

/** From here on, the list has more than two pages, so the first and the last page do not show all of it. */
const LONG = 61;

export function withLongLists(plan: Plan, isFaultFree: boolean): Plan {
  const random = createRandom(seedOf(plan.seed, RANDOM_PART));
  if (!random.chance(SHARE)) return plan;
  // In a list of unknown order, a longer list cannot be read as a whole. Unit tests show what happens then.
  const orders = isFaultFree ? ORDERS.filter((order) => order !== 'unstable') : ORDERS;
  const listOrder = random.pick(orders);
  const rowsMax = listOrder === 'ascending' || listOrder === 'descending' ? 3_600 : 2_950;
  return {
    ...plan,
    contacts: plan.contacts.map((contact, index) => ({
      ...contact,
      // One long list is enough: it is the slow part of a run.
      earlierRows: index === 0 ? rowsOf(random, rowsMax) : random.between(10, 200),
      earlierTimes: random.pick(EARLIER_TIMES),
    })),
    behaviour: {
      ...plan.behaviour,
      listOrder,
      ...(isFaultFree ? {} : lagOf(random)),
    },
  };
}

function rowsOf(random: Random, rowsMax: number): number {
  if (random.chance(0.08)) return random.between(2_900, rowsMax);
  return random.pick([random.between(28, 64), random.between(85, 95), random.between(100, 900)]);
}

/** Rows that appear late or out of order, and a total that does not fit the rows. */
function lagOf(random: Random): BehaviourChanges {
  if (!random.chance(0.5)) return {};
  const lags = [0, 3_000, 20_000, 50_000];
  return {
    listLagMs: random.pick(lags),
    listLagOf: random.pick(['all', 'some'] as const),
    totalLagMs: random.pick([null, ...lags]),
  };
}

/** What many runs must reach. */
export const LISTS: readonly string[] = [
  ...ORDERS.flatMap((order) => [`list:${order}`, `list:long:${order}`]),
  ...EARLIER_TIMES.map((times) => `list:${times}`),
  'list:lateOutOfOrder',
  'list:totalLags',
  'list:rowsLag',
];

/** What this plan reaches of it. */
export function listsOf({ behaviour, contacts }: Plan): string[] {
  const { listOrder = 'ascending', listLagMs = 0, listLagOf, totalLagMs = null } = behaviour;
  const isLong = contacts.some(({ earlierRows }) => earlierRows >= LONG);
  return [
    `list:${listOrder}`,
    ...(isLong ? [`list:long:${listOrder}`] : []),
    ...contacts.map(({ earlierTimes = 'sameSecond' }) => `list:${earlierTimes}`),
    ...(listLagMs > 0 && listLagOf === 'some' ? ['list:lateOutOfOrder'] : []),
    ...(totalLagMs !== null && totalLagMs > listLagMs ? ['list:totalLags'] : []),
    ...(totalLagMs !== null && totalLagMs < listLagMs ? ['list:rowsLag'] : []),
  ];
}
