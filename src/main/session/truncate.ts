/** Cuts texts from outside to the 200 characters that the contract allows. */

export function truncate(text: string): string {
  return text.slice(0, 200).toWellFormed();
}

export function truncateOrNull(text: string | null): string | null {
  return text === null ? null : truncate(text);
}
