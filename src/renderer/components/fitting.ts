/** Keeps a line in its room: one that comes out wider, in a reader's own spacing or another font, is set smaller by `--fit`. */
import type { Attachment } from 'svelte/attachments';

/** `--fit`, from 0 to 1, is set on what the line stands in, for its font size to be multiplied by. */
export const fitting: Attachment<HTMLElement> = (line) => {
  const room = line.parentElement ?? line;
  let fit = 1;
  let frame = 0;
  const measure = (): void => {
    // One that is not laid out has no size to go by.
    if (line.offsetWidth === 0 || room.clientWidth === 0) return;
    fit = Math.min(1, (fit * room.clientWidth) / line.offsetWidth);
    room.style.setProperty('--fit', String(fit));
  };
  // Not at once: what is watched for its size may not change it while that is told.
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
