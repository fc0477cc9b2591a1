/**
 * Finds the contact that another contact was merged into. The server no longer knows the old contact, but its cards now
 * belong to the new one. Our operations move to the new contact, unless the cards belong to several contacts.
 */
import { assertNever } from '../../shared/assert.ts';
import type { ContactUuid, IdentifierValue } from '../../shared/ids.ts';
import type { Journal } from '../journal/journal.ts';
import type { Failure, RefusalReason } from '../leat/outcome.ts';
import type { LeatRead } from '../leat/types.ts';

export type Followed =
  | { kind: 'moved'; contactUuid: ContactUuid }
  /** No contact, or more than one contact, could be the same person. */
  | { kind: 'gone' }
  /** A card still belongs to this contact, so the server contradicts itself. Try again later. */
  | { kind: 'stays' }
  /** Both contacts have an operation in flight. Try again later. */
  | { kind: 'busy' }
  | { kind: 'unwritable' }
  | { kind: 'failed'; failure: Failure };

/** How many of the contact's cards are looked up at most. */
const CARDS_MAX = 5;

export interface MergeOptions {
  journal: Journal;
  read: LeatRead;
  /** Called when another contact now has an operation to settle. */
  poke: (contactUuid: ContactUuid) => void;
}

export async function followMerge(
  { journal, read, poke }: MergeOptions,
  contactUuid: ContactUuid,
): Promise<Followed> {
  const found = await findNewContact(read, contactUuid, cardsOf(journal, contactUuid));
  if (found.kind !== 'moved') return found;
  const moved = journal.write(() => journal.moveContact(contactUuid, found.contactUuid));
  if (moved.kind === 'unwritable') return { kind: 'unwritable' };
  if (!moved.value) return { kind: 'busy' };
  poke(found.contactUuid);
  return found;
}

/** The newest cards first. */
function cardsOf(journal: Journal, contactUuid: ContactUuid): IdentifierValue[] {
  const operations = [...journal.sentOf(contactUuid), ...journal.openOf(contactUuid)];
  const cards = operations.flatMap(({ identifierValue }) => identifierValue ?? []).reverse();
  return [...new Set(cards)].slice(0, CARDS_MAX);
}

/** The refusals by which the server says that the card belongs to no contact. */
const CARD_REFUSALS: ReadonlySet<RefusalReason> = new Set([
  'identifierNotFound',
  'identifierInactive',
  'identifierUnlinked',
  'contactNotFound',
]);

async function findNewContact(
  read: LeatRead,
  contactUuid: ContactUuid,
  cards: readonly IdentifierValue[],
): Promise<Extract<Followed, { kind: 'moved' | 'gone' | 'stays' | 'failed' }>> {
  const owners = new Set<ContactUuid>();
  for (const card of cards) {
    const found = await read.findIdentifier(card);
    switch (found.kind) {
      case 'ok':
        if (found.value.contactUuid !== null) owners.add(found.value.contactUuid);
        break;
      case 'refused':
        if (!CARD_REFUSALS.has(found.reason)) return { kind: 'failed', failure: found };
        break;
      case 'notSent':
      case 'unknown':
        return { kind: 'failed', failure: found };
      default:
        return assertNever(found);
    }
  }
  const [owner] = owners;
  if (owner === undefined || owners.size > 1) return { kind: 'gone' };
  return owner === contactUuid ? { kind: 'stays' } : { kind: 'moved', contactUuid: owner };
}
