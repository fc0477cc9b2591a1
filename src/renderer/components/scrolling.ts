/** Tells of a part of the page whether it scrolls and where it stands, and makes one that scrolls a stop of the keyboard with a name. */
import type { Attachment } from 'svelte/attachments';

/** `whole` where all of it is seen; else whether more follows, or its end has been reached. */
export type ScrollPlace = 'whole' | 'before' | 'end';

export function scrolling(
  label: () => string,
  tell: (place: ScrollPlace) => void,
): Attachment<HTMLElement> {
  return (element) => {
    const update = (): void => {
      const place = placeOf(element);
      tell(place);
      if (place === 'whole') {
        for (const name of ['tabindex', 'role', 'aria-label']) element.removeAttribute(name);
        return;
      }
      element.tabIndex = 0;
      element.role = 'region';
      element.ariaLabel = label();
    };
    const sizes = new ResizeObserver(update);
    // What is in it may grow by itself, when its letters arrive or are set wider, and its own box stays as it is.
    const watchSizes = (): void => {
      for (const part of [element, ...element.children]) sizes.observe(part);
    };
    const contents = new MutationObserver(() => {
      watchSizes();
      update();
    });
    watchSizes();
    contents.observe(element, { childList: true, characterData: true, subtree: true });
    element.addEventListener('scroll', update, { passive: true });
    update();
    return () => {
      sizes.disconnect();
      contents.disconnect();
      element.removeEventListener('scroll', update);
    };
  };
}

function placeOf(element: HTMLElement): ScrollPlace {
  const { scrollHeight, clientHeight, scrollTop } = element;
  const { paddingTop, paddingBottom } = getComputedStyle(element);
  // Below what scrolls there may be room for a button, which is no reason to scroll.
  const spare = parseFloat(paddingBottom) - parseFloat(paddingTop);
  // Boxes end on parts of a pixel.
  if (scrollHeight - spare <= clientHeight + 1) return 'whole';
  return scrollTop + clientHeight < scrollHeight - 2 ? 'before' : 'end';
}
