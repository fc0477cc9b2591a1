/** Who hears a voice, and how long they have been waiting. */
export interface Audience {
  /** Only the customer hears it, or the customer asked for it to be said aloud. */
  isPrivate: boolean;
  /** The screen says by now what to expect of the wait. */
  isLongWait?: boolean;
  /** The seconds that a countdown names; those of the view if left out or null. */
  secondsLeft?: number | null;
}
