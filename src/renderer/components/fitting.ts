/** Shrinks a line of text that is too wide, for example because of the user's own text spacing or another font. */
import type { Attachment } from 'svelte/attachments';

/** Sets `--fit`, from 0 to 1, on the parent of the line. Styles multiply the font size by it. */
export const fitting: Attachment<HTMLElement> = (line) => {
  const room = line.parentElement ?? line;
  let fit = 1;
  let frame = 0;
  const measure = (): void => {
    // An element that is not laid out has no size.
    if (line.offsetWidth === 0 || room.clientWidth === 0) return;
    fit = Math.min(1, (fit * room.clientWidth) / line.offsetWidth);
    room.style.setProperty('--fit', String(fit));
  };
  // Waits for the next frame: the callback of a ResizeObserver must not change the sizes that it observes.
  const sizes = new ResizeObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(measure);
  });
  sizes.observe(line);
  sizes.observe(room);
  return () => {
    cancelAnimationFrame(frame);
    sizes.disconnect();
  };
};
