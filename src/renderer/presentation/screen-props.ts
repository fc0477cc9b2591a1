/** The props of every screen. */
import type { Intent, Screen, View } from '../../shared/contract.ts';

export type ScreenKind = Screen['kind'];

/** The type of the screen of each kind. Generic code needs this table to connect the kind and the screen. */
export type Screens = { [Kind in ScreenKind]: Extract<Screen, { kind: Kind }> };

export interface ScreenProps<Kind extends ScreenKind> {
  screen: Screens[Kind];
  /** The whole view, for the values that are not a part of the screen: language, currency, shop. */
  view: View;
  send: (intent: Intent) => void;
}
