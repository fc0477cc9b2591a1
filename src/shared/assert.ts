/**
 * Broken invariants are bugs: they stop what is being done, name themselves, and stay on in production.
 * Failures that a caller decides on are values instead.
 */

/** Throws `invariant broken: NAME` when the condition does not hold. */
export function assert(condition: boolean, name: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${name}`);
}

/** The end of an exhaustive `switch`: the compiler refuses a case that is not handled. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
