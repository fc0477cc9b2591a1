/**
 * Turns off what browsers do with a pointer by themselves, as the keys of the browser are turned off: zoom, the context
 * menu, dragging and dropping, scrolling and pasting with the middle button, and going back with a side button.
 */

const BLOCKED = [
  'contextmenu',
  'dragstart',
  'dragenter',
  'dragover',
  'drop',
  'selectstart',
  'auxclick',
  // Only WebKit has these two. They are a pinch.
  'gesturestart',
  'gesturechange',
];

/** Listens until the returned function is called. */
export function blockGestures(page: Window): () => void {
  const listening = new AbortController();
  // A passive listener could not prevent anything.
  const options = { capture: true, passive: false, signal: listening.signal };
  const block = (event: Event): void => event.preventDefault();

  for (const name of BLOCKED) page.addEventListener(name, block, options);
  page.addEventListener(
    'wheel',
    (event) => {
      // A pinch on a touch pad comes as a wheel with Ctrl.
      if (event.ctrlKey || event.metaKey) block(event);
    },
    options,
  );
  for (const name of ['touchstart', 'touchmove'] as const) {
    page.addEventListener(
      name,
      (event) => {
        if (event.touches.length > 1) block(event);
      },
      options,
    );
  }
  for (const name of ['mousedown', 'mouseup'] as const) {
    page.addEventListener(
      name,
      (event) => {
        if (event.button !== 0) block(event);
      },
      options,
    );
  }
  return () => listening.abort();
}
