/** Every way in which a request can go wrong, as data that a test, a person or the simulation can set. */
import * as v from 'valibot';

const delayMs = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400_000));
const isCommitted = v.optional(v.boolean(), false);
const retryAfterSeconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400));

/** `commits`: whether the request takes effect although its reply is bad. */
export const faultSchema = v.variant('kind', [
  /** The connection is closed before the request takes effect. */
  v.strictObject({ kind: v.literal('dropBefore') }),
  /** The request takes effect, and the connection is closed without a reply. */
  v.strictObject({ kind: v.literal('dropAfter') }),
  /** No reply ever comes; the connection stays open. */
  v.strictObject({ kind: v.literal('hang'), commits: isCommitted }),
  /** The request takes effect now, and its reply comes later. */
  v.strictObject({ kind: v.literal('delayReply'), delayMs: v.optional(delayMs, 15_000) }),
  /** The request takes effect later, and its reply comes then. */
  v.strictObject({ kind: v.literal('delayRequest'), delayMs: v.optional(delayMs, 15_000) }),
  /** The client gets a closed connection, or nothing. The request takes effect later all the same. */
  v.strictObject({
    kind: v.literal('commitLate'),
    delayMs: v.optional(delayMs, 15_000),
    answer: v.optional(v.picklist(['drop', 'none']), 'drop'),
  }),
  /** The request takes effect twice, as if the network sent it again. */
  v.strictObject({ kind: v.literal('deliverTwice') }),
  /** The request takes effect. The connection is closed after these bytes of the reply's body. */
  v.strictObject({
    kind: v.literal('cutBody'),
    keepBytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 40),
  }),
  v.strictObject({ kind: v.literal('html500'), commits: isCommitted }),
  /** A 503, as in maintenance. */
  v.strictObject({
    kind: v.literal('unavailable503'),
    commits: isCommitted,
    retryAfterSeconds: v.optional(v.nullable(retryAfterSeconds), null),
  }),
  v.strictObject({
    kind: v.literal('tooMany429'),
    retryAfterSeconds: v.optional(retryAfterSeconds, 2),
  }),
  /** A hotspot's login page, with status 200. */
  v.strictObject({ kind: v.literal('captivePortal') }),
  /** A hotspot's 302 to its login page. */
  v.strictObject({ kind: v.literal('redirect') }),
  /** With the following faults the request takes effect. The reply has status 200 and a damaged body. */
  v.strictObject({ kind: v.literal('malformedJson') }),
  v.strictObject({ kind: v.literal('emptyBody') }),
  v.strictObject({ kind: v.literal('nullBody') }),
  v.strictObject({ kind: v.literal('missingData') }),
  v.strictObject({ kind: v.literal('missingUuid') }),
  v.strictObject({ kind: v.literal('balanceAsText') }),
  v.strictObject({ kind: v.literal('otherAmount') }),
]);

/** A fault with its defaults filled in. */
export type Fault = v.InferOutput<typeof faultSchema>;
export type FaultInput = v.InferInput<typeof faultSchema>;
export type FaultKind = Fault['kind'];

export const FAULT_KINDS: readonly FaultKind[] = faultSchema.options.map(
  (option) => option.entries.kind.literal,
);
