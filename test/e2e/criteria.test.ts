/** Criteria of WCAG 2.2 that are about all screens together, and that axe does not know. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../gallery/fixtures.ts';
import { askedFor, show, turnTo, type Look } from '../gallery/gallery.ts';
import { showGallery } from './shown-gallery.ts';

const LOOKS: readonly (Look & { name: string })[] = [
  { name: 'portrait', size: 'portrait' },
  { name: 'the counter in large text', size: 'counter', adjustments: { isLarge: true } },
];
/** Two ways out where there are any, and then always the same: `language` is named as the one that is spoken. */
const BAR = ['Stop', 'Back', 'language', 'Larger', 'Comfort', 'Help'];

const gallery = showGallery();

/** Runs in the page, so it uses nothing from outside itself. */
function factsOf(): {
  headings: string[];
  bar: string[];
  news: string;
  pictures: string[];
  sideways: string[];
  mainAct: { right: number; bottom: number } | null;
} {
  const textOf = (selector: string): string[] =>
    Array.from(document.querySelectorAll<HTMLElement>(selector), ({ innerText }) =>
      innerText.trim(),
    );
  const act = document.querySelector('.hands .main-act')?.getBoundingClientRect();
  return {
    headings: textOf('main h1'),
    bar: textOf('nav > button').concat('language', textOf('.suits button').slice(1)),
    news: textOf('[role="status"]').join(' ').trim(),
    pictures: Array.from(document.images, (image) => new URL(image.src).pathname),
    sideways: Array.from(document.querySelectorAll('body *'))
      .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX))
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map(({ className }) => className),
    mainAct: act ? { right: Math.round(act.right), bottom: Math.round(act.bottom) } : null,
  };
}

describe.each(LOOKS)('on $name', ({ adjustments = {}, ...look }) => {
  let page: Page;
  let place: { right: number; bottom: number } | null = null;

  beforeAll(async () => {
    page = await gallery.open({ ...look, clock: 'running' });
    await page.goto('/');
  });

  it.each(FIXTURES)('$name is a screen like the others', async (fixture) => {
    await turnTo(page, fixture, { language: 'en', adjustments });
    const facts = await page.evaluate(factsOf);

    // 2.4.6
    expect(facts.headings).toHaveLength(1);
    expect(facts.headings[0]).not.toBe('');
    // 3.2.3, 3.2.4, 3.2.6
    expect(facts.bar).toEqual(BAR.filter((name) => facts.bar.includes(name)));
    expect(facts.bar.slice(-4)).toEqual(BAR.slice(-4));
    place ??= facts.mainAct;
    expect(facts.mainAct ?? place).toEqual(place);
    // 1.4.5: the owner answers for what is written on the shop's own.
    expect(facts.pictures.filter((path) => !path.startsWith('/shop/'))).toEqual([]);
    // 1.4.10
    expect(facts.sideways).toEqual([]);
    // 4.1.3
    const { notice, screen, connection } = fixture.view('en');
    const isLongWait = screen.kind === 'paying' && screen.step !== 'sending';
    const hasNews = notice !== null || isLongWait || connection.kind === 'offline';
    expect(facts.news !== '' || !hasNews).toBe(true);
  });
});

// 2.5.2
describe('a finger that leaves a button before it is lifted', () => {
  it('has pressed nothing, and one that stays has', async () => {
    const page = await gallery.open({ size: 'portrait', clock: 'running' });
    const fixture = FIXTURES.find(({ name }) => name === 'confirm');
    if (!fixture) throw new Error('no question');
    await show(page, fixture, { language: 'en' });
    const act = page.locator('.main-act');

    await act.hover();
    await page.mouse.down();
    await page.mouse.move(5, 5);
    await page.mouse.up();
    expect(await page.evaluate(askedFor)).toEqual(['touch']);
    await act.click();
    expect(await page.evaluate(askedFor)).toEqual(['touch', 'confirmSpend']);
  });
});

describe('a finger that taps twice where the bar moves', () => {
  it('presses the larger text once, and not its neighbour; later it is heard again', async () => {
    const page = await gallery.open({ size: 'counter' });
    const fixture = FIXTURES.find(({ name }) => name === 'balance');
    if (!fixture) throw new Error('no balance');
    await show(page, fixture, { language: 'en' });
    const box = await page.getByRole('button', { name: 'Larger' }).boundingBox();
    if (box === null) throw new Error('no button');
    const tap = (): Promise<void> =>
      page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);

    await tap();
    await turnTo(
      page,
      { ...fixture, afterMs: 0 },
      { language: 'en', adjustments: { isLarge: true } },
    );
    await tap();
    expect((await page.evaluate(askedFor)).filter((kind) => kind !== 'touch')).toEqual(['adjust']);

    await page.clock.runFor(1_000);
    await tap();
    expect((await page.evaluate(askedFor)).filter((kind) => kind !== 'touch')).toHaveLength(2);
    await page.context().close();
  });
});
