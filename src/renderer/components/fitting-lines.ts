/** Shrinks a heading whose lines need more height than there is: a long text, another font, the user's own text spacing. */
import type { Attachment } from 'svelte/attachments';

const STEP = 0.06;
const SMALLEST = 0.5;

/** Sets `--fit`, from 0.5 to 1, on the parent of the heading, which is the space for it. Styles multiply by it. */
export const fittingLines: Attachment<HTMLElement> = (heading) => {
  const room = heading.parentElement ?? heading;
  const measure = (): void => {
    let fit = 1;
    const set = (): void => room.style.setProperty('--fit', fit.toFixed(2));
    set();
    // An element that is not laid out has no size.
    while (fit - STEP >= SMALLEST && heading.offsetHeight > room.clientHeight + 1) {
      fit -= STEP;
      set();
    }
  };
  measure();
  // Waits for the next frame: the callback of a ResizeObserver must not change the sizes that it observes.
  let frame = 0;
  const sizes = new ResizeObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(measure);
  });
  sizes.observe(heading);
  sizes.observe(room);
  return () => {
    cancelAnimationFrame(frame);
    sizes.disconnect();
  };
};

const ROW_SMALLEST = 0.7;

/** Shrinks the labels of a row that would need a second one. Sets `--bar-fit`, from 0.7 to 1, on the row. */
export const fittingRow: Attachment<HTMLElement> = (row) => {
  const measure = (): void => {
    let fit = 1;
    const set = (): void => row.style.setProperty('--bar-fit', fit.toFixed(2));
    const height = (): number => row.clientHeight - parseFloat(getComputedStyle(row).minHeight);
    set();
    while (fit - STEP >= ROW_SMALLEST && height() > 1) {
      fit -= STEP;
      set();
    }
  };
  measure();
  const changes = new MutationObserver(measure);
  changes.observe(row, { childList: true, subtree: true, characterData: true });
  addEventListener('resize', measure);
  return () => {
    changes.disconnect();
    removeEventListener('resize', measure);
  };
};
