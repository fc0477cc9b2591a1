/** What every screen is given. */
import type { Intent, Screen, View } from '../../shared/contract.ts';

export type ScreenKind = Screen['kind'];

/** Each kind with its own screen. A table keeps the two together in generic code. */
export type Screens = { [Kind in ScreenKind]: Extract<Screen, { kind: Kind }> };

export interface ScreenProps<Kind extends ScreenKind> {
  screen: Screens[Kind];
  /** For what is around the screen: language, currency, shop. */
  view: View;
  send: (intent: Intent) => void;
}
