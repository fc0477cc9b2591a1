/** Where the page draws the card. */
import type { Card } from '../../shared/contract.ts';

export type CardPlace =
  | { kind: 'away' }
  /** The screen has no pocket: it needs the whole height. */
  | { kind: 'none' }
  | { kind: 'inviting' }
  /** In the same place as `inviting`, but without movement, because no reader works now. */
  | { kind: 'resting' }
  | { kind: 'settled'; name: string | null; endsIn: string; isMuted: boolean };

export const AWAY: CardPlace = { kind: 'away' };
export const WITHOUT_POCKET: CardPlace = { kind: 'none' };

/** The card during a session. Without an argument, the name and number of the card are unknown. */
export function settled(
  card: { name: string | null; endsIn: string } = { name: null, endsIn: '' },
): CardPlace {
  return { kind: 'settled', name: card.name, endsIn: card.endsIn, isMuted: false };
}

export function cardOf({ card }: { card: Card }): CardPlace {
  return settled(card);
}
