/** A countdown for a voice: one that is read each second would never be heard to its end. Pure. */

/** True when it is said, and said anew with every ten seconds; `told` is what was said last, null at the start. */
export function toldSeconds(secondsLeft: number, told: number | null): number {
  const isOld = told !== null && secondsLeft <= told && stepOf(secondsLeft) === stepOf(told);
  return isOld ? told : secondsLeft;
}

function stepOf(seconds: number): number {
  return Math.ceil(seconds / 10);
}
