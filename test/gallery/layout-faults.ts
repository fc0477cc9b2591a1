/** Faults of a layout that a person would see: text cut off, parts that overlap, buttons too small to touch. */

/** Runs in the page, so it uses nothing from outside itself. Gives one sentence for each fault. */
export function layoutFaults(): string[] {
  const TARGET_MIN_PX = 56;
  // A small terminal is used from nearby, with a fingertip.
  const isSmall = Math.min(innerWidth, innerHeight) <= 600;
  const GAP_MIN_PX = isSmall ? 8 : 24;
  // With a tight line height the boxes of two lines overlap, and their letters do not.
  const OVERLAP_MAX = 0.3;
  const faults: string[] = [];
  const name = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.className} "${element.textContent.trim().slice(0, 40)}"`;

  const isScrolled = (element: Element): boolean =>
    element.parentElement?.closest('[role="region"], section.demo ul') !== null;

  const modal = document.querySelector('dialog');
  const scope = modal ?? document.body;
  const buttons = [...scope.querySelectorAll('button')].filter((button) =>
    button.checkVisibility(),
  );
  const boxes = buttons
    .map((button) => ({ button, box: button.getBoundingClientRect() }))
    // Nobody can see or touch a button that is scrolled away.
    .filter(({ button, box }) => {
      const list = isScrolled(button) ? button.closest('ul')?.getBoundingClientRect() : undefined;
      return list === undefined || box.bottom <= list.bottom;
    });
  for (const { button, box } of boxes) {
    if (box.width < TARGET_MIN_PX - 0.5 || box.height < TARGET_MIN_PX - 0.5) {
      faults.push(`smaller than a finger: ${name(button)}`);
    }
  }
  for (const [index, one] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) {
      // A list scrolls behind the parts that stay.
      if (isScrolled(one.button) !== isScrolled(other.button)) continue;
      const across = Math.max(one.box.left - other.box.right, other.box.left - one.box.right);
      const down = Math.max(one.box.top - other.box.bottom, other.box.top - one.box.bottom);
      if (Math.max(across, down) < GAP_MIN_PX - 0.5) {
        faults.push(`too close: ${name(one.button)} and ${name(other.button)}`);
      }
    }
  }

  const bands = ['.hero', '.hands'].map((selector) => document.querySelector(selector));
  for (const band of bands) {
    if (!band) continue;
    const box = band.getBoundingClientRect();
    for (const child of band.querySelectorAll('h1, p, button, .figure, dl, li')) {
      const inner = child.getBoundingClientRect();
      if (!child.checkVisibility()) continue;
      const isBelow = inner.bottom > box.bottom + 1 && !isScrolled(child);
      // The band of the buttons grows upwards.
      const isAbove = inner.top < box.top - 1 && band.matches('.hands') && !isScrolled(child);
      // Nothing scrolls sideways.
      if (isBelow || isAbove || inner.right > box.right + 1 || inner.left < box.left - 1)
        faults.push(`out of its band: ${name(child)}`);
    }
  }
  for (const element of document.querySelectorAll(
    "h1, h2, p, dt, dd, .label, button, [data-text='large'] .what",
  )) {
    // With a tight line height the letters of a heading reach out of its box. That cuts nothing off.
    const isClipped = getComputedStyle(element).overflowY !== 'visible';
    const isCut =
      element.scrollWidth > element.clientWidth + 1 ||
      (isClipped && element.scrollHeight > element.clientHeight + 1);
    if (isCut && element.clientWidth > 2) faults.push(`cut off: ${name(element)}`);
  }
  const card = document.querySelector('.track > .float')?.getBoundingClientRect();
  // The sheet hides the rest of the card.
  const edge = document.querySelector('.pocket > .edge')?.getBoundingClientRect().top ?? Infinity;
  for (const text of document.querySelectorAll('.says h1, .hero p, section.demo')) {
    const box = text.getBoundingClientRect();
    const isUnder =
      card !== undefined &&
      card.width > 0 &&
      !isScrolled(text) &&
      box.top < Math.min(card.bottom, edge) - 1 &&
      box.bottom > card.top + 1 &&
      box.left < card.right - 1 &&
      box.right > card.left + 1;
    if (isUnder) faults.push(`under the card: ${name(text)}`);
  }
  // Each line of letters by itself: the box of a text may reach further than its letters do.
  const linesOf = (text: Element): DOMRect[] => {
    const lines: DOMRect[] = [];
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() !== null) {
      const holder = walker.currentNode.parentElement?.getBoundingClientRect();
      // Words for a screen reader alone.
      if (holder === undefined || holder.width <= 2) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      lines.push(...range.getClientRects());
    }
    return lines.filter(({ width, height }) => width > 1 && height > 1);
  };
  const texts = [...scope.querySelectorAll('h1, h2, p, dt, dd, button')].filter(
    (text) => text.checkVisibility() && !isScrolled(text) && text.clientWidth > 2,
  );
  const linesOfTexts = texts.map((text) => ({
    text,
    lines: text.matches('button') ? [text.getBoundingClientRect()] : linesOf(text),
  }));
  const isOver = (one: DOMRect, other: DOMRect): boolean =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > OVERLAP_MAX * one.height;
  for (const [index, one] of linesOfTexts.entries()) {
    for (const other of linesOfTexts.slice(index + 1)) {
      if (one.text.contains(other.text) || other.text.contains(one.text)) continue;
      if (one.lines.some((line) => other.lines.some((next) => isOver(line, next))))
        faults.push(`over each other: ${name(one.text)} and ${name(other.text)}`);
    }
  }
  const notice = document.querySelector('.notice p')?.getBoundingClientRect();
  for (const text of document.querySelectorAll('main :is(h1, p, dt, dd, .figure, button)')) {
    const box = text.getBoundingClientRect();
    const isHidden =
      notice !== undefined &&
      text.checkVisibility() &&
      !text.closest('.notice') &&
      box.top < notice.bottom - 1 &&
      box.bottom > notice.top + 1 &&
      box.left < notice.right - 1 &&
      box.right > notice.left + 1;
    if (isHidden) faults.push(`under the notice: ${name(text)}`);
  }
  const isLow = document.documentElement.dataset['reach'] === 'low' && innerHeight > innerWidth;
  for (const { button, box } of isLow ? boxes : []) {
    if (box.top < innerHeight / 3) faults.push(`out of reach: ${name(button)}`);
  }
  const main = document.querySelector('main')?.getBoundingClientRect();
  const heading = document.querySelector('.says h1')?.getBoundingClientRect();
  if (heading && heading.top < edge - 1) faults.push('the heading is above the edge of the sheet');
  const nav = document.querySelector('nav')?.getBoundingClientRect();
  for (const { button, box } of boxes) {
    if (box.left < 0 || box.right > innerWidth) faults.push(`off the screen: ${name(button)}`);
  }
  const lowest = Math.max(
    ...[...document.querySelectorAll('main .hands > *, main .hero')].map(
      (part) => part.getBoundingClientRect().bottom,
    ),
  );
  if (main && nav && (nav.bottom > innerHeight + 1 || lowest > nav.top + 1)) {
    faults.push('the bar is not where it belongs');
  }
  return faults;
}
