/** Who hears what is said, and how long they have been waiting. */
export interface Listening {
  /** Only the customer hears it, or they asked for it aloud. */
  isPrivate: boolean;
  /** A wait has taken so long that the screen says what to expect. */
  isLongWait?: boolean;
  /** What the countdown is told as; as it stands where none is given. */
  secondsLeft?: number | null;
}
