/**
 * Moves the focus with single keys, for a keypad without Tab: the arrow keys, Escape, and the keys of EZ Access.
 * A key moves the focus, scrolls a text, presses the button that has the focus, or closes a dialog.
 *
 * The codes of EZ Access are from the library of the Trace R&D Center: eznav.js, EZ_KEY_HELP = 128 to
 * EZ_KEY_SKIPFORWARD = 135, which are F17 to F24. Storm's 1400 Series Technical Manual, rev. 1.5, page 28,
 * has the same code for its `<<` key: USB usage 72h, which is F23.
 */

export type Step =
  'next' | 'previous' | 'nextStop' | 'previousStop' | 'mainAction' | 'press' | 'leave';

type Pressed = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey' | 'repeat'
>;

const STEPS: Readonly<Partial<Record<string, Step>>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Escape: 'leave',
  F18: 'previous',
  F19: 'next',
  F20: 'press',
  F21: 'leave',
  F22: 'mainAction',
  F23: 'previousStop',
  F24: 'nextStop',
};

/** Null for any other key, and for a key that is held down and would press or leave again. */
export function stepOf(pressed: Pressed, direction: 'ltr' | 'rtl'): Step | null {
  const { key, ctrlKey, altKey, metaKey, shiftKey, repeat } = pressed;
  if (ctrlKey || altKey || metaKey || shiftKey) return null;
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    return (key === 'ArrowRight') === (direction === 'ltr') ? 'nextStop' : 'previousStop';
  }
  const step = STEPS[key] ?? null;
  return repeat && (step === 'press' || step === 'leave') ? null : step;
}

/** The elements that Tab reaches. Only single keys reach the rows of a list. */
const STOPS = 'button:not(:disabled), [role="region"][tabindex="0"]';
const ROWS = '[data-row]';

/** Returns false if the step is `leave` and there is no dialog to close. The caller then leaves the screen. */
export function moveFocus(page: Document, step: Step): boolean {
  // A question lies over the dialog of a screen, and is the later one on the page.
  const dialog = [...page.querySelectorAll('dialog')].at(-1) ?? null;
  switch (step) {
    case 'press':
      if (page.activeElement instanceof HTMLElement && page.activeElement.matches('button')) {
        page.activeElement.click();
      }
      return true;
    case 'leave':
      return dialog !== null && !dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
    case 'mainAction':
      (dialog ?? page).querySelector<HTMLElement>('.main-act')?.focus();
      return true;
    case 'next':
    case 'nextStop':
    case 'previous':
    case 'previousStop':
      move(page, dialog ?? page.body, step);
      return true;
  }
}

function move(page: Document, within: Element, step: Step): void {
  const isForward = step === 'next' || step === 'nextStop';
  const isFine = step === 'next' || step === 'previous';
  const from = page.activeElement ?? within;
  if (isFine && scrolled(from, isForward)) return;
  const all = [...within.querySelectorAll<HTMLElement>(isFine ? `${STOPS}, ${ROWS}` : STOPS)];
  const stops = all.filter((element) => element.checkVisibility());
  const side = isForward ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const ahead = stops.filter((stop) => (from.compareDocumentPosition(stop) & side) !== 0);
  // After the last stop comes the first, and before the first comes the last.
  const to = isForward ? (ahead[0] ?? stops[0]) : (ahead.at(-1) ?? stops.at(-1));
  to?.focus();
}

/** Scrolls a text that continues. Returns false if the text is at its end, so that the focus moves on. */
function scrolled(from: Element, isForward: boolean): boolean {
  if (!from.matches('[role="region"]') || from.querySelector(`${STOPS}, ${ROWS}`) !== null) {
    return false;
  }
  const before = from.scrollTop;
  from.scrollBy({ top: (isForward ? 0.8 : -0.8) * from.clientHeight, behavior: 'instant' });
  return from.scrollTop !== before;
}
