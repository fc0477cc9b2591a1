/** Reports whether a part of the page scrolls and how far it is scrolled. A part that scrolls becomes a named stop for the keyboard. */
import type { Attachment } from 'svelte/attachments';

/** `whole`: all of it is visible. `before`: more follows. `end`: it is scrolled to its end. */
export type ScrollPlace = 'whole' | 'before' | 'end';

export function scrolling(
  label: () => string,
  report: (place: ScrollPlace) => void,
): Attachment<HTMLElement> {
  return (element) => {
    const update = (): void => {
      const place = placeOf(element);
      report(place);
      if (place === 'whole') {
        for (const name of ['tabindex', 'role', 'aria-label']) element.removeAttribute(name);
        return;
      }
      element.tabIndex = 0;
      element.role = 'region';
      element.ariaLabel = label();
    };
    const sizes = new ResizeObserver(update);
    // The content may grow without the box, when a font loads or the spacing changes.
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
  // Extra padding at the bottom, for a button, is no reason to scroll.
  const spare = parseFloat(paddingBottom) - parseFloat(paddingTop);
  // Sizes are rounded, so allow for a pixel.
  if (scrollHeight - spare <= clientHeight + 1) return 'whole';
  return scrollTop + clientHeight < scrollHeight - 2 ? 'before' : 'end';
}
