/** Makes a part that scrolls a stop of the keyboard with a name, and one that does not scroll none. */
import type { Attachment } from 'svelte/attachments';

export function reachable(label: () => string): Attachment<HTMLElement> {
  return (element) => {
    const update = (): void => {
      const isScrolling = element.scrollHeight > element.clientHeight + 1;
      if (!isScrolling) {
        for (const name of ['tabindex', 'role', 'aria-label']) element.removeAttribute(name);
        return;
      }
      element.tabIndex = 0;
      element.role = 'region';
      element.ariaLabel = label();
    };
    const sizes = new ResizeObserver(update);
    const contents = new MutationObserver(update);
    sizes.observe(element);
    contents.observe(element, { childList: true, characterData: true, subtree: true });
    update();
    return () => {
      sizes.disconnect();
      contents.disconnect();
    };
  };
}
