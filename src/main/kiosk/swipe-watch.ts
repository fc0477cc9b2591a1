/** Remembers the readers that may have read a bank card, so that staff see nothing of what they send. */
import { mayBeSwipe } from '../readers/payment-card.ts';
import type { RawReport } from '../readers/supervisor/supervisor.ts';

export interface SwipeWatch {
  /** Whether nobody may see this report. The rest of a card follows in other reports, so the reader stays hidden. */
  hides(report: RawReport): boolean;
  clear(): void;
}

export function createSwipeWatch(): SwipeWatch {
  const swiped = new Set<string>();
  return {
    hides({ key, bytes, usagePage }) {
      if (mayBeSwipe(bytes, usagePage)) swiped.add(key);
      return swiped.has(key);
    },
    clear: () => swiped.clear(),
  };
}
