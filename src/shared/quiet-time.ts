/** The quiet time before a question can be answered, on both sides: in the kiosk and on the page. */
import type { View } from './contract.ts';

/**
 * How long nobody may press anything before a button becomes active that moves money or cannot be taken back. Longer
 * than the pauses of a tremor, of a double tap and of impatient taps on the button before. Nearly everybody needs this
 * long to read the amount.
 */
export const QUIET_MS = 1_600;

/** True if the screen asks a question whose answer waits for a quiet time. */
export function isQuestion({ screen, overlay }: Pick<View, 'screen' | 'overlay'>): boolean {
  return 'isArmed' in (overlay ?? screen);
}

/** True while the buttons of a question on the screen are not active yet. */
export function isArming({ screen, overlay }: Pick<View, 'screen' | 'overlay'>): boolean {
  if (overlay !== null) return 'isArmed' in overlay && !overlay.isArmed;
  return 'isArmed' in screen && !screen.isArmed;
}
