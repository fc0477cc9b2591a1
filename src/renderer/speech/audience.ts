/** Who can hear the voice, and how long the customer has been waiting. */
export interface Audience {
  /** Only the customer can hear the voice, or the customer has switched it on. */
  isPrivate: boolean;
  /** The wait is so long that the screen says what to expect. */
  isLongWait?: boolean;
  /** The seconds that the voice says for a countdown. Left out or null: the seconds of the view. */
  secondsLeft?: number | null;
}
