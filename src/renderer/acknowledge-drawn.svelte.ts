/** Tells the kiosk that the result of a payment was drawn. Until then the result stays, because nobody could see it. */
import type { Intent } from '../shared/contract.ts';

/** `resultId` is the id of the screen if it is a result, else null. To be called in a component's setup. */
export function acknowledgeDrawn(
  resultId: () => number | null,
  send: (intent: Intent) => void,
): void {
  const screenId = $derived(resultId());
  $effect(() => {
    if (screenId === null) return;
    const intent: Intent = { kind: 'drawn', screenId };
    // A page that is hidden or hangs draws no frame, and so acknowledges nothing.
    const frame = requestAnimationFrame(() => send(intent));
    return () => cancelAnimationFrame(frame);
  });
}
