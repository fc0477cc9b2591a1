/**
 * The behaviour of the sandbox where Leat documents nothing, or where the API does not always do the same. A test or a
 * person can change each value. docs/sandbox.md has the defaults. A client must not rely on any of them.
 */
import * as v from 'valibot';
import { parseInput } from './input.ts';

const allowOrRefuse = v.picklist(['allow', 'refuse']);
const code = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999));
const lengthMs = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400_000));

const behaviourSchema = v.strictObject({
  /** A transaction that would take the balance below zero. */
  overdraft: v.optional(allowOrRefuse, 'allow'),
  overdraftCode: v.optional(code, 5003),
  /** A second reversal of the same transaction. */
  doubleReverse: v.optional(allowOrRefuse, 'allow'),
  doubleReverseCode: v.optional(code, 1003),
  /** Reversing a transaction that is itself a reversal; refused with `doubleReverseCode`. */
  reverseOfReversal: v.optional(allowOrRefuse, 'allow'),
  /** Reversing a transaction whose card has become inactive; refused with 60004. */
  reverseInactiveCard: v.optional(allowOrRefuse, 'refuse'),
  /** Reversing a transaction that does not exist. */
  unknownTransactionCode: v.optional(code, 1003),
  /** Finding or using a session token that does not exist, and using one a second time. */
  sessionTokenCode: v.optional(code, 1003),
  /** A create with a card that belongs to no contact. */
  unlinkedCardCode: v.optional(v.picklist([60011, 55031]), 60011),
  /** A create with a contact and another contact's card; refused with 1003. */
  contactMismatch: v.optional(v.picklist(['refuse', 'useContact', 'useIdentifier']), 'refuse'),
  /** A create of zero; refused with 1003. */
  zeroAmount: v.optional(allowOrRefuse, 'allow'),
  /** Whether a create on the Register flavour needs `shop_uuid` (the sources disagree). */
  registerShopUuid: v.optional(v.picklist(['optional', 'required']), 'optional'),
  /** How long a new transaction is missing in lists. */
  listLagMs: v.optional(lengthMs, 0),
  /** Which new transactions are late in lists. `some`: only every second one, so that they appear out of order. */
  listLagOf: v.optional(v.picklist(['all', 'some']), 'all'),
  /** How long the `total` of a list does not count a new transaction; null for as long as the list lacks it. */
  totalLagMs: v.optional(v.nullable(lengthMs), null),
  /** How long a new transaction is not counted in the balance. */
  balanceLagMs: v.optional(lengthMs, 0),
  /**
   * `uuid`: by the uuid, so that a new transaction appears anywhere. `shuffled`: a random order that is the same on
   * every page. `unstable`: another order with every request.
   */
  listOrder: v.optional(
    v.picklist(['ascending', 'descending', 'uuid', 'shuffled', 'unstable']),
    'ascending',
  ),
  /** The balance of a list item: the balance after that transaction, or the present balance. */
  listBalance: v.optional(v.picklist(['snapshot', 'current']), 'snapshot'),
  errorsShape: v.optional(v.picklist(['array', 'string', 'none']), 'array'),
  emptyMeta: v.optional(v.picklist(['array', 'object']), 'array'),
  /** Adds undocumented fields at every level. */
  extraFields: v.optional(v.boolean(), false),
  /** Requests per token and window; null for no limit. */
  rateLimit: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))), null),
  rateWindowMs: v.optional(v.pipe(lengthMs, v.minValue(1)), 60_000),
  /** Applies to all tokens: an expired token gets a 401, a forbidden one a 403. */
  token: v.optional(v.picklist(['valid', 'expired', 'forbidden']), 'valid'),
  /** Inactive: 7002 on every route. */
  account: v.optional(v.picklist(['active', 'inactive']), 'active'),
  /** How far the server's clock is ahead. It affects `Date` and `created_at`. */
  clockOffsetMs: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(-31_536_000_000), v.maxValue(31_536_000_000)),
    0,
  ),
});

export type Behaviour = Readonly<v.InferOutput<typeof behaviourSchema>>;
export type BehaviourChanges = Partial<Behaviour>;

export const DEFAULT_BEHAVIOUR: Behaviour = v.parse(behaviourSchema, {});

/** The behaviour after a change. Refuses unknown names and values. */
export function changedBehaviour(
  current: Behaviour,
  changes: Readonly<Record<string, unknown>>,
): Behaviour {
  return parseInput(behaviourSchema, { ...current, ...changes });
}
