/**
 * Runs in the page, so it uses nothing from outside itself: every text of the page, except for the slip of a
 * receipt, whose words are those of paper.
 */
export function wordsOfPage(): string[] {
  const texts = new Set<string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (
      element === null ||
      element.closest('script, style, code, .slip, [lang]:not(html)') !== null
    )
      continue;
    const text = node.textContent?.trim() ?? '';
    if (text !== '' && element.checkVisibility()) texts.add(text);
  }
  for (const element of document.querySelectorAll('[aria-label]')) {
    const label = element.getAttribute('aria-label');
    if (label !== null && element.checkVisibility()) texts.add(label.trim());
  }
  return [...texts];
}
