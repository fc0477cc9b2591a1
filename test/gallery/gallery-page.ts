/**
 * One page of the gallery that shows one view after the other. The page is never loaded again:
 * each view is pushed to it, as the kiosk pushes it. The page's clock stands still and is moved by hand.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { LANGUAGES, type Adjustments, type View } from '../../src/shared/contract.ts';
import type { Shown, Visit } from './checks/check.ts';
import { GALLERY_NOW } from './fixtures.ts';
import { GALLERY_TIME_ZONE, laterParts } from './gallery.ts';
import { languageInView, type GalleryLook } from './looks.ts';
import { installVoice } from './voice.ts';

/** How long a customer has looked at a fixture that does not say so. */
const SHOWN_FOR_MS = 1_000;
/** Endless and long animations are stopped here. */
const POSE_MIN_MS = 700;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Axe needs timers that run, and the page's own stand still. */
const AXE_WITH_REAL_TIMERS = `(({ setTimeout, clearTimeout }) => {${AXE}\n})(window.realTime);`;

export class GalleryPage {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #errors: string[] = [];
  #lookName = '';
  #screenId = 1;

  private constructor(page: Page) {
    this.page = page;
    this.#context = page.context();
    page.on('pageerror', (error) => this.#errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.#errors.push(message.text());
    });
  }

  static async open(browser: Browser, address: string): Promise<GalleryPage> {
    const context = await browser.newContext({
      baseURL: address,
      locale: 'en-GB',
      timezoneId: GALLERY_TIME_ZONE,
    });
    await context.addInitScript(keepRealTime);
    await context.addInitScript(AXE_WITH_REAL_TIMERS);
    await context.addInitScript(installVoice, LANGUAGES);
    await context.addInitScript(installBridge);
    await context.clock.install({ time: GALLERY_NOW - 60_000 });
    await context.clock.pauseAt(GALLERY_NOW);
    const galleryPage = new GalleryPage(await context.newPage());
    await galleryPage.page.goto('/');
    return galleryPage;
  }

  async show(visit: Visit): Promise<Shown> {
    await this.#putOn(visit.look);
    const view = await this.#push(visit, {});
    return {
      ...visit,
      view,
      showAgain: async (adjustments) => {
        await this.#push(visit, adjustments);
      },
    };
  }

  /** Takes the fixture off the page, so that the next one is drawn from nothing. */
  async clear({ fixture, language }: Visit): Promise<void> {
    const view = fixture.view(languageInView(language));
    const blank: View = { ...view, screen: { kind: 'starting' }, sheet: null, overlay: null };
    await this.page.evaluate(pushView, { ...blank, notice: null, screenId: this.#nextScreenId() });
    this.#errors.length = 0;
  }

  /** What the page has complained of since the last `clear`. */
  errors(): readonly string[] {
    return this.#errors;
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  async #putOn({ name, size, scheme, contrast }: GalleryLook): Promise<void> {
    if (name === this.#lookName) return;
    await this.page.setViewportSize(size);
    await this.page.emulateMedia({
      colorScheme: scheme ?? 'light',
      contrast: contrast ?? 'no-preference',
    });
    this.#lookName = name;
  }

  async #push(
    { fixture, look, language }: Visit,
    adjustments: Partial<Adjustments>,
  ): Promise<View> {
    const standard = fixture.view(languageInView(language));
    const adjusted = { ...look.adjustments, ...adjustments };
    const view: View = {
      ...standard,
      screenId: this.#nextScreenId(),
      physicalScreen: { pixelsPerMm: look.pixelsPerMm ?? null, diagonalInches: null },
      adjustments: { ...standard.adjustments, ...adjusted },
      // A customer who adjusted something is asked before a result goes.
      leavesInSeconds: Object.keys(adjusted).length > 0 ? null : standard.leavesInSeconds,
    };
    await this.page.clock.setSystemTime(GALLERY_NOW);
    await this.page.evaluate(pushView, view);
    await this.page.evaluate(drawn, { language: view.language, parts: laterParts(view) });
    const afterMs = fixture.afterMs ?? SHOWN_FOR_MS;
    await this.page.clock.runFor(afterMs);
    await this.page.evaluate(strikePose, Math.max(afterMs, POSE_MIN_MS));
    return view;
  }

  #nextScreenId(): number {
    this.#screenId += 1;
    return this.#screenId;
  }
}

/** Runs in the page before its clock stands still. */
function keepRealTime(): void {
  const realTime = {
    setTimeout: window.setTimeout.bind(window),
    clearTimeout: window.clearTimeout.bind(window),
  };
  Object.defineProperty(window, 'realTime', { value: realTime });
}

/** Runs in the page: the kiosk's side of the bridge. */
function installBridge(): void {
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
function pushView(view: View): void {
  for (const name of ['asked', 'heard']) {
    const list: unknown = Reflect.get(window, name);
    if (Array.isArray(list)) list.length = 0;
  }
  window.dispatchEvent(new CustomEvent('gallery', { detail: view }));
}

/** Runs in the page: waits until the view is drawn with its words, letters and pictures. */
async function drawn({ language, parts }: { language: string; parts: string[] }): Promise<void> {
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

/** Runs in the page: ends what moves once, stops what moves for long, and waits until all sizes are known. */
async function strikePose(poseMs: number): Promise<void> {
  for (const animation of document.getAnimations()) {
    const { duration, endTime } = animation.effect?.getComputedTiming() ?? {};
    if (endTime === Infinity || Number(duration) > 2_000) {
      animation.pause();
      animation.currentTime = poseMs;
    } else animation.finish();
  }
  // What scrolls says so only after its size was observed.
  await new Promise<void>((done) => {
    const sizes = new ResizeObserver(() => {
      sizes.disconnect();
      done();
    });
    sizes.observe(document.body);
  });
}
