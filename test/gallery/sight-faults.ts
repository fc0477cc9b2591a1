/** On a small screen: text that a customer must see before deciding and would have to scroll to, and a bar with two rows. */

/** Runs in the page, so it uses nothing from outside itself. Gives one sentence for each fault. */
export function sightFaults(): string[] {
  const STRIP_LINES_MAX = 3;
  const LINES_MIN = 2;
  const faults: string[] = [];
  const name = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.className} "${element.textContent.trim().slice(0, 40)}"`;
  const modal = document.querySelector('dialog');
  const scope = modal ?? document.body;

  // Text below the button `More`, or below the fade above it, cannot be read.
  for (const seen of scope.querySelectorAll(
    '.figure, .confirm dl, .kept-here, .body, .problem:not(.unseen)',
  )) {
    const content = seen.closest('.content');
    if (!content || !seen.checkVisibility()) continue;
    const more = content.parentElement?.querySelector(':scope > button');
    const bottom = (more ?? content).getBoundingClientRect()[more ? 'top' : 'bottom'];
    if (seen.getBoundingClientRect().bottom > bottom + 1)
      faults.push(`out of sight: ${name(seen)}`);
  }
  for (const content of scope.querySelectorAll('.before > .content')) {
    const more = content.parentElement?.querySelector(':scope > button');
    const readable = (more?.getBoundingClientRect().top ?? 0) - content.getBoundingClientRect().top;
    const line = parseFloat(getComputedStyle(content).fontSize) * 1.2;
    if (readable < line * LINES_MIN) faults.push(`hardly a line to read: ${name(content)}`);
  }
  const strip = document.querySelector('.strip');
  if (strip) {
    const line = parseFloat(getComputedStyle(strip).fontSize) * 1.4;
    if (strip.clientHeight > line * (STRIP_LINES_MAX + 0.5)) faults.push('the strip is a page');
  }
  const controls = [...document.querySelectorAll('nav button')].map((button) =>
    button.getBoundingClientRect(),
  );
  if (new Set(controls.map(({ top }) => Math.round(top))).size > 1)
    faults.push('the bar takes two rows');
  return faults;
}
