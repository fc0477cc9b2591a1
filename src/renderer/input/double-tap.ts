/**
 * The second tap of a double tap must not press what the first tap has just opened.
 * The browser counts the taps in `detail`, for a finger too; a key press has 0.
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
