/** What every screen is given, and all that it is given. */
import type { Intent, Screen, View } from '../../shared/contract.ts';

export type ScreenKind = Screen['kind'];

/** Each kind's own screen; a table, so that a kind and its screen stay together through generic code. */
export type Screens = { [Kind in ScreenKind]: Extract<Screen, { kind: Kind }> };

export interface ScreenProps<Kind extends ScreenKind> {
  screen: Screens[Kind];
  /** For what lies around the screen: language, currency, shop. */
  view: View;
  send: (intent: Intent) => void;
}
