/** What is on the screen stays where it is when something is added to the same screen. */
import type { Page } from 'playwright-core';
import type { Shown, Visit } from '../checks/check.ts';
import { FIXTURES } from '../fixtures.ts';
import { pushView } from '../in-page.ts';
import { scene } from './scene.ts';

const LOOKS = ['portrait', 'landscape', 'counter', 'portrait-low', 'counter-large'];
const CHANGES = [
  { what: 'opening the payments', from: 'balance', to: 'balance-history' },
  { what: 'closing the payments', from: 'balance-history', to: 'balance' },
  { what: 'the end of the quiet time', from: 'confirm-unarmed', to: 'confirm' },
];

export const LAYOUT_SHIFT: readonly Visit[] = CHANGES.flatMap(({ what, from, to }) =>
  LOOKS.map((look) =>
    scene(`${what} moves nothing`, {
      of: from,
      look,
      run: (page, shown) => shifts(page, shown, to),
    }),
  ),
);

/** Shows the other fixture as a change of the same screen. One fault for each part that is somewhere else then. */
async function shifts(page: Page, { view, language }: Shown, to: string): Promise<string[]> {
  const fixture = FIXTURES.find(({ name }) => name === to);
  if (!fixture || language === 'pseudo') return [`there is no fixture ${to}`];
  const { screen } = fixture.view(language);
  await page.evaluate(watchShifts);
  await page.evaluate(pushView, { ...view, screen });
  return await page.evaluate(shiftsSeen);
}

/** Runs in the page. What Chromium calls a layout shift, also right after a press. */
function watchShifts(): void {
  const seen: string[] = [];
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  const note = (entries: PerformanceEntryList): void => {
    for (const entry of entries) {
      const sources: unknown = Reflect.get(entry, 'sources');
      const moved = Array.isArray(sources)
        ? sources
            .map(({ node }: { node: Node | null }) => node)
            // The label of the pressed button itself is another one then.
            .filter((node) => {
              const element = node instanceof Element ? node : node?.parentElement;
              return element?.matches('button[aria-expanded] *') !== true;
            })
            .map((node) => (node instanceof Element ? node.classList.value : node?.nodeName))
        : [];
      if (moved.length === 0) continue;
      seen.push(`a shift of ${String(Reflect.get(entry, 'value'))}: ${moved.join(', ')}`);
    }
  };
  observer.observe({ type: 'layout-shift' });
  Object.assign(window, {
    shiftsSeen: () => {
      note(observer.takeRecords());
      observer.disconnect();
      return seen;
    },
  });
}

/** Runs in the page: waits until the change is drawn. Its own timers stand still. */
async function shiftsSeen(): Promise<string[]> {
  const FRAMES = 4;
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await new Promise<void>((done) => {
      const { setTimeout: later } = Reflect.get(window, 'realTime') as {
        setTimeout: (done: () => void, ms: number) => void;
      };
      const mark = document.createElement('i');
      mark.style.cssText = 'position:fixed;inset:0 auto auto 0;width:1px;height:1px';
      const sizes = new ResizeObserver(() => {
        sizes.disconnect();
        mark.remove();
        later(done, 0);
      });
      document.body.append(mark);
      sizes.observe(mark);
    });
  }
  const seen: unknown = Reflect.get(window, 'shiftsSeen');
  return typeof seen === 'function' ? (seen as () => string[])() : [];
}
