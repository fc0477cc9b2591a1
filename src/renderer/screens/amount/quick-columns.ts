/** There is no room for more beside each other. */
const COLUMNS_MAX = 4;

/** How many quick amounts are in a row. Further rows are drawn only where there is room. */
export function columnsFor(count: number): number {
  return count > COLUMNS_MAX ? 3 : count;
}
