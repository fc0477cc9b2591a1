/**
 * One page of the gallery that shows one view after the other. The page is never loaded again:
 * each view is pushed to it, as the kiosk pushes it. The page's clock stands still and is moved by hand.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { LANGUAGES, type View } from '../../src/shared/contract.ts';
import type { Changes, Shown, Visit } from './checks/check.ts';
import { GALLERY_NOW } from './fixtures.ts';
import { GALLERY_TIME_ZONE } from './gallery.ts';
import {
  drawn,
  loadFonts,
  installBridge,
  keepRealTime,
  laidOut,
  pushView,
  strikePose,
} from './in-page.ts';
import { languageInView, type GalleryLook } from './looks.ts';
import { installLoudspeaker, installVoice } from './voice.ts';

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
      // The owner's own pictures may be missing.
      const isOfShop = message.location().url.includes('/shop/');
      if (message.type() === 'error' && !isOfShop) this.#errors.push(message.text());
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
    await context.addInitScript(installLoudspeaker);
    await context.addInitScript(installBridge);
    await context.clock.install({ time: GALLERY_NOW - 60_000 });
    await context.clock.pauseAt(GALLERY_NOW);
    const galleryPage = new GalleryPage(await context.newPage());
    await galleryPage.page.goto('/');
    await galleryPage.page.evaluate(loadFonts);
    return galleryPage;
  }

  async show(visit: Visit): Promise<Shown> {
    await this.#putOn(visit.look);
    const view = await this.#push(visit, {});
    return {
      ...visit,
      view,
      showAgain: async (changes) => {
        await this.#blank(visit);
        await this.#push(visit, changes);
      },
      showOther: async (fixture) => {
        await this.#blank(visit);
        await this.#push({ ...visit, fixture }, {});
      },
    };
  }

  /** Takes the fixture off the page, so that the next one is drawn from nothing. */
  async clear(visit: Visit): Promise<void> {
    await this.#blank(visit);
    this.#errors.length = 0;
  }

  async #blank({ fixture, language }: Visit): Promise<void> {
    const view = fixture.view(languageInView(language));
    const blank: View = { ...view, screen: { kind: 'starting' }, sheet: null, overlay: null };
    await this.page.evaluate(pushView, { ...blank, notice: null, screenId: this.#nextScreenId() });
  }

  /** What the page has complained of since the last `clear`. */
  errors(): readonly string[] {
    return this.#errors;
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  async #putOn({ name, size, scheme, contrast, forcedColors }: GalleryLook): Promise<void> {
    if (name === this.#lookName) return;
    await this.page.setViewportSize(size);
    await this.page.emulateMedia({
      colorScheme: scheme ?? 'light',
      contrast: contrast ?? 'no-preference',
      forcedColors: forcedColors ?? 'none',
    });
    this.#lookName = name;
  }

  async #push(
    { fixture, look, language }: Visit,
    { adjustments = {}, ...changes }: Changes,
  ): Promise<View> {
    const standard = fixture.view(languageInView(language));
    const adjusted = { ...look.adjustments, ...adjustments };
    const view: View = {
      ...standard,
      ...changes,
      screenId: this.#nextScreenId(),
      physicalScreen: { pixelsPerMm: look.pixelsPerMm ?? null, diagonalInches: null },
      adjustments: { ...standard.adjustments, ...adjusted },
      // A customer who adjusted something is asked before a result goes.
      leavesInSeconds: Object.keys(adjusted).length > 0 ? null : standard.leavesInSeconds,
    };
    await this.page.clock.setSystemTime(GALLERY_NOW);
    await this.page.evaluate(pushView, view);
    await this.page.evaluate(drawn, { language: view.language, parts: partsOf(view) });
    // Text that is fitted to its space asks for a frame once its size is observed. The clock below runs that frame.
    await this.page.evaluate(laidOut);
    const afterMs = fixture.afterMs ?? SHOWN_FOR_MS;
    await this.page.clock.runFor(afterMs);
    await this.page.evaluate(strikePose, Math.max(afterMs, POSE_MIN_MS));
    await this.page.evaluate(laidOut);
    return view;
  }

  #nextScreenId(): number {
    this.#screenId += 1;
    return this.#screenId;
  }
}

/** What must be drawn before anything is checked: parts and pictures may come a moment later than the view. */
function partsOf(view: View): string[] {
  const { screen, sheet, overlay, reader, shopLogo, shopPictures, demoCards } = view;
  const hasReceipt = screen.kind === 'paid' && screen.isReceiptShown;
  const hasHistory = screen.kind === 'balance' && screen.history.kind === 'shown';
  const isInviting = screen.kind === 'idle' && reader !== 'away' && demoCards.length === 0;
  return [
    ...(shopLogo !== null ? ['.track :is(img, .shop)'] : []),
    ...(isInviting && shopPictures.length > 0 ? ['.attract img'] : []),
    ...(hasReceipt || sheet !== null || overlay !== null ? ['dialog'] : []),
    ...(hasHistory ? ['[role=region]'] : []),
  ];
}
