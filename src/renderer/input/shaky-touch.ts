/**
 * Presses the button under a finger that drifts, or that is not alone. Browsers take a touch that drifts by 15 px for a
 * scroll, and press nothing while a palm rests on the screen. Here a finger presses a button if it comes down on it and
 * is lifted from it. A finger that leaves the button has pressed nothing.
 */

/** Chromium presses by itself up to 15 px. What both press is pressed once. */
const STEADY_PX = 10;
/** A press by the browser comes this soon after the finger was lifted. */
const OWN_PRESS_MS = 700;

interface Touch {
  button: HTMLButtonElement | null;
  x: number;
  y: number;
  /** The finger drifted, or another one was on the screen too. */
  isShaky: boolean;
}

/** Listens until the returned function is called. */
export function pressShakyTouches(page: Window): () => void {
  const touches = new Map<number, Touch>();
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  let pressed: { button: WeakRef<HTMLButtonElement>; atMs: number } | null = null;

  const on = (name: string, listener: (event: PointerEvent) => void): void => {
    page.addEventListener(
      name,
      (event) => {
        if (event instanceof PointerEvent && event.pointerType === 'touch') listener(event);
      },
      options,
    );
  };

  on('pointerdown', ({ pointerId, target, clientX, clientY }) => {
    const others = [...touches.values()];
    for (const other of others) other.isShaky = true;
    const button = target instanceof Element ? target.closest('button') : null;
    touches.set(pointerId, { button, x: clientX, y: clientY, isShaky: others.length > 0 });
  });
  on('pointermove', ({ pointerId, clientX, clientY }) => {
    const touch = touches.get(pointerId);
    if (touch === undefined) return;
    if (Math.hypot(clientX - touch.x, clientY - touch.y) > STEADY_PX) touch.isShaky = true;
  });
  // The browser pans: the finger does not press.
  on('pointercancel', ({ pointerId }) => touches.delete(pointerId));
  on('pointerup', ({ pointerId, clientX, clientY, timeStamp }) => {
    const touch = touches.get(pointerId);
    touches.delete(pointerId);
    const button = touch?.isShaky === true ? touch.button : null;
    const under = page.document.elementFromPoint(clientX, clientY);
    if (button === null || !button.contains(under)) return;
    pressed = { button: new WeakRef(button), atMs: timeStamp };
    press(button);
  });
  page.addEventListener(
    'click',
    (event) => {
      if (!event.isTrusted || pressed === null) return;
      const isSame = event.target instanceof Node && pressed.button.deref()?.contains(event.target);
      const isOfTouch = event instanceof PointerEvent && event.pointerType === 'touch';
      if (isSame !== true || !isOfTouch || event.timeStamp - pressed.atMs > OWN_PRESS_MS) return;
      pressed = null;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    options,
  );
  return () => listening.abort();
}

/** A click by a pointer, as one of the browser would be: see press-guard.ts. */
function press(button: HTMLButtonElement): void {
  if (button.disabled || !button.isConnected) return;
  button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));
}
