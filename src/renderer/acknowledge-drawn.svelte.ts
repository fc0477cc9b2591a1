/** Tells the kiosk that what came of a payment stands on the screen, which stays until somebody could see it. */
import type { Intent, View } from '../shared/contract.ts';

export function acknowledgeDrawn(view: () => View, send: (intent: Intent) => void): void {
  const screenId = $derived(view().screenId);
  $effect(() => {
    const intent: Intent = { kind: 'drawn', screenId };
    // Nothing comes of it in a page that is not shown, or hangs.
    const frame = requestAnimationFrame(() => send(intent));
    return () => cancelAnimationFrame(frame);
  });
}
