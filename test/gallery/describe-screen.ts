/**
 * The screen in words: one line for each part that can be read, with its role, its text, how its letters are set,
 * and where it is in units of ten pixels. It does not depend on the fonts of the machine or the version of the browser.
 */

/** Runs in the page, so it uses nothing from outside itself. */
export function describeScreen(): string[] {
  const UNIT_PX = 10;
  const SIZES = ['1', '2', '3', '4', '5', '6'].map((step) => `text-${step}`);
  const COLORS = [
    ...['on-accent', 'accent-text', 'ink', 'ink-soft', 'success', 'warning', 'refusal'],
    ...['accent', 'accent-deep', 'paper', 'paper-raised', 'paper-pressed'],
  ];
  /** What the fonts that come with the kiosk can draw: Latin, punctuation, Arabic. */
  const DRAWN_BY_US =
    /^[\u0000-\u024f\u02b0-\u02ff\u1e00-\u1eff\u2000-\u206f\u20a0-\u20cf\u2122\u2190-\u2212\u0600-\u06ff\ufb50-\ufefc]*$/u;
  const lines: string[] = [];

  const probe = document.body.appendChild(document.createElement('i'));
  const named = (names: string[], property: 'fontSize' | 'color'): Map<string, string> => {
    const known = new Map<string, string>();
    for (const name of names) {
      probe.style[property] = `var(--${name})`;
      const value = getComputedStyle(probe)[property];
      if (!known.has(value)) known.set(value, name);
    }
    return known;
  };
  const sizes = named(SIZES, 'fontSize');
  const colors = named(COLORS, 'color');
  probe.remove();
  const remPx = parseFloat(getComputedStyle(document.documentElement).fontSize);

  const ROLES: Record<string, string> = {
    H1: 'heading 1',
    H2: 'heading 2',
    H3: 'heading 3',
    BUTTON: 'button',
    NAV: 'bar',
    MAIN: 'main',
    DIALOG: 'dialog',
    UL: 'list',
    OL: 'list',
    LI: 'item',
    IMG: 'picture',
    CODE: 'code',
    DT: 'term',
    DD: 'value',
  };
  const LEAVES = new Set(['BUTTON', 'IMG', 'H1', 'H2', 'H3']);
  const units = (px: number): number => Math.round(px / UNIT_PX);
  const roleOf = (element: Element): string | undefined =>
    element.getAttribute('role') ?? ROLES[element.tagName];
  const isInline = (element: Element): boolean =>
    element instanceof SVGElement || /^(inline|contents)/.test(getComputedStyle(element).display);
  const textOf = (element: Element): string => {
    if (element instanceof SVGElement || !element.checkVisibility()) return '';
    const parts = Array.from(element.childNodes, (node) =>
      node instanceof Element ? textOf(node) : (node.textContent ?? ''),
    );
    return parts
      .join(isInline(element) ? '' : ' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
  };
  const place = (element: Element, text: string): string => {
    if (element.closest('.unseen') !== null) return ' unseen';
    if (!DRAWN_BY_US.test(text)) return '';
    const { left, top, width, height } = element.getBoundingClientRect();
    return ` @ ${units(left)},${units(top)} ${units(width)}×${units(height)}`;
  };
  const lettering = (element: Element): string => {
    const { fontSize, color, fontWeight } = getComputedStyle(element);
    const size = sizes.get(fontSize) ?? `${(parseFloat(fontSize) / remPx).toFixed(1)}rem`;
    const weight = Number(fontWeight) > 500 ? ' strong' : '';
    return `${size}${weight} ${colors.get(color) ?? 'other-colour'}`;
  };
  const states = (element: Element): string =>
    ['aria-pressed', 'aria-checked', 'aria-disabled', 'aria-expanded', 'disabled', 'dir', 'lang']
      .filter((name) => element.hasAttribute(name))
      .map((name) => ` ${name.replace('aria-', '')}=${element.getAttribute(name) ?? ''}`)
      .join('');

  const describe = (element: Element, depth: number): void => {
    if (!element.checkVisibility({ visibilityProperty: true })) return;
    const role = roleOf(element);
    const label = element.getAttribute('aria-label');
    const children = Array.from(element.children);
    const text = textOf(element);
    const hasOwnText = Array.from(element.childNodes).some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
    );
    const isLeaf =
      LEAVES.has(element.tagName) ||
      element instanceof SVGElement ||
      (text !== '' && (hasOwnText || children.every(isInline)));
    const isLine = isLeaf ? text !== '' || role !== undefined : role !== undefined;
    if (isLine) {
      const name = label === null ? '' : ` (${label})`;
      const words = isLeaf && text !== '' ? ` "${text}" ${lettering(element)}` : '';
      const hidden = element.closest('[aria-hidden="true"]') === null ? '' : '· ';
      lines.push(
        `${'  '.repeat(depth)}${hidden}${role ?? 'text'}${name}${words}${states(element)}${place(element, text)}`,
      );
    }
    if (!isLeaf) for (const child of children) describe(child, depth + (isLine ? 1 : 0));
  };

  const { lang, dir, dataset } = document.documentElement;
  const adjusted = Object.entries(dataset).map(([name, value]) => `${name}=${value ?? ''}`);
  lines.push(`page ${lang} ${dir} ${adjusted.toSorted().join(' ')}`.trim());
  for (const child of document.body.children) describe(child, 0);
  return lines;
}
