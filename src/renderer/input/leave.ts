/** Handles the key for leaving: closes the top dialog, or else goes back one screen, or else stops the session. */
import type { Intent, View } from '../../shared/contract.ts';
import { exitIntent } from '../presentation/exits.ts';
import { forEyes } from '../presentation/medium.ts';
import { traitsOf } from '../screens/index.ts';
import { topDialogOf } from '../top-dialog.ts';

/** Null if there is nothing to leave. */
export function leaveIntent(view: View): Intent | null {
  const dialog = topDialogOf(view, forEyes(view));
  if (dialog !== null) return dialog.escape;
  const { exits } = traitsOf(view.screen.kind);
  const exit = (['back', 'stop'] as const).find((each) => exits.includes(each));
  return exit === undefined ? null : exitIntent(exit, view.screenId);
}
