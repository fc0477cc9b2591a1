/** Whether nothing is under way on a screen that asks if anybody is there, so that it says nothing of a payment. */
import type { Screen } from '../../shared/contract.ts';

export function isOver(kind: Screen['kind']): boolean {
  return !['identifying', 'balance', 'amount', 'confirm'].includes(kind);
}
