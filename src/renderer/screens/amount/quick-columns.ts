/** There is no space for more columns. */
const COLUMNS_MAX = 4;

/** The number of quick amounts in a row. Further rows are drawn only if there is space. */
export function columnsFor(count: number): number {
  return count > COLUMNS_MAX ? 3 : count;
}
