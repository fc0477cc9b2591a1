/** Every overlay (a question over the screen): the component that draws it, and its content as data. */
import type { Component } from 'svelte';
import type { View } from '../../shared/contract.ts';
import type { Medium } from '../presentation/medium.ts';
import type { DialogContent } from '../presentation/presentation.ts';
import CardChangedPrompt from './CardChangedPrompt.svelte';
import { cardChangedPrompt } from './card-changed-prompt.ts';
import InactivityPrompt from './InactivityPrompt.svelte';
import { inactivityPrompt } from './inactivity-prompt.ts';
import type { OverlayContent, OverlayKind, OverlayProps, Overlays } from './overlay.ts';

interface OverlayDefinition<Kind extends OverlayKind> {
  Prompt: Component<OverlayProps<Kind>>;
  content: OverlayContent<Kind>;
}

export const OVERLAYS: { readonly [Kind in OverlayKind]: OverlayDefinition<Kind> } = {
  stillThere: { Prompt: InactivityPrompt, content: inactivityPrompt },
  otherCard: { Prompt: CardChangedPrompt, content: cardChangedPrompt },
};

interface Around {
  isUnderWay: boolean;
  screenId: number;
  medium: Medium;
}

export function overlayContent(
  overlay: NonNullable<View['overlay']>,
  around: Around,
): DialogContent {
  return contentFor(overlay.kind, overlay, around);
}

function contentFor<Kind extends OverlayKind>(
  kind: Kind,
  overlay: Overlays[Kind],
  around: Around,
): DialogContent {
  return OVERLAYS[kind].content({ overlay, ...around });
}
