/**
 * The second tap of a double tap must not press a button that the first tap has just brought up.
 * The browser counts the taps in `detail`, also for a finger. A click by a key has 0.
 */

export function isSecondTap({ detail }: Pick<UIEvent, 'detail'>): boolean {
  return detail > 1;
}

/** Ignores the rest of a double tap that began before this element appeared. */
export function ignoreEarlierTaps(element: HTMLElement): () => void {
  let hasBegun = false;
  const hear = (event: MouseEvent): void => {
    if (!isSecondTap(event)) hasBegun = true;
    else if (!hasBegun) event.stopPropagation();
  };
  element.addEventListener('click', hear, { capture: true });
  return () => element.removeEventListener('click', hear, { capture: true });
}
