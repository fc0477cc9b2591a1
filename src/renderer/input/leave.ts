/**
 * The key for leaving means the same everywhere: it closes the top dialog, or else goes back one screen, or else stops
 * the session, as the button of the screen that does this.
 */
import type { Intent, View } from '../../shared/contract.ts';
import { exitIntent } from '../presentation/exits.ts';
import { forEyes } from '../presentation/medium.ts';
import { contentOf, traitsOf } from '../screens/index.ts';
import { topDialogOf } from '../top-dialog.ts';

/** Null if there is nothing to leave. */
export function leaveIntent(view: View): Intent | null {
  const dialog = topDialogOf(view, forEyes(view));
  if (dialog !== null) return dialog.escape;
  const { exits } = traitsOf(view.screen.kind);
  const exit = (['back', 'stop'] as const).find((each) => exits.includes(each));
  return exit === undefined ? finishIntent(view) : exitIntent(exit, view.screenId);
}

/** A screen without exits has a button that ends the session. It may still be waiting for calm. */
function finishIntent(view: View): Intent | null {
  const { actions } = contentOf(view, forEyes(view));
  const finish = actions.find(({ intent, isEnabled }) => isEnabled && intent.kind === 'stop');
  return finish?.intent ?? null;
}
