/** Where the drawn card is. */
import type { Card } from '../../shared/contract.ts';

export type CardPlace =
  | { kind: 'away' }
  | { kind: 'inviting' }
  /** Where it invites from, without moving: no reader answers. */
  | { kind: 'resting' }
  | { kind: 'settled'; name: string | null; endsIn: string; isMuted: boolean };

export const AWAY: CardPlace = { kind: 'away' };

/** The customer's card; one whose name and number are not known if none is given. */
export function settled(
  card: { name: string | null; endsIn: string } = { name: null, endsIn: '' },
): CardPlace {
  return { kind: 'settled', name: card.name, endsIn: card.endsIn, isMuted: false };
}

export function cardOf({ card }: { card: Card }): CardPlace {
  return settled(card);
}
