/**
 * Where a contact has gone that the server does not know any more: into the one that its cards lead to now.
 * It moves what is ours to that contact, and never to one of several.
 */
import { assertNever } from '../../shared/assert.ts';
import type { ContactUuid, IdentifierValue } from '../../shared/ids.ts';
import type { Journal } from '../journal/journal.ts';
import type { Failure, RefusalReason } from '../leat/outcome.ts';
import type { LeatRead } from '../leat/types.ts';
import type { SettleOptions } from './settle-context.ts';

export type Followed =
  | { kind: 'moved'; contactUuid: ContactUuid }
  /** Nobody that can be told to be the same person. */
  | { kind: 'gone' }
  /** Both have an operation in flight: later. */
  | { kind: 'busy' }
  | { kind: 'unwritable' }
  | { kind: 'failed'; failure: Failure };

/** So many of a contact's cards are asked after. */
const CARDS_MAX = 5;

export async function followMerge(
  { journal, read, poke }: Pick<SettleOptions, 'journal' | 'read' | 'poke'>,
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

/** The newest first. */
function cardsOf(journal: Journal, contactUuid: ContactUuid): IdentifierValue[] {
  const operations = [...journal.sentOf(contactUuid), ...journal.openOf(contactUuid)];
  const cards = operations.flatMap(({ identifierValue }) => identifierValue ?? []).reverse();
  return [...new Set(cards)].slice(0, CARDS_MAX);
}

/** The server's word that the card leads to nobody. */
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
): Promise<Extract<Followed, { kind: 'moved' | 'gone' | 'failed' }>> {
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
  return owner === undefined || owners.size > 1 || owner === contactUuid
    ? { kind: 'gone' }
    : { kind: 'moved', contactUuid: owner };
}
