/** Visits one fixture after the other on a few pages side by side, and runs every check on each. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Check, Visit } from './checks/check.ts';
import { GalleryPage } from './gallery-page.ts';

const PICTURES = join(import.meta.dirname, '../../test-results/gallery');

export interface Finding {
  visit: Visit;
  check: string;
  fault: string;
}

export interface Outcome {
  visit: Visit;
  passed: number;
  findings: readonly Finding[];
  /** How long each check took. */
  tookMs: ReadonlyMap<string, number>;
}

/** In the languages of the kiosk, or in the pseudo-language. */
export type BuiltPage = 'spoken' | 'pseudo';

export interface Run {
  browser: Browser;
  /** Where a page is served. It may have to be built first. */
  addressOf(page: BuiltPage): Promise<string>;
  pageCount: number;
  checksOf(visit: Visit): readonly Check[];
  report(outcome: Outcome): void;
  stopsAtFailure: boolean;
}

export async function runVisits(visits: readonly Visit[], run: Run): Promise<void> {
  const waiting = [...visits];
  const workers = Array.from({ length: run.pageCount }, async () => {
    const pages = new Pages(run);
    for (let visit = waiting.shift(); visit !== undefined; visit = waiting.shift()) {
      const outcome = await visitOne(visit, pages, run);
      run.report(outcome);
      if (run.stopsAtFailure && outcome.findings.length > 0) waiting.length = 0;
    }
    await pages.close();
  });
  await Promise.all(workers);
}

/** The pages of one worker, opened when they are first needed. */
class Pages {
  readonly #run: Run;
  readonly #open = new Map<BuiltPage, GalleryPage>();

  constructor(run: Run) {
    this.#run = run;
  }

  async for({ language }: Visit): Promise<GalleryPage> {
    const kind = language === 'pseudo' ? 'pseudo' : 'spoken';
    const known = this.#open.get(kind);
    if (known) return known;
    const address = await this.#run.addressOf(kind);
    const page = await GalleryPage.open(this.#run.browser, address);
    this.#open.set(kind, page);
    return page;
  }

  /** After a fault of the page itself, the next visit begins on a new page. */
  async close(): Promise<void> {
    for (const page of this.#open.values()) await page.close();
    this.#open.clear();
  }
}

async function visitOne(visit: Visit, pages: Pages, run: Run): Promise<Outcome> {
  const tookMs = new Map<string, number>();
  const findings: Finding[] = [];
  let passed = 0;
  const timed = async (check: string, work: () => Promise<readonly string[]>): Promise<void> => {
    const startedMs = performance.now();
    const faults = await work();
    tookMs.set(check, performance.now() - startedMs);
    if (faults.length === 0) passed += 1;
    findings.push(...faults.map((fault) => ({ visit, check, fault })));
  };
  try {
    const gallery = await pages.for(visit);
    const startedMs = performance.now();
    const shown = await gallery.show(visit);
    tookMs.set('(showing it)', performance.now() - startedMs);
    for (const check of run.checksOf(visit)) {
      await timed(check.name, () => check.run(gallery.page, shown));
    }
    await timed('console', () => Promise.resolve(gallery.errors()));
    if (findings.length > 0) await takePicture(gallery, visit);
    await gallery.clear(visit);
  } catch (error) {
    findings.push({ visit, check: 'page', fault: String(error) });
    await pages.close();
  }
  return { visit, passed, findings, tookMs };
}

async function takePicture(
  { page }: GalleryPage,
  { fixture, look, language }: Visit,
): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${look.name}-${language}-${fixture.name}.png`) });
}
