/** Where the drawn card is. */
import type { Card } from '../../shared/contract.ts';

export type CardPlace =
  | { kind: 'away' }
  | { kind: 'inviting' }
  /** In the place of `inviting`, without moving: no reader answers. */
  | { kind: 'resting' }
  | { kind: 'settled'; name: string | null; endsIn: string; isMuted: boolean };

export const AWAY: CardPlace = { kind: 'away' };

/** The card of a session. Without an argument, its name and number are unknown. */
export function settled(
  card: { name: string | null; endsIn: string } = { name: null, endsIn: '' },
): CardPlace {
  return { kind: 'settled', name: card.name, endsIn: card.endsIn, isMuted: false };
}

export function cardOf({ card }: { card: Card }): CardPlace {
  return settled(card);
}
