/** The topmost dialog, as data. An overlay is above a sheet, and a sheet is above the dialog of the screen. */
import type { View } from '../shared/contract.ts';
import { overlayContent } from './overlays/index.ts';
import type { Medium } from './presentation/medium.ts';
import type { DialogContent } from './presentation/presentation.ts';
import { screenDialogOf, traitsOf } from './screens/index.ts';
import { SHEETS } from './sheets/index.ts';

/** Null if there is no dialog. */
export function topDialogOf(view: View, medium: Medium): DialogContent | null {
  const { overlay, sheet, screen } = view;
  if (overlay !== null) {
    return overlayContent(overlay, {
      isUnderWay: traitsOf(screen.kind).isUnderWay,
      screenId: view.screenId,
      medium,
    });
  }
  return sheet === null ? screenDialogOf(view, medium) : SHEETS[sheet].content(view);
}
