/** Which ways out the bar offers; none where leaving would only leave the customer unsure. */
import type { Screen } from '../../shared/contract.ts';

interface WaysOut {
  canStop: boolean;
  canGoBack: boolean;
}

export function exitsOf(kind: Screen['kind']): WaysOut {
  switch (kind) {
    case 'amount':
    case 'confirm':
      return { canStop: true, canGoBack: true };
    case 'balance':
    case 'identifying':
    case 'lookUpProblem':
    case 'staffSignIn':
    case 'staffReaders':
      return { canStop: true, canGoBack: false };
    // On these the main act is the way out, or there is none yet.
    case 'starting':
    case 'outOfService':
    case 'idle':
    case 'cardProblem':
    case 'paying':
    case 'paid':
    case 'notPaid':
    case 'notCompleted':
      return { canStop: false, canGoBack: false };
  }
}
