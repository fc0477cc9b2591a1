/** What the gallery does inside the page. Each function is sent there alone, so it uses nothing from outside itself. */
import type { View } from '../../src/shared/contract.ts';

/** Runs in the page before its clock stands still. */
export function keepRealTime(): void {
  const realTime = {
    setTimeout: window.setTimeout.bind(window),
    clearTimeout: window.clearTimeout.bind(window),
  };
  Object.defineProperty(window, 'realTime', { value: realTime });
}

/** Runs in the page: the kiosk's side of the bridge. */
export function installBridge(): void {
  const asked: string[] = [];
  Object.assign(window, {
    asked,
    kiosk: {
      send: (intent: { kind: string }) => asked.push(intent.kind),
      onView: (listener: (view: unknown) => void) => {
        window.addEventListener('gallery', (event) => {
          if (event instanceof CustomEvent) listener(event.detail);
        });
      },
    },
  });
}

/** Runs in the page. What was asked and said before belongs to the view before. */
export function pushView(view: View): void {
  for (const name of ['asked', 'heard']) {
    const list: unknown = Reflect.get(window, name);
    if (Array.isArray(list)) list.length = 0;
  }
  window.dispatchEvent(new CustomEvent('gallery', { detail: view }));
}

/** Runs in the page: waits until the view is drawn with its words, letters and pictures. */
export async function drawn({
  language,
  parts,
}: {
  language: string;
  parts: string[];
}): Promise<void> {
  const WAIT_MS = 5;
  const ATTEMPTS_MAX = 6_000;
  const { setTimeout: later } = Reflect.get(window, 'realTime') as {
    setTimeout: (done: () => void, ms: number) => void;
  };
  const missing = (): string | undefined =>
    document.documentElement.lang === language
      ? ['h1', ...parts].find((part) => document.querySelector(part) === null)
      : `the words of ${language}`;
  for (let attempt = 0; missing() !== undefined; attempt += 1) {
    if (attempt === ATTEMPTS_MAX) throw new Error(`the page has not drawn ${missing() ?? ''}`);
    await new Promise<void>((done) => later(done, WAIT_MS));
  }
  // Letters are fetched once they are laid out.
  document.body.getBoundingClientRect();
  await document.fonts.ready;
  // A picture that cannot be shown is a state of its own.
  await Promise.allSettled(Array.from(document.images, (image) => image.decode()));
}

/** Runs in the page: ends what moves once, and stops what moves for long. */
export function strikePose(poseMs: number): void {
  for (const animation of document.getAnimations()) {
    const { duration, endTime } = animation.effect?.getComputedTiming() ?? {};
    if (endTime === Infinity || Number(duration) > 2_000) {
      animation.pause();
      animation.currentTime = poseMs;
    } else animation.finish();
  }
}

/** Runs in the page: waits until all sizes are known. What scrolls says so only after its size was observed. */
export async function laidOut(): Promise<void> {
  await new Promise<void>((done) => {
    const sizes = new ResizeObserver(() => {
      sizes.disconnect();
      done();
    });
    sizes.observe(document.body);
  });
}

/** Runs in the page: the kinds of intents that it sent since the view was shown. */
export function askedFor(): string[] {
  const asked: unknown = Reflect.get(window, 'asked');
  return Array.isArray(asked) ? asked.map(String).filter((kind) => kind !== 'drawn') : [];
}

/** Runs in the page: a letter that is drawn before its font has come would be measured in another one. */
export async function loadFonts(): Promise<void> {
  await Promise.all(Array.from(document.fonts, (font) => font.load()));
}
