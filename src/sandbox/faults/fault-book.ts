/** Stores the faults that wait for requests. It decides which fault hits a request, but performs nothing. */
import * as v from 'valibot';
import { ROUTE_NAMES, type RouteName } from '../context.ts';
import { parseInput } from '../input.ts';
import { seededRandom } from '../random.ts';
import { faultSchema, type Fault } from './fault.ts';

export const faultRuleSchema = v.strictObject({
  fault: faultSchema,
  /** The route that the fault hits. Null means every request, even to a path that does not exist. */
  route: v.optional(v.nullable(v.picklist(ROUTE_NAMES)), null),
  method: v.optional(v.nullable(v.picklist(['GET', 'POST'])), null),
  /** How many requests the fault hits. Null means all of them, until the fault is cleared. */
  times: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))), 1),
  /** The probability that the fault hits a request that matches. */
  probability: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 1),
  /** With the same seed, the fault hits the same requests. Null means the sandbox's own random numbers. */
  seed: v.optional(v.nullable(v.pipe(v.number(), v.integer())), null),
});

export type FaultRule = Readonly<v.InferOutput<typeof faultRuleSchema>>;
export type FaultRuleInput = v.InferInput<typeof faultRuleSchema>;

export interface FaultBook {
  /** Adds a rule and returns its id. If two rules match, the older one hits. */
  add: (rule: FaultRuleInput) => number;
  /** Removes a rule. False if there is no such rule. */
  remove: (id: number) => boolean;
  clear: () => void;
  /** The rules that are waiting. `times`: how many requests each rule can still hit. */
  rules: () => (FaultRule & { id: number })[];
  /** The fault for a request that has arrived. Counts as one of the `times` of its rule. */
  take: (request: { route: RouteName | null; method: string }) => Fault | null;
}

interface Entry {
  id: number;
  rule: FaultRule;
  left: number;
  toss: () => number;
}

export function createFaultBook(random: () => number): FaultBook {
  let entries: Entry[] = [];
  let lastId = 0;
  return {
    add: (input) => {
      const rule = parseInput(faultRuleSchema, input);
      const seed = rule.seed ?? Math.floor(random() * 4_294_967_296);
      lastId += 1;
      entries.push({ id: lastId, rule, left: rule.times ?? Infinity, toss: seededRandom(seed) });
      return lastId;
    },
    remove: (id) => {
      const before = entries.length;
      entries = entries.filter((entry) => entry.id !== id);
      return entries.length < before;
    },
    clear: () => {
      entries = [];
    },
    rules: () =>
      entries.map(({ id, rule, left }) => ({
        ...rule,
        id,
        times: left === Infinity ? null : left,
      })),
    take: (request) => {
      const hit = entries.find((entry) => isHit(entry, request));
      if (hit === undefined) return null;
      hit.left -= 1;
      if (hit.left === 0) entries = entries.filter((entry) => entry !== hit);
      return hit.rule.fault;
    },
  };
}

function isHit(
  { rule, toss }: Entry,
  request: { route: RouteName | null; method: string },
): boolean {
  if (rule.route !== null && rule.route !== request.route) return false;
  if (rule.method !== null && rule.method !== request.method) return false;
  return rule.probability === 1 || toss() < rule.probability;
}
