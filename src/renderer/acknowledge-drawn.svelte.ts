/** Tells the kiosk that the page has drawn the result of a payment. Until then the kiosk keeps the result. */
import type { Intent } from '../shared/contract.ts';

/** `resultId`: the id of the screen if it is a result, else null. Call this in a component's setup. */
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
