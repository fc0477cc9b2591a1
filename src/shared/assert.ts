/**
 * Assertions of invariants. A broken invariant is a bug, so the assertion throws its name, in production too.
 * A failure that a caller must decide about is a return value instead.
 */

/** Throws `invariant broken: NAME` when the condition does not hold. */
export function assert(condition: boolean, name: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${name}`);
}

/** For the end of an exhaustive `switch`: an unhandled case does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
