/** More have no room beside each other. */
const IN_A_ROW_MAX = 4;

/** How many quick amounts stand beside each other: what follows has a row only where there is room for it. */
export function inFirstRow(count: number): number {
  return count > IN_A_ROW_MAX ? 3 : count;
}
