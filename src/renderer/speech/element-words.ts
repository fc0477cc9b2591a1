/** The element that has the focus, as a screen reader would name it. Reads the page and changes nothing. */
import { m } from '../messages/generated/messages.js';

/** Null for what is no control; `spokenName` in place of the name that stands there. */
export function elementWords(element: Element, spokenName: string | null = null): string | null {
  if (!element.matches('button, [role="region"]')) return null;
  const name = spokenName ?? element.ariaLabel ?? nameIn(element);
  const states = [
    ...stateOf(element),
    ...(element.ariaDisabled === 'true' ? [m.say_not_ready()] : []),
  ];
  return [name, ...states].join(', ');
}

/** Where others may hear it: a button may carry an amount in its name, or the number of a card. */
export function withoutFigures(words: string): string {
  return words
    .replaceAll(/(?:\s·\s)?\p{Sc}?\s?\d[\d.,\s]*[.,]\d{2}\s?\p{Sc}?/gu, ' ')
    .replaceAll(/\b(?=\w*\d)\w{6,}/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Where a row of a list stands in it, and in which; null for what is no row. */
export function rowAt(element: Element): { list: string; index: number } | null {
  if (!(element instanceof HTMLElement)) return null;
  const list = element.dataset['row'];
  if (list === undefined) return null;
  const rows = [...element.ownerDocument.querySelectorAll(`[data-row="${CSS.escape(list)}"]`)];
  return { list, index: rows.indexOf(element) };
}

/** A switch is on or off; one of several is chosen, and of the others there is nothing to say. */
function stateOf({ ariaChecked, ariaPressed }: Element): string[] {
  if (ariaChecked !== null) return [ariaChecked === 'true' ? m.switch_on() : m.switch_off()];
  return ariaPressed === 'true' ? [m.say_chosen()] : [];
}

function nameIn(element: Element): string {
  const shown = element.cloneNode(true);
  if (!(shown instanceof Element)) return '';
  for (const hidden of shown.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
  return shown.textContent.trim().replaceAll(/\s+/g, ' ');
}
