/** What every overlay is given, and the data that it states. */
import type { Intent, Overlay } from '../../shared/contract.ts';
import type { Medium } from '../presentation/medium.ts';
import type { DialogContent } from '../presentation/presentation.ts';

export type OverlayKind = Overlay['kind'];

/** Each kind with its own overlay. A table keeps the two together in generic code. */
export type Overlays = { [Kind in OverlayKind]: Extract<Overlay, { kind: Kind }> };

export interface OverlayInput<Kind extends OverlayKind> {
  overlay: Overlays[Kind];
  /** As the screen below states it. */
  isUnderWay: boolean;
  medium: Medium;
}

export interface OverlayProps<Kind extends OverlayKind> extends OverlayInput<Kind> {
  send: (intent: Intent) => void;
}

export type OverlayContent<Kind extends OverlayKind> = (input: OverlayInput<Kind>) => DialogContent;
