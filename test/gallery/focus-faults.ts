/** Faults of the focus that a person at a keyboard would see: its ring is invisible, cut off or covered. */

/** Runs in the page, so it uses nothing from outside itself. Null if the focus is on nothing that can be used. */
export function focusFaults(): { name: string; faults: string[] } | null {
  const CONTRAST_MIN = 3;
  const RING_MIN_PX = 2;
  const element = document.activeElement;
  if (element === null || !element.matches('button, [role="region"], [data-row]')) return null;
  const faults: string[] = [];
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();

  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const luminance = (color: string, ground: string): number => {
    if (canvas === null) return 0;
    for (const layer of [ground, color]) {
      canvas.fillStyle = layer;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  };
  const groundOf = (from: Element | null): string => {
    for (let behind = from; behind !== null; behind = behind.parentElement) {
      const { backgroundColor } = getComputedStyle(behind);
      if (backgroundColor !== 'transparent' && !/[,/] 0\)$/.test(backgroundColor)) {
        return backgroundColor;
      }
    }
    return 'white';
  };

  const widthPx = parseFloat(style.outlineWidth);
  const offsetPx = parseFloat(style.outlineOffset);
  if (style.outlineStyle === 'none' || widthPx < RING_MIN_PX) faults.push('has no ring');
  const ground = groundOf(offsetPx < 0 ? element : element.parentElement);
  const [darker, lighter] = [luminance(style.outlineColor, ground), luminance(ground, ground)].sort(
    (one, other) => one - other,
  );
  if (((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05) < CONTRAST_MIN) {
    faults.push(`its ring of ${style.outlineColor} cannot be told from ${ground}`);
  }

  // The part of the screen that every scrolling parent leaves visible.
  const seen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const dialog = element.closest('dialog');
  for (let around = element.parentElement; around !== null; around = around.parentElement) {
    // A dialog lies over everything, so nothing around it cuts it off.
    if (around === dialog?.parentElement) break;
    if (getComputedStyle(around).overflowY === 'visible') continue;
    const edge = around.getBoundingClientRect();
    seen.left = Math.max(seen.left, edge.left);
    seen.top = Math.max(seen.top, edge.top);
    seen.right = Math.min(seen.right, edge.right);
    seen.bottom = Math.min(seen.bottom, edge.bottom);
  }
  const reach = offsetPx + widthPx / 2;
  const isTaller = box.height > seen.bottom - seen.top;
  const edges = [box.left - reach >= seen.left, box.right + reach <= seen.right];
  // Of a part that is taller than what can be seen of it, only the sides are drawn.
  if (!isTaller) edges.push(box.top - reach >= seen.top, box.bottom + reach <= seen.bottom);
  const missing = edges.filter((isDrawn) => !isDrawn).length;
  if (missing > (isTaller ? 0 : 1)) faults.push('most of its ring is cut off');
  const isWithin =
    box.left >= seen.left - 1 &&
    box.right <= seen.right + 1 &&
    (isTaller || (box.top >= seen.top - 1 && box.bottom <= seen.bottom + 1));
  if (!isWithin) faults.push('is not wholly on the screen');
  const middle = document.elementFromPoint(
    (Math.max(box.left, seen.left) + Math.min(box.right, seen.right)) / 2,
    (Math.max(box.top, seen.top) + Math.min(box.bottom, seen.bottom)) / 2,
  );
  if (middle === null || !element.contains(middle)) {
    faults.push(`lies under ${middle?.tagName ?? 'nothing'}.${middle?.className ?? ''}`);
  }
  const name = element.ariaLabel ?? element.textContent.trim().replaceAll(/\s+/g, ' ');
  return { name: name.slice(0, 60), faults };
}

/** Runs in the page: the visible words, in lower case. Figures are left out, as the voice says them in other words. */
export function wordsOnScreen(): string[] {
  const scope = document.querySelector('dialog') ?? document.body;
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  const words = new Set<string>();
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element === null || !element.checkVisibility()) continue;
    if (element.closest('[aria-hidden="true"], .unseen, script, style, svg') !== null) continue;
    for (const [word] of (node.textContent ?? '').matchAll(/\p{L}{3,}/gu)) {
      words.add(word.toLowerCase());
    }
  }
  return [...words];
}
