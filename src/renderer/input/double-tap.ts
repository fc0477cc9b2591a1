/**
 * The second tap of a double tap means nothing of its own: it must not fall on what the first one brought.
 * The system counts the taps (`detail`, for a finger too); a key counts none.
 */

export function isSecondTap({ detail }: Pick<UIEvent, 'detail'>): boolean {
  return detail > 1;
}

/** Keeps from what has just come up the rest of a double tap that began before it. */
export function keepOldTapsOut(element: HTMLElement): () => void {
  let hasBegun = false;
  const hear = (event: MouseEvent): void => {
    if (!isSecondTap(event)) hasBegun = true;
    else if (!hasBegun) event.stopPropagation();
  };
  element.addEventListener('click', hear, { capture: true });
  return () => element.removeEventListener('click', hear, { capture: true });
}
