/** The text that the voice says for the element with the focus, as a screen reader would. Does not change the page. */
import type { View } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';
import { forEars } from '../presentation/medium.ts';
import type { ListName } from '../presentation/presentation.ts';
import { withoutFigures } from '../presentation/without-figures.ts';
import { contentOf } from '../screens/index.ts';
import type { Audience } from './audience.ts';
import { rowSpeech } from './screen-speech.ts';

const LIST_NAMES: Readonly<Record<ListName, true>> = {
  history: true,
  readers: true,
  feed: true,
  shops: true,
};

/** Null if the voice says nothing for this element. */
export function focusSpeech(element: Element, view: View, audience: Audience): string | null {
  const row = rowAt(element);
  if (row !== null) return rowSpeech(view, row.list, audience)[row.index] ?? null;
  if (audience.isPrivate) return accessibleName(element, nameWithAmount(element, view));
  const name = accessibleName(element);
  if (name === null) return null;
  const { keypad = null } = contentOf(view, forEars(view));
  // Others must not hear the digits of a PIN.
  const isSecretDigit = keypad?.isSecret === true && /^\d$/.test(name);
  return isSecretDigit ? keypad.label : withoutFigures(name);
}

/** Null if the element is not a control. `spokenName` replaces the visible name of the control. */
function accessibleName(element: Element, spokenName: string | null = null): string | null {
  if (!element.matches('button, [role="region"]')) return null;
  const name = spokenName ?? element.ariaLabel ?? visibleText(element);
  const states = [
    ...stateOf(element),
    ...(element.ariaDisabled === 'true' ? [m.say_not_ready()] : []),
  ];
  return [name, ...states].join(', ');
}

/** The label of a button with an amount, as the voice says it. Null for any other element. */
function nameWithAmount(element: Element, view: View): string | null {
  if (element.closest('dialog') !== null) return null;
  const { actions } = contentOf(view, forEars(view));
  const written = element.getAttribute('data-cents');
  const action = element.matches('.main-act')
    ? actions.find(({ isMain }) => isMain)
    : actions.find(
        ({ intent }) => intent.kind === 'chooseAmount' && String(intent.amountInCents) === written,
      );
  return action?.label ?? null;
}

/** The list of a row, and the index of the row. Null if the element is not a row. */
function rowAt(element: Element): { list: ListName; index: number } | null {
  if (!(element instanceof HTMLElement)) return null;
  const list = element.dataset['row'];
  if (list === undefined || !isListName(list)) return null;
  const rows = [...element.ownerDocument.querySelectorAll(`[data-row="${list}"]`)];
  return { list, index: rows.indexOf(element) };
}

function isListName(name: string): name is ListName {
  return name in LIST_NAMES;
}

/** Says "on" or "off" for a switch, and "chosen" for the chosen one of several buttons. */
function stateOf({ ariaChecked, ariaPressed }: Element): string[] {
  if (ariaChecked !== null) return [ariaChecked === 'true' ? m.switch_on() : m.switch_off()];
  return ariaPressed === 'true' ? [m.say_chosen()] : [];
}

function visibleText(element: Element): string {
  const shown = element.cloneNode(true);
  if (!(shown instanceof Element)) return '';
  for (const hidden of shown.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
  return shown.textContent.trim().replaceAll(/\s+/g, ' ');
}
