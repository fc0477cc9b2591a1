/** The exits of a screen: buttons of the toolbar that leave the screen, in their order. */
import type { Intent } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';

export type Exit = 'stop' | 'back';

export const EXIT_LABELS: Record<Exit, () => string> = { stop: m.stop, back: m.back };

export function exitIntent(exit: Exit, screenId: number): Intent {
  return { kind: exit, screenId };
}
