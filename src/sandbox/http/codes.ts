/** The error codes of the sandbox and their texts. A client must never match on the texts. */

/** documented: the global error table, and the Prepaid Transactions page. */
export const CODE_MESSAGES = {
  1003: 'Invalid input.',
  1008: 'Shop not found.',
  5003: 'Insufficient amount on giftcard.',
  7002: 'Account inactive.',
  55031: 'Contact not found.',
  60003: 'Contact identifier not found.',
  60004: 'Contact identifier inactive.',
  60011: 'Contact identifier not linked to a contact.',
} as const;

/**
 * The text for an error code. The error codes in behaviour.ts may be any number, because Leat does not document them.
 */
export function messageOf(code: number): string {
  const known: Readonly<Record<number, string>> = CODE_MESSAGES;
  return known[code] ?? `Error ${code}.`;
}
