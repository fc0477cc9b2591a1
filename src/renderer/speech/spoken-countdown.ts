/** A countdown for a voice. Naming each second would cut off every sentence before its end. */

/** The seconds to name: the real ones at the start, then again with every ten. `spoken` is what was named last; null at the start. */
export function spokenSeconds(secondsLeft: number, spoken: number | null): number {
  const isCurrent =
    spoken !== null && secondsLeft <= spoken && tensIn(secondsLeft) === tensIn(spoken);
  return isCurrent ? spoken : secondsLeft;
}

function tensIn(seconds: number): number {
  return Math.ceil(seconds / 10);
}
