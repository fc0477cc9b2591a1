/** What the door of the staff area asks for, or why it stays shut; for the screen and for the voice. Pure. */
import type { Screen } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';

type Door = Extract<Screen, { kind: 'staffSignIn' }>;

/** From this many digits on it can be tried. */
export const PIN_MIN = 4;

export function doorWords({ access, lockedSeconds, problem }: Door): string {
  if (access === 'none') return m.staff_pin_none();
  if (lockedSeconds > 0) return m.staff_pin_locked({ count: lockedSeconds });
  return problem === null ? m.staff_pin_do() : m.staff_pin_wrong();
}

export function canOpen({ access, digitCount, isChecking }: Door): boolean {
  return access === 'pin' && digitCount >= PIN_MIN && !isChecking;
}
