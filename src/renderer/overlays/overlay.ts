/** The props of every overlay, and the data that describes it. */
import type { Intent, Overlay } from '../../shared/contract.ts';
import type { Medium } from '../presentation/medium.ts';
import type { DialogContent } from '../presentation/presentation.ts';

export type OverlayKind = Overlay['kind'];

/** The type of the overlay of each kind. Generic code needs this table to connect the kind and the overlay. */
export type Overlays = { [Kind in OverlayKind]: Extract<Overlay, { kind: Kind }> };

export interface OverlayInput<Kind extends OverlayKind> {
  overlay: Overlays[Kind];
  /** `isUnderWay` of the screen below. */
  isUnderWay: boolean;
  /** Of the screen below. */
  screenId: number;
  medium: Medium;
}

export interface OverlayProps<Kind extends OverlayKind> extends OverlayInput<Kind> {
  send: (intent: Intent) => void;
}

export type OverlayContent<Kind extends OverlayKind> = (input: OverlayInput<Kind>) => DialogContent;
