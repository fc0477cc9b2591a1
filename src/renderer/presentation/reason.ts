/** Two texts for the customer: what happened, and the one thing to do. */
export interface Reason {
  happened: () => string;
  todo: () => string;
}
