/** What every sheet of the bar is given. */
import type { Intent, View } from '../../shared/contract.ts';

export interface SheetProps {
  view: View;
  send: (intent: Intent) => void;
}
