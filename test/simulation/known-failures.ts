/**
 * Seeds that fail, and why. Each is an open fault of the product or of a check, found by a kind of trouble that the
 * simulation learned last. Any other failure fails the run, and so does a listed seed that passes: then remove it here.
 */
export const KNOWN_FAILURES: ReadonlyMap<string, string> = new Map([
  // The server tells no time, so the list must confirm each reply. A long list in no order of time does not show it soon.
  ['3909', 'not completed although nothing went wrong'],
  ['7275', 'held as a possible double without need'],
  ['7604', 'held as inconclusive although nothing went wrong'],
]);
