/** Faults that a person sees who has chosen the colours of the system: parts that have become one with their ground. */

/** Runs in the page, so it uses nothing from outside itself. */
export function forcedColorFaults(): string[] {
  const CONTRAST_MIN = 3;
  const faults: string[] = [];
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const luminance = (color: string): number => {
    if (canvas === null) return 0;
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  };
  const differ = (one: string, other: string): boolean => {
    const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05) >= CONTRAST_MIN;
  };
  const isClear = (color: string): boolean =>
    color === 'transparent' || /^rgba\(.*, 0\)$|\/ 0\)$/.test(color);
  const fillOf = (element: Element, pseudo?: string): string =>
    getComputedStyle(element, pseudo).backgroundColor;
  const groundOf = (from: Element | null): string => {
    for (let behind = from; behind !== null; behind = behind.parentElement) {
      if (!isClear(fillOf(behind))) return fillOf(behind);
    }
    return 'white';
  };
  const hasEdge = (element: Element, pseudo?: string): boolean => {
    const style = getComputedStyle(element, pseudo);
    const ground = groundOf(element.parentElement);
    const [shadow = ''] = /(?:rgb|oklch|color)[^)]*\)/.exec(style.boxShadow) ?? [];
    return (
      (shadow !== '' && differ(shadow, ground)) ||
      (style.borderTopStyle !== 'none' &&
        parseFloat(style.borderTopWidth) > 0 &&
        differ(style.borderTopColor, ground))
    );
  };
  const stands = (element: Element): boolean => {
    const ground = groundOf(element.parentElement);
    return hasEdge(element) || (!isClear(fillOf(element)) && differ(fillOf(element), ground));
  };
  const seen = (selector: string): Element[] =>
    [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
  const nameOf = (element: Element): string =>
    `${element.className} "${element.ariaLabel ?? element.textContent.trim().slice(0, 40)}"`;

  for (const button of seen('button')) {
    // The main button is drawn by a part of its own, and by a dashed line while it waits.
    const parts = [button, ...button.querySelectorAll('.sweep')];
    if (!parts.some(stands) && !hasEdge(button, '::after')) {
      faults.push(`a button has no edge: ${nameOf(button)}`);
    }
    const label = button.querySelector('span:not(.sweep, .groove, .disc)') ?? button;
    const sweep = button.querySelector('.sweep');
    const ground =
      sweep !== null && button.ariaDisabled !== 'true' ? fillOf(sweep) : groundOf(label);
    if (!differ(getComputedStyle(label).color, ground)) {
      faults.push(`the words of a button cannot be read: ${nameOf(button)}`);
    }
  }
  for (const chosen of seen('[aria-pressed="true"]')) {
    const isFilled = differ(fillOf(chosen), groundOf(chosen.parentElement));
    const hasBar =
      getComputedStyle(chosen, '::after').content !== 'none' &&
      differ(fillOf(chosen, '::after'), groundOf(chosen));
    if (!isFilled && !hasBar) faults.push(`what is chosen does not look chosen: ${nameOf(chosen)}`);
  }
  for (const groove of seen('.groove')) {
    const [thumb] = groove.children;
    if (!stands(groove)) faults.push('a switch has no edge');
    if (thumb && !differ(fillOf(thumb), groundOf(groove))) faults.push('a switch has no thumb');
  }
  for (const face of seen('.face:is(circle, path, rect)')) {
    const { fill } = getComputedStyle(face);
    const ground = groundOf(face.closest('div'));
    const line = face.parentElement?.querySelector('.line');
    if (!differ(fill, ground)) faults.push('the sign of what happened is one with its ground');
    if (line && !differ(getComputedStyle(line).stroke, fill)) faults.push('the sign has no line');
  }
  for (const bar of seen('.waiting .line > span, .time > span, .clock.on > span, .bars > .full')) {
    const ground = groundOf(bar.parentElement);
    if (!differ(fillOf(bar), ground)) faults.push(`a bar cannot be seen: ${nameOf(bar)}`);
  }
  for (const progress of seen('progress')) {
    // The value cannot be asked for its colour: its browser part is not in the page.
    if (getComputedStyle(progress).forcedColorAdjust !== 'none') {
      faults.push('progress cannot be seen');
    }
  }
  return [...new Set(faults)];
}
