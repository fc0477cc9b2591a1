/** Whose a card is now, for an operation whose contact is gone. */
import { assertNever } from '../../shared/assert.ts';
import type { Operation } from '../journal/operation.ts';
import type { Failure, RefusalReason } from '../leat/outcome.ts';
import type { ContactUuid } from '../../shared/ids.ts';
import type { LeatRead } from '../leat/types.ts';

export type Rebound =
  | { kind: 'moved'; contactUuid: ContactUuid }
  /** Nobody that can be proven to be the same person. */
  | { kind: 'gone' }
  | { kind: 'failed'; failure: Failure };

/** The server's word that the card leads to nobody. */
const CARD_REFUSALS: ReadonlySet<RefusalReason> = new Set([
  'identifierNotFound',
  'identifierInactive',
  'identifierUnlinked',
  'contactNotFound',
]);

export async function rebind(
  read: LeatRead,
  { identifierValue, contactUuid }: Operation,
): Promise<Rebound> {
  if (identifierValue === null) return { kind: 'gone' };
  const found = await read.findIdentifier(identifierValue);
  switch (found.kind) {
    case 'ok': {
      const now = found.value.contactUuid;
      return now === null || now === contactUuid
        ? { kind: 'gone' }
        : { kind: 'moved', contactUuid: now };
    }
    case 'refused':
      return CARD_REFUSALS.has(found.reason)
        ? { kind: 'gone' }
        : { kind: 'failed', failure: found };
    case 'notSent':
    case 'unknown':
      return { kind: 'failed', failure: found };
    default:
      return assertNever(found);
  }
}
