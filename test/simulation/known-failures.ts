/**
 * Seeds that fail, and why. Each is an open fault of the product or of a check, found by a kind of trouble that the
 * simulation learned last. Any other failure fails the run, and so does a listed seed that passes: then remove it here.
 */
export const KNOWN_FAILURES: ReadonlyMap<string, string> = new Map([
  ...openFault(
    'the sums differ after replies crossed, a double, a late commit or a mistaken shop',
    [
      3350, 3579, 3621, 3884, 4262, 4315, 4471, 4906, 6236, 6603, 7781, 7813, 8361, 9684, 9711,
      10000,
    ],
  ),
  ...openFault('two operations claim one row', [4959]),
  ...openFault(
    'a payment in a shop that is shared by mistake costs a fourth request',
    [5473, 6232, 7183],
  ),
  ...openFault('a balance is shown that is older than the question', [6050]),
  ...openFault('a request leaves later than the journal says', [8122]),
  ...openFault('a customer waits for two minutes', [8407]),
  ...openFault('a payment is sent on rows that were read 5.1 s before', [9366]),
]);

function openFault(why: string, seeds: readonly number[]): [string, string][] {
  return seeds.map((seed) => [String(seed), why]);
}
