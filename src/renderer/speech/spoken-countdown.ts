/** A countdown for the voice, which says only some of the seconds. To say each second would cut off every sentence. */

/**
 * Returns the seconds to say: at the start the real value, later a new value for every ten seconds. `spoken` is the last
 * returned value, and null at the start.
 */
export function spokenSeconds(secondsLeft: number, spoken: number | null): number {
  const isCurrent =
    spoken !== null && secondsLeft <= spoken && tensIn(secondsLeft) === tensIn(spoken);
  return isCurrent ? spoken : secondsLeft;
}

function tensIn(seconds: number): number {
  return Math.ceil(seconds / 10);
}
