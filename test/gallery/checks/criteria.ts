/** Criteria of WCAG 2.2 that are about all screens together, and that axe does not know. */
import type { Page } from 'playwright-core';
import { textOf } from '../messages.ts';
import { always, type Check, type Shown } from './check.ts';

/** Two ways out where a screen has them, and then always the same ones in the same order. */
const BAR = ['stop', 'back', 'language', 'bar_large', 'bar_comfort', 'bar_help'] as const;
const ALWAYS_IN_BAR = 4;

export const criteria: Check = { name: 'criteria', appliesTo: always, run };

/** Where the main button is in a look and language: the first screen decides, and the others must agree. */
const mainButtonAt = new Map<string, string>();

async function run(page: Page, { view, look, language }: Shown): Promise<string[]> {
  const facts = await page.evaluate(factsOf);
  const faults: string[] = [];
  if (facts.headings.length !== 1 || facts.headings[0] === '') {
    faults.push(`2.4.6: its headings are ${JSON.stringify(facts.headings)}, not one with words`);
  }
  const bar = BAR.map((key) => (key === 'language' ? key : textOf(language, key)));
  const expected = bar.filter((name) => facts.bar.includes(name));
  const isComplete = bar.slice(-ALWAYS_IN_BAR).every((name) => facts.bar.includes(name));
  if (!isComplete || facts.bar.join() !== expected.join()) {
    faults.push(`3.2.3, 3.2.4, 3.2.6: the bar has ${facts.bar.join(', ')}`);
  }
  // A bar of twice as many words may need a second row.
  if (facts.mainButton !== null && language !== 'pseudo') {
    const place = mainButtonAt.get(look.name) ?? facts.mainButton;
    mainButtonAt.set(look.name, place);
    if (place !== facts.mainButton) {
      faults.push(`3.2.3: the main button ends at ${facts.mainButton}, elsewhere at ${place}`);
    }
  }
  // The owner answers for what is written on the shop's own pictures.
  for (const path of facts.pictures.filter((path) => !path.startsWith('/shop/'))) {
    faults.push(`1.4.5: ${path} is a picture`);
  }
  for (const name of facts.sideways) faults.push(`1.4.10: ${name} scrolls sideways`);
  const { notice, screen, connection } = view;
  const isLongWait = screen.kind === 'paying' && screen.step !== 'sending';
  const hasNews = notice !== null || isLongWait || connection.kind === 'offline';
  if (hasNews && facts.news === '') faults.push('4.1.3: its news is not announced');
  return faults;
}

interface Facts {
  headings: string[];
  bar: string[];
  news: string;
  pictures: string[];
  sideways: string[];
  /** Its end, on the side where reading ends, and its lower edge. */
  mainButton: string | null;
}

/** Runs in the page, so it uses nothing from outside itself. */
function factsOf(): Facts {
  const textsOf = (selector: string): string[] =>
    Array.from(document.querySelectorAll<HTMLElement>(selector), ({ innerText }) =>
      innerText.trim(),
    );
  const button = document.querySelector('.hands .main-act')?.getBoundingClientRect();
  const isRightToLeft = document.documentElement.dir === 'rtl';
  const end = button && (isRightToLeft ? innerWidth - button.left : button.right);
  return {
    headings: textsOf('main h1'),
    bar: textsOf('nav > button').concat('language', textsOf('.suits button').slice(1)),
    news: textsOf('[role="status"]').join(' ').trim(),
    pictures: Array.from(document.images, (image) => new URL(image.src).pathname),
    sideways: Array.from(document.querySelectorAll('body *'))
      .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX))
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map(({ className }) => className),
    mainButton:
      button && end !== undefined ? `${Math.round(end)}, ${Math.round(button.bottom)}` : null,
  };
}
