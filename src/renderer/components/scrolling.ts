/** Reports whether an element scrolls, and how far. The keyboard can reach an element that scrolls. */
import type { Attachment } from 'svelte/attachments';

/** `whole`: all content is visible. `before`: more content follows. `end`: the element is scrolled to its end. */
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
    // The content may grow while the element keeps its size, when a font loads or the text spacing changes.
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
  // Does not count extra padding at the bottom, which is there for the button.
  const spare = parseFloat(paddingBottom) - parseFloat(paddingTop);
  // Allows one pixel, because sizes are rounded.
  if (scrollHeight - spare <= clientHeight + 1) return 'whole';
  return scrollTop + clientHeight < scrollHeight - 2 ? 'before' : 'end';
}
