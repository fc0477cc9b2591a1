/** Where the drawn card is, as it follows from the screen alone: no card outlives its session. */
import type { Screen } from '../../shared/contract.ts';

export type CardPlace =
  | { kind: 'away' }
  | { kind: 'inviting' }
  | { kind: 'settled'; name: string | null; endsIn: string; isMuted: boolean };

export function cardPlace(screen: Screen): CardPlace {
  switch (screen.kind) {
    case 'starting':
    case 'outOfService':
      return { kind: 'away' };
    case 'idle':
      return { kind: 'inviting' };
    case 'balance':
    case 'amount':
    case 'confirm':
    case 'paying':
    case 'paid':
      return { kind: 'settled', ...screen.card, isMuted: false };
    case 'cardProblem':
      return { kind: 'settled', name: null, endsIn: screen.endsIn, isMuted: true };
    case 'identifying':
    case 'lookUpProblem':
    case 'notPaid':
    case 'notCompleted':
      return { kind: 'settled', name: null, endsIn: '', isMuted: false };
  }
}
