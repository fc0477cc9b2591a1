/** What happened, and the one thing to do. */
export interface Reason {
  happened: () => string;
  todo: () => string;
}
