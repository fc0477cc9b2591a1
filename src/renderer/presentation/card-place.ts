/** Where the drawn card is, as it follows from the view alone: no card outlives its session. */
import type { View } from '../../shared/contract.ts';

export type CardPlace =
  | { kind: 'away' }
  | { kind: 'inviting' }
  /** Where it invites from, and still: no reader answers. */
  | { kind: 'resting' }
  | { kind: 'settled'; name: string | null; endsIn: string; isMuted: boolean };

export function cardPlace({ screen, reader }: Pick<View, 'screen' | 'reader'>): CardPlace {
  switch (screen.kind) {
    case 'starting':
    case 'outOfService':
    case 'staffSignIn':
    case 'staffReaders':
      return { kind: 'away' };
    case 'idle':
      return { kind: reader === 'away' ? 'resting' : 'inviting' };
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
