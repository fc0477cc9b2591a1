/** The props of every sheet of the toolbar, and the data that describes it. */
import type { Intent, View } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';
import { mainAction, type Action, type DialogContent } from '../presentation/presentation.ts';

export interface SheetProps {
  view: View;
  send: (intent: Intent) => void;
}

export type SheetContent = (view: View) => DialogContent;

/** The intent that closes any sheet. */
export const SHEET_EXIT = { kind: 'closeSheet' } as const;

export function closeAction(): Action {
  return mainAction(m.sheet_close(), SHEET_EXIT);
}
